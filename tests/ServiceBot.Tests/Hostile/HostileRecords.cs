using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Hostile;

/// <summary>The records of one vehicle, as the API takes them, with a hostile text wherever a text may stand.</summary>
internal sealed class HostileRecords
{
    /// <summary>So many at least stand in the records of one vehicle.</summary>
    public const int TextsOfOne = 30;

    private const int LongestName = 1_000;
    private const int LongestText = 32_000;

    private readonly Random _dice;

    public HostileRecords(Random dice, int number, string plate)
    {
        (_dice, Number, Plate) = (dice, number, plate);
        (Model, Complaint, Said, Comment) = (Name(), Text(), Text(), "Некачественный ремонт. " + Text());
        EarlierId = Id("П");
        var client = new { name = Name(), phone = $"+7999{number:0000000}" };
        var vehicle = new { plate, vin = $"X9632120080{number:000000}", model = Model };
        Orders =
        [
            new
            {
                id = EarlierId, bookingId = Id("Н"), openedAt = At(-9), closedAt = At(-8), kind = "repair", vehicle, client, complaint = Text(),
                foreman = Person("ц"), advisor = Person("к"), odometerKm = 1000 + number,
                lines = new[] { new { code = Name(), text = Text(), area = Name(), mechanic = Person("м"), normHours = 1.5, rate = 2000 }, new { code = Name(), text = Text(), area = Name(), mechanic = Person("с"), normHours = 1.0, rate = 2000 } },
                parts = new[] { new { number = Name(), name = Text(), quantity = 1 } },
            },
        ];
        Booking = new { id = Id("З"), createdAt = At(-1), plannedAt = At(1), vehicle, client, complaint = Complaint, possibleRepeat = true, @operator = Name(), earlierWorkOrderId = EarlierId };
        Survey = new
        {
            id = Id("О"), answeredAt = At(-2), workOrderId = EarlierId, vehicle, client, score = 1, comment = Comment,
            answers = new[] { new { question = Text(), answer = Text() } },
        };
        Call = new { id = Id("Т"), startedAt = At(-1), direction = "in", phone = client.phone, vehicle, client, @operator = Name(), recordingUrl = Text(), transcript = Text() };
        Report = new { vehicle, complaint = Said, reportedBy = (string?)null, earlierWorkOrderId = EarlierId };
    }

    public int Number { get; }

    public string Plate { get; }

    public string Model { get; }

    public string Complaint { get; }

    public string Said { get; }

    public string Comment { get; }

    public string EarlierId { get; }

    public IReadOnlyList<object> Orders { get; }

    public object Booking { get; }

    public object Survey { get; }

    public object Call { get; }

    public object Report { get; }

    /// <summary>How many hostile texts were made.</summary>
    public int Texts { get; private set; }

    private object Person(string mark) => new { id = Id(mark), name = Name() };

    private string Name() => Next(LongestName);

    private string Text() => Next(LongestText);

    private string Next(int most)
    {
        Texts++;
        return HostileTexts.Next(_dice, most);
    }

    private string Id(string mark)
    {
        Texts++;
        return HostileTexts.Id(_dice, Number) + mark;
    }

    private static string At(int day) => Given.Monday.AddDays(8 + day).ToString("yyyy-MM-dd'T'HH:mm:ssK", System.Globalization.CultureInfo.InvariantCulture);
}
