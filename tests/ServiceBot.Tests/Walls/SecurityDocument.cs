using System.Text.RegularExpressions;

namespace ServiceBot.Tests.Walls;

/// <summary>What docs/security.md names must be there: a proof that has gone is none.</summary>
public sealed partial class SecurityDocument
{
    [Fact]
    public void Every_class_that_it_names_exists()
    {
        var text = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "security.md"));
        var sources = Directory.EnumerateFiles(SourceTree.Root, "*.cs", SearchOption.AllDirectories)
            .Where(x => !x.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText).ToList();
        var named = Name().Matches(text).Select(x => x.Groups[1].Value).Distinct().ToList();

        // Words of settings, headers and browsers that are written alike.
        string[] others = ["HttpOnly", "ShowNames", "BroadcastChannel", "Map", "RandomNumberGenerator", "Secure", "Authorization", "Urls"];
        Assert.All(named.Except(others), name => Assert.True(
            sources.Exists(x => Regex.IsMatch(x, $@"\b(class|record|enum|interface) {name}\b")), $"docs/security.md names {name}, which is not there."));
        Assert.True(named.Count > 60, $"{named.Count}");
    }

    [Fact]
    public void Every_requirement_is_judged_once()
    {
        var text = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "security.md"));
        var rows = Row().Matches(text);
        var numbers = rows.SelectMany(x => Number().Matches(x.Groups[1].Value)).Select(x => x.Value).ToList();

        Assert.Empty(numbers.GroupBy(x => x).Where(x => x.Count() > 1).Select(x => x.Key));
        Assert.True(rows.Count > 100, $"{rows.Count}");
        Assert.Contains(rows, x => x.Groups[2].Value == "✘");
    }

    [GeneratedRegex("`([A-Z][a-z]+[A-Za-z]*)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"^\| ([0-9., –]+) \| (.) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\d+\.\d+\.\d+")]
    private static partial Regex Number();
}
