using System.Text;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake.Files;

namespace ServiceBot.Tests.Intake.Files;

public sealed class OrderRowsTests
{
    private const string Header = "Номер;Дата;Дата закрытия;Состояние;Вид ремонта;VIN;Гос. номер;Пробег;Причина обращения;Мастер цеха;Мастер-консультант;"
        + "Код работы;Работа;Узел;Механик;Норма времени;Стоимость н/ч;Каталожный номер;Запчасть;Кол-во;Сумма;Сумма документа\n";

    [Fact]
    public void The_rows_of_an_order_become_its_jobs_and_parts()
    {
        var order = FileTrial.Read(Header + """
            ЗН-000123;12.11.2026 9:10:00;12.11.2026 17:40:00;Закрыт;Коммерческий;X9632120080654821;А123ВС178;95 400;стук спереди;Громов Е. Е.;Орлова А. П.;R-10;Замена шаровой опоры нижней правой;Подвеска;Кузин Д. А.;1,20;1 900,00;;;;2 280,00;11 480,00
            ЗН-000123;12.11.2026 9:10:00;12.11.2026 17:40:00;Закрыт;Коммерческий;X9632120080654821;А123ВС178;95 400;стук спереди;Громов Е. Е.;Орлова А. П.;R-11;Регулировка схождения;Подвеска;Лапин С. С.;0,8;1 900,00;;;;1 520,00;11 480,00
            ЗН-000123;;;;;;;;;;;;;;;;;A21R23.2904314;Опора шаровая;2;7 680,00;
            ;;;;;;;;;;;;;;;;;0017;Гайка;4,000;200,00;
            ЗН-000124;12.11.2026 11:00:00;01.01.0001 0:00:00;В работе;ТО-1;;В456ЕК198;;;;;;Замена масла;;;;;;;;;
            """).All<WorkOrder>();

        Assert.Equal(2, order.Count);
        Assert.Equal(("ЗН-000123", WorkOrderKind.Repair, 95400, 11480m), (order[0].Id, order[0].OrderKind, order[0].OdometerKm, order[0].Total));
        Assert.Equal((FileTrial.At(11, 12, 9, 10), FileTrial.At(11, 12, 17, 40)), (order[0].OpenedAt, order[0].ClosedAt!.Value));
        Assert.Equal(("Громов Е. Е.", "Орлова А. П."), (order[0].Foreman!.Name, order[0].Advisor!.Name));
        Assert.Equal(
            [
                new("R-10", "Замена шаровой опоры нижней правой", "Подвеска", new Person(null, "Кузин Д. А."), 1.2m, 1900m),
                new("R-11", "Регулировка схождения", "Подвеска", new Person(null, "Лапин С. С."), 0.8m, 1900m),
            ],
            order[0].Lines);
        Assert.Equal([new("A21R23.2904314", "Опора шаровая", 2m), new("0017", "Гайка", 4m)], order[0].Parts);
        Assert.Equal((null, WorkOrderKind.Maintenance, false), (order[1].ClosedAt, order[1].OrderKind, order[1].Cancelled));
    }

    [Fact]
    public void One_row_may_be_a_whole_order_with_its_jobs_in_one_cell()
    {
        var orders = FileTrial.Read("""
            Номер ЗН;Дата открытия;Дата закрытия;Состояние;Гос. номер;Автоработы;Запасные части
            1;12.11.2026 9:00;12.11.2026;Закрыт;А123ВС178;"1. Замена шаровой
            2. Развал-схождение";Опора шаровая; 
            2;12.11.2026 9:00;;Отказ;А124ВС178;;
            """.Replace("; \n", "\n", StringComparison.Ordinal)).All<WorkOrder>();

        Assert.Equal(["Замена шаровой", "Развал-схождение"], orders[0].Lines.Select(l => l.Text));
        Assert.Equal("Опора шаровая", Assert.Single(orders[0].Parts).Name);
        Assert.Equal(orders[0].OpenedAt, orders[0].ClosedAt);
        Assert.Empty(orders[1].Lines);
        Assert.True(orders[1].Cancelled);
    }

    [Fact]
    public void Rows_of_an_order_need_not_follow_each_other()
    {
        var orders = FileTrial.Read("""
            Номер ЗН;Дата открытия;Гос. номер;Работа
            1;12.11.2026;А123ВС178;раз
            2;12.11.2026;А124ВС178;раз
            1;12.11.2026;А123ВС178;два
            """).All<WorkOrder>();

        Assert.Equal(["1", "2"], orders.Select(o => o.Id));
        Assert.Equal(["раз", "два"], orders[0].Lines.Select(l => l.Text));
    }

    [Fact]
    public void A_row_that_comes_after_a_thousand_other_orders_is_refused_and_does_not_spoil_the_order()
    {
        var text = new StringBuilder("Номер ЗН;Дата открытия;Гос. номер;Работа\nfirst;12.11.2026;А123ВС178;раз\n");
        for (var i = 0; i <= OrderRows.OpenOrders; i++) text.Append($"{i};12.11.2026;А123ВС178;раз\n");
        text.Append("first;12.11.2026;А123ВС178;два\n");

        var trial = FileTrial.Read(text.ToString());

        Assert.Equal("RowsTooFarApart", Assert.Single(trial.Faults).Fault.Key);
        Assert.Equal("раз", Assert.Single(trial.Records.Cast<WorkOrder>().Single(o => o.Id == "first").Lines).Text);
        Assert.Equal(OrderRows.OpenOrders + 2, trial.Records.Count);
    }

    [Fact]
    public void The_same_number_with_another_date_or_vehicle_is_another_document_and_is_said_to_be()
    {
        var trial = FileTrial.Read("""
            Номер ЗН;Дата открытия;VIN;Гос. номер;Работа
            1;12.11.2026;XTT123;А123ВС178;раз
            1;12.11.2025;XTT123;А123ВС178;два
            1;12.11.2026;XTT124;А123ВС178;три
            1;2026-11-12;xtt 123;A123BC178;четыре
            """);

        Assert.Equal(["раз", "четыре"], Assert.Single(trial.Records.Cast<WorkOrder>()).Lines.Select(l => l.Text));
        Assert.Equal([(3, "Дата открытия", "12.11.2025"), (4, "VIN", "XTT124")], trial.Faults.Select(f => (f.Line, f.Column!, f.Value!)));
    }

    [Fact]
    public void A_wrong_cell_refuses_its_order_whole_and_no_other()
    {
        var trial = FileTrial.Read("""
            Номер ЗН;Дата открытия;Дата закрытия;Вид ремонта;VIN;Гос. номер;Пробег;Работа;Н/ч
            1;12.11.2026;;;XTT1;;100;раз;1
            2;12.11.2026;;;XTT2;;100;раз;1
            2;12.11.2026;;;XTT2;;100;два;час
            3;31.11.2026;;Непонятный;;;сто;раз;1
            4;12.11.2026 10:00;12.11.2026 9:00;;XTT4;;;раз;1
            ;12.11.2026;;;XTT5;;;раз;1
            6;12.11.2026;;;XTT6;;-5;раз;-1
            7;12.11.2026;;;XTT7;;100;раз;1
            """);

        Assert.Equal(["1", "7"], trial.Records.Select(r => r.Id));
        Assert.Equal(
            [
                (4, "Н/ч", "час", "CellNotANumber"), (5, "Дата открытия", "31.11.2026", "CellNotATime"), (5, "VIN", null, "CellVehicleRequired"),
                (5, "Вид ремонта", "Непонятный", "CellUnknownOrderKind"), (5, "Пробег", "сто", "CellNotANumber"),
                (6, "Дата закрытия", "12.11.2026 9:00", "ClosedBeforeOpened"), (7, "Номер ЗН", null, "CellRequired"),
                (8, "Н/ч", "-1", "CellNegative"), (8, "Пробег", "-5", "CellNegative"),
            ],
            trial.Faults.Select(f => (f.Line, f.Column, f.Value, f.Fault.Key)).OrderBy(f => f.Line));
        Assert.Equal(["2", "3", "4", null, "6"], trial.Rejections.OrderBy(r => r.Line).Select(r => r.Id));
        Assert.All(trial.Faults, f => Assert.False(string.IsNullOrWhiteSpace(f.Message(FileTrial.Russian) + f.Message(FileTrial.English))));
    }

    [Fact]
    public void An_order_that_1C_has_marked_for_deletion_repaired_nothing()
    {
        var trial = FileTrial.Read("""
            Номер ЗН;Дата открытия;Гос. номер;Работа;Пометка удаления
            1;12.11.2026;А123ВС178;Замена шаровой;Нет
            2;12.11.2026;А123ВС178;Замена шаровой;Да
            """);

        Assert.Equal([("1", false), ("2", true)], trial.Records.Cast<WorkOrder>().Select(x => (x.Id, x.Cancelled)));
    }

    [Fact]
    public void Placeholders_where_nothing_is_known_are_nothing()
    {
        var order = FileTrial.Read("""
            Номер ЗН;Дата открытия;Дата закрытия;VIN;Гос. номер;Пробег;Механик;Работа;Телефон
            ="000017";12.11.2026;-;отсутствует;А123ВС178;н/д;-;Диагностика;нет
            """).Only<WorkOrder>();

        Assert.Equal("000017", order.Id);
        Assert.Null(order.Vehicle!.Vin);
        Assert.Null(order.OdometerKm);
        Assert.Null(order.ClosedAt);
        Assert.Null(order.Client);
        Assert.Null(Assert.Single(order.Lines).Mechanic);
    }
}
