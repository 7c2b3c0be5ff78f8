using Microsoft.Extensions.Configuration;
using ServiceBot.Detection;
using ServiceBot.Domain.Signals;
using ServiceBot.Hosting;

namespace ServiceBot.Tests.Detection;

/// <summary>The words of a station's own, in the file in its data folder.</summary>
public sealed class FaultWordsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("servicebot-words-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private CheckedSettings Read(params string[] lines)
    {
        if (lines.Length > 0) File.WriteAllLines(Path.Combine(_folder, FaultWords.FileName), lines);
        return SettingsCheck.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ServiceBot:DataFolder"] = _folder, ["ServiceBot:Stations:0:Code"] = "sever",
        }).Build());
    }

    private static FaultGrade Grade(RuleSettings rules, string work, string complaint) => rules.Dictionary.Compare(
        rules.Dictionary.Read(new FaultText(null, [work], [], [])),
        rules.Dictionary.Read(new FaultText(complaint, [], [], []))).Grade;

    [Fact]
    public void What_the_file_teaches_is_understood()
    {
        var read = Read("# наши слова", "шаровая опора = яблочко", "symptom стук = тарабумкает");

        Assert.Empty(read.Faults);
        Assert.Equal(FaultGrade.SameFault, Grade(RuleSettingsReader.Read(read.Settings), "замена яблочка", "тарабумкает шаровая"));
    }

    [Fact]
    public void Without_the_file_the_dictionary_is_the_one_that_ships()
    {
        var read = Read();

        Assert.Empty(read.Faults);
        Assert.Equal(FaultGrade.SameFault, Grade(RuleSettingsReader.Read(read.Settings), "замена шаровой", "стук шаровой"));
        Assert.Equal(FaultGrade.Unrelated, Grade(RuleSettingsReader.Read(read.Settings), "замена шаровой", "тарабумкает яблочко"));
    }

    [Fact]
    public void Every_wrong_line_stops_the_start_with_its_place_its_text_and_what_is_allowed()
    {
        var read = Read("шаровая опора = яблочко", "short г/м", "рессора = шаровая опора", "[nowhere]");

        var file = Path.Combine(_folder, FaultWords.FileName);
        Assert.Equal(
            [($"{file}:2", "short г/м"), ($"{file}:3", "рессора = шаровая опора"), ($"{file}:4", "[nowhere]")],
            read.Faults.Select(f => (f.Path, f.Value!)));
        Assert.Contains("«short г/м = гидромолот»", read.Faults[0].Line(SettingsWording.In("ru")), StringComparison.Ordinal);
        Assert.Contains("шаровая опора (шаровая опора)", read.Faults[1].Line(SettingsWording.In("en")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public void Each_trouble_has_its_sentence(string language)
    {
        foreach (var trouble in Enum.GetNames<FaultLineTrouble>())
            Assert.DoesNotContain("FaultWords", new SettingsFault("x", null, "FaultWords" + trouble, "y").Line(SettingsWording.In(language)), StringComparison.Ordinal);
    }
}
