using System.Globalization;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake;
using ServiceBot.Intake.Files;

namespace ServiceBot.Tests.Intake.Files;

public sealed class CellTests
{
    [Theory]
    [InlineData("21.11.2026 9:05:07", "2026-11-21T09:05:07+03:00")]
    [InlineData("21.11.2026 09:05", "2026-11-21T09:05:00+03:00")]
    [InlineData("21.11.2026", "2026-11-21T00:00:00+03:00")]
    [InlineData("1.2.2026 0:00:00", "2026-02-01T00:00:00+03:00")]
    [InlineData("21.11.26 9:05", "2026-11-21T09:05:00+03:00")]
    [InlineData("21.11.2026, 9:05", "2026-11-21T09:05:00+03:00")]
    [InlineData("21.11.2026 г. 9:05", "2026-11-21T09:05:00+03:00")]
    [InlineData("21.11.2026\u00A09:05:00", "2026-11-21T09:05:00+03:00")]
    [InlineData("21.11.2026  9:05:00", "2026-11-21T09:05:00+03:00")]
    [InlineData("2026-11-21T09:05:07", "2026-11-21T09:05:07+03:00")]
    [InlineData("2026-11-21 09:05:07.123", "2026-11-21T09:05:07.123+03:00")]
    [InlineData("2026-11-21T09:05:07Z", "2026-11-21T09:05:07Z")]
    [InlineData("2026-11-21T09:05:07+05:00", "2026-11-21T09:05:07+05:00")]
    [InlineData("2026-11-21", "2026-11-21T00:00:00+03:00")]
    [InlineData("20261121090507", "2026-11-21T09:05:07+03:00")]
    [InlineData("21 ноября 2026 г.", "2026-11-21T00:00:00+03:00")]
    [InlineData("21 ноя. 2026г. 9:05", "2026-11-21T09:05:00+03:00")]
    [InlineData("1 мая 2026, 9:05:07", "2026-05-01T09:05:07+03:00")]
    [InlineData("8 Марта 2026", "2026-03-08T00:00:00+03:00")]
    [InlineData("46347.378553", "2026-11-21T09:05:07+03:00")]
    [InlineData("46347,378553", "2026-11-21T09:05:07+03:00")]
    [InlineData("46347", "2026-11-21T00:00:00+03:00")]
    public void A_date_is_read_however_it_is_written(string text, string expected)
    {
        Assert.Equal(TimeReading.Moment, CellTime.Read(text, FileTrial.Moscow, out var moment));
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), moment);
    }

    [Theory]
    [InlineData("01.01.0001 0:00:00")]
    [InlineData("01.01.0001")]
    [InlineData("0001-01-01T00:00:00")]
    [InlineData("00.01.1900 0:00")]
    [InlineData("0/1/00")]
    [InlineData("30.12.1899 0:00:00")]
    [InlineData("  .  .    ")]
    [InlineData("-")]
    [InlineData("0")]
    public void An_empty_date_of_1C_is_no_date(string text) => Assert.Equal(TimeReading.Empty, CellTime.Read(text, FileTrial.Moscow, out _));

    [Theory]
    [InlineData("32.11.2026")]
    [InlineData("29.02.2026")]
    [InlineData("21.13.2026")]
    [InlineData("21.11.2026 25:00")]
    [InlineData("вчера")]
    [InlineData("21 ноября")]
    [InlineData("31 ноября 2026")]
    [InlineData("21 ноября ночью 2026")]
    [InlineData("11/21/2026")]
    [InlineData("21.11")]
    [InlineData("123")]
    [InlineData("21.11.1926")]
    [InlineData("21.11.2226")]
    [InlineData("99999")]
    public void What_is_no_date_is_not_guessed(string text) => Assert.Equal(TimeReading.Unreadable, CellTime.Read(text, FileTrial.Moscow, out _));

    [Theory]
    [InlineData("1234,50", 1234.5)]
    [InlineData("1234.50", 1234.5)]
    [InlineData("1 234,50", 1234.5)]
    [InlineData("1\u00A0234,50", 1234.5)]
    [InlineData("1\u202F234,50", 1234.5)]
    [InlineData("1\u2009234\u2009567,5", 1234567.5)]
    [InlineData("1'234.5", 1234.5)]
    [InlineData("1,234,567.5", 1234567.5)]
    [InlineData("1.234.567,5", 1234567.5)]
    [InlineData("-5", -5)]
    [InlineData("−5", -5)]
    [InlineData("0,7", 0.7)]
    [InlineData(",7", 0.7)]
    [InlineData("1 500,00 руб.", 1500)]
    [InlineData("1,5 н/ч", 1.5)]
    [InlineData("2 шт", 2)]
    [InlineData("2шт.", 2)]
    public void A_number_is_read_however_it_is_written(string text, double expected)
    {
        Assert.True(CellNumber.TryRead(text, out var number));
        Assert.Equal((decimal)expected, number);
    }

    [Theory]
    [InlineData("много")]
    [InlineData("1-2")]
    [InlineData("12а")]
    [InlineData("1e5")]
    [InlineData("км")]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("99999999999999999999999999999999")]
    public void What_is_no_number_is_not_guessed(string text) => Assert.False(CellNumber.TryRead(text, out _));

    [Theory]
    [InlineData("95000", 95000)]
    [InlineData("95 000 км", 95000)]
    [InlineData("95,000", 95000)]
    [InlineData("95.000", 95000)]
    [InlineData("95000,7", 95000)]
    [InlineData("1.095.000", 1095000)]
    public void An_odometer_has_no_decimals(string text, int expected)
    {
        Assert.True(CellNumber.TryReadWhole(text, out var number));
        Assert.Equal(expected, number);
    }

    [Theory]
    [InlineData("Да", true)]
    [InlineData("истина", true)]
    [InlineData("ИСТИНА", true)]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("+", true)]
    [InlineData("Нет", false)]
    [InlineData("Ложь", false)]
    [InlineData("0", false)]
    [InlineData("FALSE", false)]
    [InlineData("возможно, но не точно", null)]
    [InlineData("2", null)]
    public void Yes_and_no_are_told(string text, bool? expected) => Assert.Equal(expected, CellWords.ReadFlag(text));

    [Theory]
    [InlineData("Гарантийный ремонт", WorkOrderKind.Warranty)]
    [InlineData("гарантия завода", WorkOrderKind.Warranty)]
    [InlineData("Постгарантийный ремонт", WorkOrderKind.Repair)]
    [InlineData("Не гарантийный", WorkOrderKind.Repair)]
    [InlineData("Коммерческий", WorkOrderKind.Repair)]
    [InlineData("Платный ремонт", WorkOrderKind.Repair)]
    [InlineData("Слесарный", WorkOrderKind.Repair)]
    [InlineData("Текущий ремонт", WorkOrderKind.Repair)]
    [InlineData("Диагностика", WorkOrderKind.Repair)]
    [InlineData("ТО и ремонт", WorkOrderKind.Repair)]
    [InlineData("Ремонт двигателя", WorkOrderKind.Repair)]
    [InlineData("ТО", WorkOrderKind.Maintenance)]
    [InlineData("ТО-2", WorkOrderKind.Maintenance)]
    [InlineData("Плановое ТО", WorkOrderKind.Maintenance)]
    [InlineData("Техническое обслуживание", WorkOrderKind.Maintenance)]
    [InlineData("Гарантийное ТО", WorkOrderKind.Maintenance)]
    [InlineData("Кузовной ремонт", WorkOrderKind.Body)]
    [InlineData("Малярный", WorkOrderKind.Body)]
    [InlineData("Страховой (КАСКО)", WorkOrderKind.Body)]
    [InlineData("Внутренний", WorkOrderKind.Internal)]
    [InlineData("ПП", WorkOrderKind.Internal)]
    [InlineData("Предпродажная подготовка", WorkOrderKind.Internal)]
    [InlineData("Шиномонтаж", WorkOrderKind.Tyres)]
    [InlineData("Мойка", WorkOrderKind.Other)]
    [InlineData("Установка доп. оборудования", WorkOrderKind.Other)]
    [InlineData("warranty", WorkOrderKind.Warranty)]
    [InlineData("Tyres", WorkOrderKind.Tyres)]
    [InlineData("Абракадабра", null)]
    [InlineData("Стоянка", null)]
    public void The_kind_of_an_order_is_told_by_the_words_of_dealer_systems(string text, object? expected) =>
        Assert.Equal(expected, OrderKindWords.Read(text));

    [Theory]
    [InlineData("Отказ", true)]
    [InlineData("Отменён", true)]
    [InlineData("Отменен клиентом", true)]
    [InlineData("Аннулирован", true)]
    [InlineData("Закрыт", false)]
    [InlineData("В работе", false)]
    [InlineData("Выполнен", false)]
    public void A_cancelled_order_is_told_by_its_state(string text, bool expected) => Assert.Equal(expected, CellWords.SaysCancelled(text));

    [Fact]
    public void No_column_name_means_two_things_in_one_kind_of_table_and_every_API_name_is_known()
    {
        var examined = 0;
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            foreach (var (field, names) in ColumnSynonyms.Of(kind))
            {
                Assert.NotNull(ColumnNames.Find(ColumnNames.ApiName(kind, field), kind));
                foreach (var name in names)
                {
                    var meaning = ColumnNames.Find(name, kind);
                    Assert.NotNull(meaning);
                    examined++;
                }
            }
        }

        Assert.True(examined > 300);
    }

    [Theory]
    [InlineData("ГОС. НОМЕР", RecordKind.WorkOrder, "vehicle.plate")]
    [InlineData("№ ЗН", RecordKind.WorkOrder, "id")]
    [InlineData("№ ЗН", RecordKind.SurveyResponse, "workOrderId")]
    [InlineData("Пробег, км", RecordKind.WorkOrder, "odometerKm")]
    [InlineData("Пробег (км)", RecordKind.WorkOrder, "odometerKm")]
    [InlineData("Мастер-приёмщик", RecordKind.WorkOrder, "advisor")]
    [InlineData("Мастер цеха", RecordKind.WorkOrder, "foreman")]
    [InlineData("Норма времени", RecordKind.WorkOrder, "lines.normHours")]
    [InlineData("Н/ч", RecordKind.WorkOrder, "lines.normHours")]
    [InlineData("Стоимость н/ч", RecordKind.WorkOrder, "lines.rate")]
    [InlineData("ДатаВремяОткрытия", RecordKind.WorkOrder, "openedAt")]
    [InlineData("ВидОбращения", RecordKind.WorkOrder, "kind")]
    [InlineData("Повторный ремонт", RecordKind.WorkOrder, "possibleRepeat")]
    [InlineData("Со слов клиента", RecordKind.WorkOrder, "complaint")]
    [InlineData("Дата и время записи", RecordKind.Booking, "plannedAt")]
    [InlineData("Отзыв", RecordKind.SurveyResponse, "comment")]
    public void Column_names_are_known_whatever_their_punctuation(string name, object kind, string field)
    {
        var meaning = ColumnNames.Find(name, (RecordKind)kind);
        Assert.Equal(field, ColumnNames.ApiName((RecordKind)kind, meaning!.Value.Field));
    }
}
