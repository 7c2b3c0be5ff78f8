using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ServiceBot.Domain.Sources;
using ServiceBot.Storage;

namespace ServiceBot.Tests.Intake.Bulk;

/// <summary>The body of a work order is written by hand; the records on file were written by the serializer.</summary>
public sealed class WorkOrderJsonTests
{
    private static readonly BodyJson Serializer = new(new JsonSerializerOptions(BodyJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = null,
    });

    private static readonly string[] Texts =
    [
        "", "Радиатор — замена", "кавычки \"и\" \\ косая/черта", "a\tb\r\nc\u0001\u007f", "<b>&amp;</b>'", "😀 \u200e\u2028", "половина \ud83d",
        new string('ж', 5_000), "0", "null",
    ];

    [Fact]
    public void An_order_is_written_byte_for_byte_as_the_serializer_writes_it()
    {
        for (var seed = 1; seed <= 3_000; seed++)
        {
            var order = Order(new Random(seed));
            Assert.Equal(
                Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(order, Serializer.WorkOrder)),
                Encoding.UTF8.GetString(BodyJson.WriteUtf8(order)));
        }
    }

    [Fact]
    public void The_words_of_an_order_are_read_back_onto_its_outline()
    {
        for (var seed = 1; seed <= 500; seed++)
        {
            var order = Order(new Random(seed));
            var outline = new WorkOrder { Station = order.Station, Id = order.Id, OpenedAt = order.OpenedAt.ToUniversalTime() };

            var read = BodyJson.WithWords(outline, BodyJson.WriteUtf8(order))!;

            var kept = (WorkOrder)BodyJson.Read(RecordKind.WorkOrder, BodyJson.WriteUtf8(order), everFlagged: false)!;
            Assert.Equal((kept.OpenedAt, kept.OpenedAt.Offset, kept.ClosedAt, kept.Complaint), (read.OpenedAt, read.OpenedAt.Offset, read.ClosedAt, read.Complaint));
            Assert.Equal(kept.Lines.Select(x => (x.Text, x.Area)), read.Lines.Select(x => (x.Text, x.Area)));
            Assert.Equal(kept.Parts.Select(x => x.Name), read.Parts.Select(x => x.Name));
        }
    }

    // Every field there and missing, with texts that must be escaped, numbers of any scale, moments of any zone.
    private static WorkOrder Order(Random random)
    {
        return new WorkOrder
        {
            Station = Text(), Id = Text(), BookingId = Maybe(Text), ConsolidatedOrderId = Maybe(Text),
            OpenedAt = Moment(), ClosedAt = random.Next(2) == 0 ? null : Moment(), OrderKind = (WorkOrderKind)random.Next(9),
            OdometerKm = random.Next(2) == 0 ? null : random.Next(), Complaint = Maybe(Text), Foreman = Maybe(Someone), Advisor = Maybe(Someone),
            PossibleRepeat = random.Next(3) switch { 0 => null, 1 => false, _ => true }, Cancelled = random.Next(2) == 0,
            Lines = [.. Some().Select(_ => new WorkOrderLine(Maybe(Text), Text(), Maybe(Text), Maybe(Someone), Number(), Number()))],
            Parts = [.. Some().Select(_ => new PartLine(Maybe(Text), Text(), Number()))],
            Total = Number(),
            Vehicle = Maybe(() => new VehicleRef(
                Maybe(() => Vin.Read("XTA21099998765432")), Maybe(() => Vin.Read("WDB9634031L123456")), Maybe(() => PlateNumber.Read("А123ВС77")), Maybe(Text))),
            Client = Maybe(() => new Client(Maybe(Text), Maybe(() => PhoneNumber.Read("+7 999 000-00-01")))),
        };

        string Text() => Texts[random.Next(Texts.Length)];
        T? Maybe<T>(Func<T?> make) where T : class => random.Next(2) == 0 ? null : make();
        Person Someone() => new(Maybe(Text), Text());
        IEnumerable<int> Some() => Enumerable.Range(0, random.Next(4));
        decimal? Number() => random.Next(2) == 0 ? null : new decimal(random.Next(), random.Next(3), 0, random.Next(2) == 0, (byte)random.Next(12));
        DateTimeOffset Moment() => new(
            new DateTime(2024, 2, 29, 0, 0, 0, DateTimeKind.Unspecified).AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 900)),
            TimeSpan.FromMinutes(random.Next(-20, 21) * 30));
    }
}
