using System.Text;
using ServiceBot.Tests.Intake.Files.Workbooks;

namespace ServiceBot.Tests.Intake.Files.Corpus;

/// <summary>One file as some real program writes it, and the records it holds.</summary>
/// <param name="Name">The name of the file.</param>
/// <param name="Bytes">Its content.</param>
/// <param name="Records">Each record as <see cref="OdditiesTests"/> shows it.</param>
internal sealed record Oddity(string Name, byte[] Bytes, params string[] Records);

/// <summary>Files that differ in one thing each; all are read without a setting.</summary>
internal static class Oddities
{
    private const string Orders = "Номер ЗН;Дата открытия;Гос. номер;Работа\nЗН-1;12.11.2026 9:10:00;А123ВС178;Замена шаровой\n";
    private const string Order = "WorkOrder ЗН-1 2026-11-12T09:10 А123ВС178 [Замена шаровой]";
    private const string Bookings = "Номер заявки;Дата заявки;Гос. номер;Причина обращения\n0017;20.11.2026 9:05:00;А123ВС178;снова стук\n";
    private const string Booking = "Booking 0017 2026-11-20T09:05 А123ВС178 снова стук";

    private static readonly DateTime Opened = new(2026, 11, 12, 9, 10, 0);

    public static IReadOnlyDictionary<string, Oddity> All { get; } = new Dictionary<string, Oddity>
    {
        ["UTF-8 without a mark"] = Text(Orders, Order),
        ["UTF-8 with a mark"] = Text(Orders, new UTF8Encoding(true), Order),
        ["windows-1251"] = Text(Orders, Page(1251), Order),
        ["cp866 of DOS"] = Text(Orders, Page(866), Order),
        ["KOI8-R"] = Text(Orders, Page(20866), Order),
        ["windows-1251 in capitals"] = Text(Orders.ToUpperInvariant(), Page(1251), Order.Replace("Замена шаровой", "ЗАМЕНА ШАРОВОЙ", StringComparison.Ordinal)),
        ["UTF-16 little endian"] = Text(Orders, Encoding.Unicode, Order),
        ["UTF-16 big endian"] = Text(Orders, Encoding.BigEndianUnicode, Order),
        ["commas"] = Text(Orders.Replace(';', ','), Order),
        ["tabs"] = Text(Orders.Replace(';', '\t'), Order) with { Name = "orders.tsv" },
        ["bars"] = Text(Orders.Replace(';', '|'), Order) with { Name = "orders.txt" },
        ["the separator named in the first line"] = Text("sep=;\n" + Orders, Order),
        ["line ends of Windows"] = Text(Orders.Replace("\n", "\r\n", StringComparison.Ordinal), Order),
        ["line ends of the old Mac"] = Text(Orders.Replace('\n', '\r'), Order),
        ["no end of the last line"] = Text(Orders.TrimEnd('\n'), Order),
        ["the end-of-file mark of DOS"] = Text(Orders + "\u001A", Order),
        ["everything in quotation marks"] = Text("\"" + Orders.TrimEnd('\n').Replace(";", "\";\"", StringComparison.Ordinal).Replace("\n", "\"\n\"", StringComparison.Ordinal) + "\"\n", Order),
        ["titles above the header"] = Text("Реестр заказ-нарядов;;;\nПериод: 01.11.2026 - 30.11.2026;;;\n;;;\n" + Orders, Order),
        ["a total below"] = Text(Orders + "Итого: 1;;;\nВсего;;;\n", Order),
        ["totals of groups and of the whole report"] = Text(Orders + "Цех грузовой;;;\nИтог;;;\nОбщий итог;;;\n", Order),
        ["jobs called only by name under their group"] = Text("Заказ-наряд;;Автомобиль;Работы;\nНомер;Дата;Гос. номер;Наименование;Исполнитель\nЗН-1;12.11.2026 9:10;А123ВС178;Замена шаровой;Петров П. П.\n", Order),
        ["names of the fields as a program of Альфа-Авто exports them"] = Text("number;date;closed_date;car;labor\nЗН-1;2026-11-12T09:10:00;2026-11-13T10:00:00;ГАЗель А123ВС178;Замена шаровой\n", Order),
        ["a thousand blank rows below"] = Text(Orders + string.Concat(Enumerable.Repeat(";;;\n", 1000)), Order),
        ["the numbers of the columns under the header"] = Text(Orders.Insert(Orders.IndexOf('\n') + 1, "1;2;3;4\n"), Order),
        ["a header again on the next page"] = Text(Orders + Orders.Replace("ЗН-1", "ЗН-2", StringComparison.Ordinal), Order, Order.Replace("ЗН-1", "ЗН-2", StringComparison.Ordinal)),
        ["a header of two rows"] = Text("Номер ЗН;Даты;;Гос. номер;Работа\n;Дата открытия;Дата закрытия;;\nЗН-1;12.11.2026 9:10;;А123ВС178;Замена шаровой\n", Order),
        ["line breaks, dots and capitals in the header"] = Text("\"№\nЗН\";ДАТА ОТКРЫТИЯ;\"Гос.\nномер\";РАБОТА.\nЗН-1;12.11.2026 9:10:00;А123ВС178;Замена шаровой\n", Order),
        ["English headers"] = Text("Work order number,Opened at,Registration number,Job\nЗН-1,2026-11-12 09:10,A123BC178,Замена шаровой\n", Order),
        ["the API's field names"] = Text("id,openedAt,vehicle.plate,lines.text\nЗН-1,2026-11-12T09:10:00,А123ВС178,Замена шаровой\n", Order),
        ["a moment with an offset"] = Text(Orders.Replace("12.11.2026 9:10:00", "2026-11-12T06:10:00Z", StringComparison.Ordinal), Order),
        ["two digits of the year"] = Text(Orders.Replace("12.11.2026 9:10:00", "12.11.26 9:10", StringComparison.Ordinal), Order),
        ["a serial number of Excel for a date"] = Text(Orders.Replace("12.11.2026 9:10:00", "46338,3819444444", StringComparison.Ordinal), Order),
        ["the year in words behind the date"] = Text(Orders.Replace("12.11.2026 9:10:00", "12.11.2026 г. 9:10", StringComparison.Ordinal), Order),
        ["one row a job, the order in the first alone"] = Text(Orders + ";;;Развал-схождение\n", Order.Replace("]", " | Развал-схождение]", StringComparison.Ordinal)),
        ["one row a job, the order in each"] = Text(Orders + "ЗН-1;12.11.2026 9:10:00;А123ВС178;Развал-схождение\n", Order.Replace("]", " | Развал-схождение]", StringComparison.Ordinal)),
        ["all jobs in one cell"] = Text("Номер ЗН;Дата открытия;Гос. номер;Автоработы\nЗН-1;12.11.2026 9:10;А123ВС178;\"1. Замена шаровой\n2. Развал-схождение\"\n", Order.Replace("]", " | Развал-схождение]", StringComparison.Ordinal)),
        ["several lines in a cell"] = Text(Bookings.Replace("снова стук", "\"снова\nстук\"", StringComparison.Ordinal), Booking.Replace("снова стук", "снова⏎стук", StringComparison.Ordinal)),
        ["doubled quotation marks"] = Text(Bookings.Replace("снова стук", "\"снова \"\"стук\"\"\"", StringComparison.Ordinal), Booking.Replace("стук", "\"стук\"", StringComparison.Ordinal)),
        ["a stray quotation mark"] = Text(Bookings.Replace("снова стук", "шина 16\"", StringComparison.Ordinal), Booking.Replace("снова стук", "шина 16\"", StringComparison.Ordinal)),
        ["a key as a formula that keeps its zeros"] = Text(Bookings.Replace("0017", "=\"0017\"", StringComparison.Ordinal), Booking),
        ["hard spaces and zero-width marks around"] = Text(Bookings.Replace("0017", "\u00A00017\u200B", StringComparison.Ordinal), Booking),
        ["Latin and Cyrillic letters mixed in a plate"] = Text(Bookings.Replace("А123ВС178", "a 123 ВC 178 RUS", StringComparison.Ordinal), Booking),
        ["several telephones in a cell"] = Text("Номер заявки;Дата заявки;Гос. номер;Телефоны;Причина обращения\n0017;20.11.2026 9:05;А123ВС178;8 (999) 000-11-22, +7 999 000-11-23;снова стук\n", Booking),
        ["an empty date of 1C"] = Text("Номер заявки;Дата заявки;Дата записи;Гос. номер;Причина обращения\n0017;20.11.2026 9:05;01.01.0001 0:00:00;А123ВС178;снова стук\n", Booking),
        ["flags as plus and minus"] = Text("Номер заявки;Дата заявки;Гос. номер;Причина обращения;Возможен повторный ремонт\n0017;20.11.2026 9:05;А123ВС178;снова стук;+\n", Booking),
        ["a vehicle in one cell"] = Text("Номер заявки;Дата заявки;Автомобиль;Причина обращения\n0017;20.11.2026 9:05;ГАЗель NEXT А123ВС178;снова стук\n", Booking),
        ["the time of day in a column of its own"] = Text("Номер заявки;Дата записи;Время записи;Гос. номер;Причина обращения\n0017;20.11.2026;9:05;А123ВС178;снова стук\n", Booking),
        ["a survey without numbers"] = Text("Номер ЗН;Дата опроса;Оценка;Комментарий\nЗН-1;18.11.2026 14:20;2 из 5;опять стук\n", "SurveyResponse ЗН-1/2026-11-18T14:20 2026-11-18T14:20  опять стук"),
        ["a list of calls"] = Text("Номер звонка;Дата звонка;Направление;Телефон;Длительность\nc-1;20.11.2026 9:05;Входящий;8 999 000 11 22;1:35\n", "Call c-1 2026-11-20T09:05  +7 ··· 11-22"),
        ["a separated text that is called .xls"] = Text(Orders.Replace(';', '\t'), Page(1251), Order) with { Name = "orders.xls" },
        ["JSON, an array"] = Text("""[{"id":"0017","createdAt":"2026-11-20T09:05","vehicle":{"plate":"А123ВС178"},"complaint":"снова стук"}]""", Booking) with { Name = "a.json" },
        ["JSON, an object a line, with a mark"] = Text("{\"id\":\"0017\",\"createdAt\":\"2026-11-20T09:05\",\"vehicle\":{\"plate\":\"А123ВС178\"},\"complaint\":\"снова стук\"}\n", new UTF8Encoding(true), Booking) with { Name = "a.json" },
        ["a workbook with shared texts"] = Book(new BookWriter().Sheet("Лист1", ["Номер ЗН", "Дата открытия", "Гос. номер", "Работа"], ["ЗН-1", Opened, "А123ВС178", "Замена шаровой"]), Order),
        ["a workbook of 1C with texts in their cells"] = Book(new BookWriter { IsShared = false }.Sheet("TDSheet", ["Заказ-наряды"], [], ["Номер ЗН", "Дата открытия", "Гос. номер", "Работа"], ["ЗН-1", "12.11.2026 9:10:00", "А123ВС178", "Замена шаровой"], ["Итого"]), Order),
        ["a workbook that counts from 1904"] = Book(new BookWriter { IsDate1904 = true }.Sheet("Лист1", ["Номер ЗН", "Дата открытия", "Гос. номер", "Работа"], ["ЗН-1", Opened, "А123ВС178", "Замена шаровой"]), Order),
        ["a workbook with a key in the format 0000"] = Book(new BookWriter().Sheet("Лист1", ["Номер заявки", "Дата заявки", "Гос. номер", "Причина обращения"], [BookWriter.Padded(17), new DateTime(2026, 11, 20, 9, 5, 0), "А123ВС178", "снова стук"]), Booking),
        ["a workbook with a key as a number"] = Book(new BookWriter().Sheet("Лист1", ["Номер заявки", "Дата заявки", "Гос. номер", "Причина обращения"], [123, new DateTime(2026, 11, 20, 9, 5, 0), "А123ВС178", "снова стук"]), Booking.Replace("0017", "123", StringComparison.Ordinal)),
        ["a workbook of several kinds"] = Book(
            new BookWriter()
                .Sheet("Записи", ["Номер", "Дата", "Гос. номер", "Причина обращения"], ["0017", "20.11.2026 9:05", "А123ВС178", "снова стук"])
                .Sheet("Заказ-наряды", ["Номер", "Дата", "Гос. номер", "Работа"], ["ЗН-1", Opened, "А123ВС178", "Замена шаровой"])
                .Sheet("Лист3"),
            Booking, Order),
        ["a workbook that is called .csv"] = Book(new BookWriter().Sheet("Лист1", ["Номер ЗН", "Дата открытия", "Гос. номер", "Работа"], ["ЗН-1", Opened, "А123ВС178", "Замена шаровой"]), Order) with { Name = "orders.csv" },
    };

    private static Encoding Page(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number)!;

    private static Oddity Text(string text, params string[] records) => Text(text, new UTF8Encoding(false), records);

    private static Oddity Text(string text, Encoding encoding, params string[] records) =>
        new("export.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes(text)], records);

    private static Oddity Book(BookWriter book, params string[] records) => new("export.xlsx", book.Write(), records);
}
