using System.Globalization;
using System.Text;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake;
using ServiceBot.Intake.Files;

namespace ServiceBot.Tests.Intake.Files;

/// <summary>Reads a file that stands in a test.</summary>
internal sealed class FileTrial
{
    public static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru");
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    public static readonly TimeZoneInfo Moscow = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");
    public static readonly Encoding Windows1251 = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
    public static readonly FileReadingOptions North = new(StationClocks.One("sever", Moscow));

    private FileTrial(IReadOnlyList<FileItem> items) => Items = items;

    public IReadOnlyList<FileItem> Items { get; }

    public FileItem.Header Header => Assert.Single(Items.OfType<FileItem.Header>());

    public IReadOnlyList<SourceRecord> Records => [.. Items.OfType<FileItem.Record>().Select(r => r.Value)];

    public IReadOnlyList<FileItem.Rejection> Rejections => [.. Items.OfType<FileItem.Rejection>()];

    public IReadOnlyList<FileFault> Faults => [.. Rejections.SelectMany(r => r.Faults), .. Items.OfType<FileItem.Refusal>().Select(r => r.Fault)];

    public FileFault Refusal => Assert.Single(Items.OfType<FileItem.Refusal>()).Fault;

    public static FileTrial Read(string text, string name = "export.csv", FileReadingOptions? options = null, Encoding? encoding = null) =>
        Read((encoding ?? new UTF8Encoding(false)).GetBytes(text), name, options);

    public static FileTrial Read(byte[] bytes, string name = "export.csv", FileReadingOptions? options = null)
    {
        using var stream = new MemoryStream(bytes);
        return new FileTrial([.. RecordFile.Read(stream, name, options ?? North)]);
    }

    public IReadOnlyList<T> All<T>()
        where T : SourceRecord
    {
        Assert.Empty(Faults);
        return [.. Records.Cast<T>()];
    }

    public T Only<T>()
        where T : SourceRecord => Assert.Single(All<T>());

    public static DateTimeOffset At(int month, int day, int hour = 0, int minute = 0, int second = 0) =>
        new(2026, month, day, hour, minute, second, TimeSpan.FromHours(3));
}
