using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake.Files;

namespace ServiceBot.Tests.Intake.Files;

/// <summary>The same work orders, written the many ways exports are written, read the same.</summary>
public sealed class DialectTests
{
    private static readonly string[] Texts =
    [
        "стук спереди", "«гребёнка»; стук, скрип", "печка \"не греет\"", "первая строка\nвторая строка", "ёлка № 5 - 10 °C", "течь\tмасла", "=1+1", "-",
    ];

    private static readonly Encoding[] Encodings =
    [
        new UTF8Encoding(true), new UTF8Encoding(false), FileTrial.Windows1251, new UnicodeEncoding(false, true), new UnicodeEncoding(true, true),
    ];

    [Fact]
    public void However_an_export_writes_it_the_same_work_orders_come_out()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var orders = Enumerable.Range(0, 1 + random.Next(12)).Select(i => Order(random, i)).ToList();
            var dialect = new Dialect(random);

            var trial = FileTrial.Read(dialect.Write(orders), "выгрузка.csv");

            Assert.True(trial.Faults.Count == 0, $"seed {seed}: {string.Join(" | ", trial.Faults.Select(f => $"{f.Line} {f.Column} «{f.Value}» {f.Fault.Key}"))}");
            Assert.Equal(orders.Select(Shown), trial.Records.Cast<WorkOrder>().Select(Shown));
        }
    }

    [Fact]
    public void A_long_file_is_read_row_by_row_and_what_was_read_is_let_go()
    {
        const string Row = ";12.11.2026 9:00:00;X96A21R22H2{0:000000};95 400;Стук спереди справа;Замена шаровой опоры;1,2\n";
        var text = new StringBuilder("Номер ЗН;Дата открытия;VIN;Пробег;Причина обращения;Работа;Н/ч\n");
        for (var i = 0; i < 20_000; i++) text.Append("СВ").Append(i).AppendFormat(CultureInfo.InvariantCulture, Row, i);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        using var items = RecordFile.Read(stream, "orders.csv", FileTrial.North).GetEnumerator();

        var early = TakeWeakly(items, 1_000);
        var positionThen = stream.Position;
        TakeWeakly(items, 10_000);
        GC.Collect();

        Assert.True(positionThen < stream.Length / 4, "The file was read ahead of what was asked for.");
        Assert.DoesNotContain(early, record => record.IsAlive);
        Assert.Equal(9_000, TakeWeakly(items, int.MaxValue).Count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> TakeWeakly(IEnumerator<FileItem> items, int records)
    {
        var taken = new List<WeakReference>();
        while (taken.Count < records && items.MoveNext())
        {
            if (items.Current is FileItem.Record record) taken.Add(new WeakReference(record.Value));
        }

        return taken;
    }

    private static WorkOrder Order(Random random, int number)
    {
        var opened = new DateTimeOffset(2026, 1 + random.Next(12), 1 + random.Next(28), random.Next(24), random.Next(60), random.Next(60), TimeSpan.FromHours(3));
        return new WorkOrder
        {
            Station = "sever",
            Id = $"СВ{number:00000000}",
            OpenedAt = opened,
            ClosedAt = random.Next(3) == 0 ? null : opened.AddMinutes(1 + random.Next(5000)),
            Vehicle = new VehicleRef(Vin.Read($"X96A21R22H2{random.Next(100_000, 999_999)}"), null, random.Next(4) == 0 ? null : PlateNumber.Read($"А{random.Next(100, 999)}ВС178"), "ГАЗель NEXT"),
            OrderKind = random.Next(2) == 0 ? WorkOrderKind.Repair : WorkOrderKind.Warranty,
            OdometerKm = random.Next(3) == 0 ? null : random.Next(1_000_000),
            Complaint = Texts[random.Next(Texts.Length - 1)],
            PossibleRepeat = random.Next(3) switch { 0 => null, 1 => true, _ => false },
            Lines =
            [
                .. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => new WorkOrderLine(
                    null, Texts[random.Next(Texts.Length - 1)], null, new Person(null, "Кузин Д. А."), random.Next(1, 5000) / 100m, random.Next(100, 300_000) / 100m)),
            ],
            Total = random.Next(1, 100_000_000) / 100m,
        };
    }

    private static string Shown(WorkOrder o) => string.Join(
        '|',
        o.Id, o.OpenedAt.UtcDateTime, o.ClosedAt?.UtcDateTime, o.Vehicle!.Vin!.Value, o.Vehicle.Plate?.Value, o.OrderKind, o.OdometerKm,
        o.Complaint?.ReplaceLineEndings("\n"), o.PossibleRepeat, o.Total!.Value.ToString("0.00", CultureInfo.InvariantCulture),
        string.Join('/', o.Lines.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Text.ReplaceLineEndings("\n")} {l.Mechanic!.Name} {l.NormHours:0.00} {l.Rate:0.00}"))));

    /// <summary>One way of writing: encoding, separator, dates, numbers, titles, quoting, a shuffled order of columns.</summary>
    private sealed class Dialect(Random random)
    {
        private static readonly string[] Spaces = ["", " ", "\u00A0", "\u202F"];

        private readonly Encoding _encoding = Encodings[random.Next(Encodings.Length)];
        private readonly char _separator = ";,\t|"[random.Next(4)];
        private readonly string _newLine = random.Next(2) == 0 ? "\r\n" : "\n";
        private readonly int _dates = random.Next(4);
        private readonly bool _comma = random.Next(2) == 0;
        private readonly int _space = random.Next(4);
        private readonly int _flags = random.Next(4);
        private readonly bool _quoteAll = random.Next(3) == 0;
        private readonly bool _headOnce = random.Next(2) == 0;

        public byte[] Write(IReadOnlyList<WorkOrder> orders)
        {
            (string Name, bool IsHead, Func<WorkOrder, WorkOrderLine, string> Cell)[] columns =
            [
                ("Номер ЗН", true, (o, _) => o.Id), ("Дата открытия", true, (o, _) => Date(o.OpenedAt)),
                ("Дата закрытия", true, (o, _) => o.ClosedAt is { } at ? Date(at) : random.Next(2) == 0 ? "" : "01.01.0001 0:00:00"),
                ("VIN", true, (o, _) => o.Vehicle!.Vin!.Value), ("Гос. номер", true, (o, _) => Plate(o.Vehicle!.Plate)), ("Модель", true, (o, _) => o.Vehicle!.Model!),
                ("Вид ремонта", true, (o, _) => o.OrderKind == WorkOrderKind.Repair ? "" : "Гарантийный ремонт"),
                ("Пробег, км", true, (o, _) => o.OdometerKm is { } km ? Number(km, "#,0") : ""), ("Причина обращения", true, (o, _) => o.Complaint!),
                ("Повторный ремонт", true, (o, _) => Flag(o.PossibleRepeat)), ("Сумма документа", true, (o, _) => Number(o.Total!.Value, "#,0.00")),
                ("Работа", false, (_, l) => l.Text), ("Механик", false, (_, l) => l.Mechanic!.Name),
                ("Норма времени", false, (_, l) => Number(l.NormHours!.Value, "0.00")), ("Стоимость н/ч", false, (_, l) => Number(l.Rate!.Value, "#,0.00")),
                ("Примечание", false, (_, _) => "не читается"),
            ];
            random.Shuffle(columns);
            var rows = new List<string[]>();
            for (var title = random.Next(4); title > 0; title--) rows.Add(["Реестр заказ-нарядов", .. Enumerable.Repeat("", columns.Length - 1)]);
            rows.Add([.. columns.Select(c => c.Name)]);
            foreach (var order in orders)
            {
                var first = true;
                foreach (var line in order.Lines)
                {
                    var whole = first || !_headOnce;
                    rows.Add([.. columns.Select(c => whole || !c.IsHead || c.Name == "Номер ЗН" ? c.Cell(order, line) : "")]);
                    first = false;
                }
            }

            if (random.Next(2) == 0) rows.Add(["Итого", .. Enumerable.Repeat("", columns.Length - 1)]);
            var text = string.Concat(rows.Select(row => string.Join(_separator, row.Select(Cell)) + _newLine));
            return [.. _encoding.GetPreamble(), .. _encoding.GetBytes(text)];
        }

        private string Cell(string text)
        {
            var needs = _quoteAll || text.IndexOfAny([_separator, '"', '\n', '\r']) >= 0;
            return needs ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
        }

        private string Date(DateTimeOffset at) => _dates switch
        {
            0 => at.ToString("dd.MM.yyyy H:mm:ss", CultureInfo.InvariantCulture),
            1 => at.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
            2 => at.ToOffset(TimeSpan.Zero).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "+00:00",
            _ => Number((decimal)at.DateTime.ToOADate(), "0.0000000"),
        };

        private string Number(decimal number, string format)
        {
            var text = number.ToString(format, CultureInfo.InvariantCulture).Replace(",", _encoding == FileTrial.Windows1251 && _space == 3 ? "\u00A0" : Spaces[_space], StringComparison.Ordinal);
            return _comma ? text.Replace('.', ',') : text;
        }

        private string Flag(bool? flag) => flag is null ? "" : _flags switch
        {
            0 => flag.Value ? "Да" : "Нет",
            1 => flag.Value ? "Истина" : "Ложь",
            2 => flag.Value ? "1" : "0",
            _ => flag.Value ? "TRUE" : "FALSE",
        };

        private string Plate(PlateNumber? plate) => plate is null ? "" : random.Next(3) switch
        {
            0 => plate.Value,
            1 => plate.Display.ToLowerInvariant(),
            _ => plate.Display.Insert(4, " "),
        };
    }
}
