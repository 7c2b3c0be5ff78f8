using System.Globalization;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Tests.Intake.Files.Corpus;

public sealed class OdditiesTests
{
    public static TheoryData<string> Names => [.. Oddities.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_read_without_a_setting(string name)
    {
        var oddity = Oddities.All[name];

        var trial = FileTrial.Read(oddity.Bytes, oddity.Name);

        Assert.Empty(trial.Faults);
        Assert.Equal(oddity.Records, trial.Records.Select(Shown));
    }

    [Fact]
    public void There_are_many() => Assert.True(Oddities.All.Count >= 40);

    private static string Shown(SourceRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"{record.Kind} {record.Id} {record.At.ToOffset(TimeSpan.FromHours(3)):yyyy-MM-ddTHH:mm} {record.Vehicle?.Plate?.Display} {TextOf(record)}");

    private static string? TextOf(SourceRecord record) => record switch
    {
        Booking booking => booking.Complaint?.ReplaceLineEndings("⏎"),
        WorkOrder order => $"[{string.Join(" | ", order.Lines.Select(line => line.Text))}]",
        SurveyResponse response => response.Comment,
        CallLogEntry call => call.Phone.Masked,
        _ => throw new ArgumentOutOfRangeException(nameof(record)),
    };
}
