using ServiceBot.Domain.Sources;
using ServiceBot.Intake.Files;

namespace ServiceBot.Tests.Intake.Files.Workbooks;

public sealed class WorkbookTests
{
    private static readonly DateTime Opened = new(2026, 11, 12, 9, 10, 0);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Dates_numbers_and_truths_of_a_workbook_are_read_as_such(bool isShared, bool isDate1904)
    {
        var book = new BookWriter { IsShared = isShared, IsDate1904 = isDate1904 }.Sheet(
            "Лист1",
            ["Реестр заказ-нарядов за ноябрь"],
            [],
            ["Номер ЗН", "Дата открытия", "Дата закрытия", "Гос. номер", "Пробег, км", "Повторный ремонт", "Работа", "Н/ч", "Механик"],
            ["000123", Opened, Opened.AddHours(8.5), "А123ВС178", 95400, true, "Замена шаровой\nопоры", 1.2, BookWriter.Failed("#N/A")],
            [124, "12.11.2026 9:10:00", 46338.5, "А124ВС178", "95 400", false, "Диагностика", "0,8", "Кузин Д. А."],
            [BookWriter.Padded(17), Opened, null, "А125ВС178", null, null, "Диагностика", null, null],
            ["Итого", null, null, null, 190800]);

        var trial = FileTrial.Read(book.Write(), "orders.xlsx");

        var orders = trial.All<WorkOrder>();
        Assert.Equal(["000123", "124", "0017"], orders.Select(o => o.Id));
        Assert.All(orders, o => Assert.Equal(FileTrial.At(11, 12, 9, 10), o.OpenedAt));
        Assert.Equal([FileTrial.At(11, 12, 17, 40), FileTrial.At(11, 12, 12), (DateTimeOffset?)null], orders.Select(o => o.ClosedAt));
        Assert.Equal([95400, 95400, null], orders.Select(o => o.OdometerKm));
        Assert.Equal([true, false, null], orders.Select(o => o.PossibleRepeat));
        Assert.Equal([("Замена шаровой\nопоры", 1.2m, (string?)null), ("Диагностика", 0.8m, "Кузин Д. А.")], orders.Take(2).Select(o => (o.Lines[0].Text, o.Lines[0].NormHours!.Value, o.Lines[0].Mechanic?.Name)));
        Assert.Equal((3, "xlsx", '\0'), (trial.Header.Line, trial.Header.Encoding, trial.Header.Separator));
        Assert.Equal(new RowTally(3, 0, 0, 1, 0, 0), Assert.Single(trial.Items.OfType<FileItem.TableEnd>()).Rows);
    }

    [Fact]
    public void Every_sheet_is_a_table_of_its_own_kind_and_faults_name_their_sheet()
    {
        var book = new BookWriter()
            .Sheet("Заказ-наряды", ["Номер", "Дата", "VIN"], ["1", Opened, "XTT1"], ["2", "вчера", "XTT2"])
            .Sheet("Записи", ["Номер", "Дата", "VIN"], ["1", Opened, "XTT1"])
            .Sheet("Опросы", ["Дата опроса", "Номер ЗН", "Оценка"], [Opened, "1", 2])
            .Sheet("Сводная", ["Мастер", "Количество"], ["Орлова", 5])
            .Sheet("Лист5");

        var trial = FileTrial.Read(book.Write(), "export.xlsx");

        Assert.Equal([RecordKind.WorkOrder, RecordKind.Booking, RecordKind.SurveyResponse], trial.Records.Select(r => r.Kind));
        Assert.Equal(["Заказ-наряды", "Записи", "Опросы"], trial.Items.OfType<FileItem.Header>().Select(h => h.Sheet!));
        var fault = Assert.Single(Assert.Single(trial.Rejections).Faults);
        Assert.Equal(("Заказ-наряды!Дата", 3, "вчера"), (fault.Place!, fault.Line, fault.Value!));
        var unread = Assert.Single(trial.Items.OfType<FileItem.Unread>()).Fault;
        Assert.Equal(("Сводная!", "HeaderLacksColumns"), (unread.Place!, unread.Fault.Key));
    }

    [Fact]
    public void Cells_merged_over_the_rows_of_an_order_hold_their_value_in_the_first()
    {
        var book = new BookWriter().Sheet(
            "Лист1",
            ["Номер ЗН", "Даты", null, "Гос. номер", "Работы", null],
            [null, "Дата открытия", "Дата закрытия", null, "Наименование работы", "Н/ч"],
            ["ЗН-1", Opened, Opened, "А123ВС178", "Замена шаровой", 1.2],
            [null, null, null, null, "Развал-схождение", 0.8],
            [null, Opened, Opened, null, "Диагностика", 0.5],
            ["ЗН-2", Opened, null, "А124ВС178", "Замена колодок", 0.9]);

        var orders = FileTrial.Read(book.Write(), "orders.xlsx").All<WorkOrder>();

        Assert.Equal([("ЗН-1", 3), ("ЗН-2", 1)], orders.Select(o => (o.Id, o.Lines.Count)));
    }

    [Fact]
    public void A_time_of_day_in_a_cell_of_its_own_belongs_to_the_date_beside_it()
    {
        var book = new BookWriter().Sheet(
            "Лист1",
            ["Номер ЗН", "Дата открытия", "Время открытия", "Гос. номер"],
            ["1", Opened.Date, BookWriter.TimeOfDay(0.4375), "А123ВС178"]);

        Assert.Equal(FileTrial.At(11, 12, 10, 30), FileTrial.Read(book.Write(), "orders.xlsx").Only<WorkOrder>().OpenedAt);
    }
}
