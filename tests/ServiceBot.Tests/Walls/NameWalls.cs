using System.Text.RegularExpressions;

namespace ServiceBot.Tests.Walls;

/// <summary>Names and sizes by which people find their way.</summary>
public sealed class NameWalls
{
    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        // The tool that scaffolds migrations writes as long as the model is.
        List<SourceFile> files =
            [.. SourceTree.Files("src").Where(x => !x.IsIn("src/ServiceBot/Storage/Migrations")), .. SourceTree.Files("tests")];
        Assert.NotEmpty(files);

        var tooLong = files.Select(x => (x.Path, x.Lines.Length)).Where(x => x.Length > 400).ToList();

        Assert.True(tooLong.Count == 0, "Make two rooms of it:\n" + string.Join('\n', tooLong));
    }

    [Fact]
    public void No_type_is_named_after_nothing_in_particular()
    {
        var named = new Regex(
            @"\b(class|record|struct|interface|enum|delegate)\s+(class\s+|struct\s+)?\w*(?<!Station(?=Manager)|Client(?=Service)|Running(?=Service))(Manager|Helper|Util|Utils|Processor|Data|Info|Service|Helpers)\b\s*([(<:;{]|where\b|$)");
        // Roles keep their names, the stand-in for the package the package's, and the service that a test runs is one.
        // The samples prove that the rule bites.
        Assert.Matches(named, "internal sealed class CaseManager(Writer writer)");
        Assert.Matches(named, "public readonly record struct VoteInfo(int A);");
        Assert.DoesNotMatch(named, "public sealed record Station(string Code);");
        Assert.DoesNotMatch(named, "public sealed record OnlyStationManager : CaseOutcome;");

        SourceTree.MustNotContain(
            [
                .. SourceTree.Files("src").Where(x => !x.IsIn("src/Telegram.Bot")),
                .. SourceTree.Files("tests").Where(x => !x.Path.EndsWith("/NameWalls.cs", StringComparison.Ordinal)),
            ],
            named,
            "Name the type after what it is.");
    }
}
