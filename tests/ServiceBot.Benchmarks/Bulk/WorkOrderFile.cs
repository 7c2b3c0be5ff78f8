using System.Globalization;
using System.Text;

namespace ServiceBot.Benchmarks.Bulk;

/// <summary>How large an invented register of work orders is.</summary>
/// <param name="Orders">Orders; each has <see cref="LinesPerOrder"/> rows.</param>
/// <param name="Vehicles">Vehicles of the fleet.</param>
/// <param name="Days">Days that the register covers, up to its last day.</param>
/// <param name="Seed">The same seed gives the same bytes.</param>
internal sealed record RegisterSize(int Orders, int Vehicles, int Days, int Seed = 20261125)
{
    /// <summary>Rows of one order.</summary>
    public const int LinesPerOrder = 4;

    /// <summary>A million rows: three years of a busy fleet.</summary>
    public static RegisterSize Million { get; } = new(250_000, 30_000, 1_096);
}

/// <summary>
/// An invented register of work orders with the columns and the manner of a dealer system's export: one row a job, `;`,
/// Russian headers, by the time of opening. No stay overlaps another and none begins within the hour after one, so that
/// a window query over the rows counts what the rule counts.
/// </summary>
internal static class WorkOrderFile
{
    /// <summary>The columns, as the export names them.</summary>
    public static readonly string[] Columns =
    [
        "Номер", "Дата", "Дата закрытия", "Состояние", "Вид ремонта", "Автомобиль", "VIN", "Гос. номер", "Пробег, км",
        "Заказчик", "Причина обращения", "Мастер-консультант", "Мастер цеха", "Узел", "Код работы", "Работа", "Механик",
        "Норма времени", "Стоимость н/ч", "Сумма документа",
    ];

    private const string Letters = "АВЕКМНОРСТУХ";
    private const string VinLetters = "ABCDEFGHJKLMNPRSTUVWXYZ";
    private static readonly DateTime LastDay = new(2026, 11, 20);

    private static readonly string[] Models =
        ["ГАЗель NEXT", "ГАЗель Бизнес", "Соболь 4х4", "ГАЗон NEXT", "УАЗ Профи", "Ford Transit", "Foton Aumark", "Lada Largus"];

    private static readonly (string Kind, int Weight)[] Kinds =
    [
        ("Коммерческий ремонт", 62), ("Гарантийный ремонт", 12), ("ТО", 18), ("Кузовной ремонт", 4), ("Шиномонтаж", 4),
    ];

    private static readonly string[] Firms =
        ["ООО «Чистый город»", "АО «Теплосеть»", "ООО «Север-Транс»", "ИП Бойко", "ООО «Хлебозавод»", "АО «Водоканал»"];

    private static readonly string[] People =
    [
        "Веселов К. Д.", "Орлова А. П.", "Громов Е. Е.", "Сменов И. И.", "Рябов Н. И.", "Лапин С. С.", "Туманов И. В.",
        "Слесарев В. В.", "Кузнецов П. А.", "Ершов Д. Д.", "Быков Г. Г.", "Зимин О. О.",
    ];

    private static readonly string[] Symptoms =
    [
        "Стук", "Скрип", "Гул", "Хруст", "Вибрация", "Люфт", "Посторонний шум", "Дребезг", "Биение", "Свист",
        "Течь масла", "Запотевание", "Перегрев", "Запах гари", "Рывки при разгоне", "Не заводится на горячую",
        "Горит «чек»", "Тянет в сторону при торможении", "Просел", "Тугая педаль",
    ];

    private static readonly string[] Places =
    [
        "спереди справа", "спереди слева", "сзади справа", "сзади слева", "под капотом", "в районе КПП", "в рулевом",
        "в заднем мосту", "в передней подвеске", "у сцепления", "в салоне под панелью", "в тормозах",
    ];

    private static readonly string[] Circumstances =
    [
        "на кочках", "при повороте", "на скорости 60", "на скорости 90", "на холодную", "после дождя", "под нагрузкой",
        "при торможении", "на холостых", "второй день", "после трассы", "с утра", "при переключении на третью",
        "при полной загрузке", "периодически", "постоянно",
    ];

    private static readonly (string Area, string Code, string[] Works)[] Areas =
    [
        ("Подвеска", "29", ["Опора шаровая {0} - замена", "Стойка стабилизатора {0} - замена", "Амортизатор {0} - замена",
            "Сайлентблоки рычага {0} - перепрессовка", "Рессора {0} - переборка, замена листа", "Шкворень {0} - замена"]),
        ("Тормоза", "35", ["Колодки {1} - замена", "Диски тормозные {1} - замена", "Суппорт {0} - ремонт",
            "Тормозная система - прокачка", "Шланг тормозной {0} - замена", "Диагностика ABS"]),
        ("Двигатель", "10", ["Привод ГРМ - замена комплекта", "Прокладка клапанной крышки - замена",
            "Опора двигателя {0} - замена", "Диагностика ЭСУД", "Свечи зажигания - замена", "Турбокомпрессор - замена"]),
        ("Охлаждение", "13", ["Насос водяной - замена", "Термостат - замена", "Патрубок радиатора - замена",
            "Система охлаждения - опрессовка", "Радиатор - замена", "Ремень привода агрегатов - замена"]),
        ("Электрооборудование", "37", ["Стартер - ремонт, замена втягивающего", "Генератор - снятие и установка",
            "Регулятор напряжения - замена", "Жгут проводов - ремонт", "Проверка системы заряда", "АКБ - замена"]),
        ("Рулевое управление", "34", ["Наконечник рулевой тяги {0} - замена", "Насос ГУР - снятие и установка",
            "Шланг высокого давления ГУР - замена", "Рейка рулевая - ремонт", "Сход-развал - регулировка"]),
        ("КПП", "17", ["КПП - снятие и установка", "КПП - переборка, замена синхронизатора", "Сальник хвостовика - замена",
            "Сцепление - замена комплекта", "Цилиндр сцепления рабочий - замена", "Привод сцепления - прокачка"]),
        ("Трансмиссия", "22", ["ШРУС наружный {0} - замена", "Крестовина карданного вала - замена",
            "Подшипник ступицы {0} - замена", "Редуктор заднего моста - регулировка", "Опора карданного вала - замена"]),
    ];

    private static readonly string[] Sides =
        ["передняя правая", "передняя левая", "задняя правая", "задняя левая", "правая", "левая", "нижняя правая", "нижняя левая"];

    private static readonly string[] Axles = ["передние", "задние"];

    /// <summary>Writes the register.</summary>
    /// <param name="to">Gets the file.</param>
    /// <param name="size">How large.</param>
    /// <param name="encoding">UTF-8, or windows-1251 as most systems write it.</param>
    public static void Write(Stream to, RegisterSize size, Encoding encoding)
    {
        using var text = new StreamWriter(to, encoding, bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\r\n" };
        text.WriteLine(string.Join(';', Columns));
        var number = 0;
        foreach (var stay in Stays(size)) WriteOrder(text, ++number, stay, size.Seed);
    }

    private static List<Stay> Stays(RegisterSize size)
    {
        var random = new Random(size.Seed);
        var visits = new int[size.Vehicles];
        // Some vehicles come far oftener than others.
        for (var i = 0; i < size.Orders; i++) visits[(int)(size.Vehicles * Math.Pow(random.NextDouble(), 1.4))]++;
        var first = LastDay.AddDays(-size.Days);
        var stays = new List<Stay>(size.Orders);
        for (var vehicle = 0; vehicle < visits.Length; vehicle++)
        {
            var openings = Enumerable.Range(0, visits[vehicle]).Select(_ => first.AddDays(random.Next(size.Days))
                .AddMinutes(random.Next(8 * 60, 18 * 60)).AddSeconds(random.Next(60))).Order().ToList();
            var free = DateTime.MinValue;
            foreach (var wanted in openings)
            {
                var opened = wanted > free ? wanted : free.AddMinutes(random.Next(0, 600));
                var closed = opened.AddMinutes(random.Next(10) == 0 ? random.Next(1_440, 7_200) : random.Next(40, 600));
                stays.Add(new Stay(vehicle, opened, closed));
                free = closed.AddMinutes(90);
            }
        }

        return [.. stays.OrderBy(x => x.Opened).ThenBy(x => x.Vehicle)];
    }

    private static void WriteOrder(StreamWriter text, int number, Stay stay, int seed)
    {
        var random = new Random(HashCode(seed, number));
        var head = new StringBuilder();
        var kind = Kind(random);
        head.Append(CultureInfo.InvariantCulture, $"ЗН{number:00000000};{Moment(stay.Opened)};{Moment(stay.Closed)};Закрыт;{kind};")
            .Append(Pick(Models, stay.Vehicle)).Append(';').Append(Vin(stay.Vehicle)).Append(';').Append(Plate(stay.Vehicle))
            .Append(CultureInfo.InvariantCulture, $";{20 + ((stay.Opened - LastDay).Days + 4_000) / 9} {random.Next(1_000):000};")
            .Append(Pick(Firms, stay.Vehicle)).Append(';').Append(Complaint(random)).Append(';')
            .Append(Pick(People, random.Next(2))).Append(';').Append(Pick(People, 2 + random.Next(2))).Append(';');
        var total = 2_000 + (random.Next(400) * 50);
        var (area, from) = (random.Next(Areas.Length), random.Next(6));
        for (var line = 0; line < RegisterSize.LinesPerOrder; line++)
        {
            if (line == 3) area = random.Next(Areas.Length);
            var (name, code, works) = Areas[area];
            var at = (from + line) % works.Length;
            text.Write(head);
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name};{code}{line:00}.{at}{random.Next(9)};{Work(works[at], random)};{Pick(People, 4 + random.Next(8))};"
                + $"{random.Next(3)},{random.Next(1, 10)}0;{1_400 + (random.Next(12) * 50)},00;{total},00"));
        }
    }

    private static string Kind(Random random)
    {
        var at = random.Next(Kinds.Sum(x => x.Weight));
        foreach (var (kind, weight) in Kinds)
        {
            if ((at -= weight) < 0) return kind;
        }

        return Kinds[0].Kind;
    }

    private static string Complaint(Random random)
    {
        var one = $"{Pick(Symptoms, random.Next(1 << 20))} {Pick(Places, random.Next(1 << 20))} {Pick(Circumstances, random.Next(1 << 20))}";
        return random.Next(4) == 0
            ? $"{one}, {Pick(Symptoms, random.Next(1 << 20)).ToLower(CultureInfo.GetCultureInfo("ru"))} {Pick(Places, random.Next(1 << 20))}"
            : one;
    }

    private static string Work(string work, Random random) => work
        .Replace("{0}", Pick(Sides, random.Next(1 << 20)), StringComparison.Ordinal)
        .Replace("{1}", Pick(Axles, random.Next(1 << 20)), StringComparison.Ordinal);

    private static string Moment(DateTime at) => at.ToString("dd.MM.yyyy H:mm:ss", CultureInfo.InvariantCulture);

    public static string Vin(int vehicle)
    {
        var letter = VinLetters[vehicle % VinLetters.Length];
        return string.Create(CultureInfo.InvariantCulture, $"X96{letter}65R3{vehicle % 10}R{2_000_000 + vehicle:0000000}");
    }

    public static string Plate(int vehicle)
    {
        var (number, series) = (vehicle % 999 + 1, vehicle / 999);
        var a = Letters[series % 12];
        var b = Letters[series / 12 % 12];
        var c = Letters[vehicle % 12];
        return string.Create(CultureInfo.InvariantCulture, $"{a}{number:000}{b}{c}178");
    }

    private static string Pick(string[] from, int at) => from[at % from.Length];

    private static int HashCode(int seed, int number) => unchecked((seed * 397) ^ (number * 486_187_739));

    private sealed record Stay(int Vehicle, DateTime Opened, DateTime Closed);
}
