using System.Text.RegularExpressions;

namespace ServiceBot.Tests.Walls;

/// <summary>The source text of the repository, for walls that the compiler cannot keep.</summary>
internal static class SourceTree
{
    private static readonly Lazy<string> Found = new(FindRoot);

    /// <summary>The folder that holds the solution.</summary>
    public static string Root => Found.Value;

    /// <summary>Source files below a folder, those the build makes left out; empty when the folder is not there.</summary>
    public static IReadOnlyList<SourceFile> Files(string folder, string pattern = "*.cs")
    {
        var path = Path.Combine(Root, folder);
        if (!Directory.Exists(path)) return [];
        return
        [
            .. Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories)
                .Select(x => new SourceFile(x, Path.GetRelativePath(Root, x).Replace('\\', '/')))
                .Where(x => !x.Path.Contains("/bin/", StringComparison.Ordinal) && !x.Path.Contains("/obj/", StringComparison.Ordinal))
                .OrderBy(x => x.Path, StringComparer.Ordinal),
        ];
    }

    /// <summary>Fails, naming file and line, where the code of a file matches; and where there was nothing to look at.</summary>
    public static void MustNotContain(IReadOnlyCollection<SourceFile> files, Regex banned, string why)
    {
        Assert.NotEmpty(files);
        var breaks = files.SelectMany(x => x.Matches(banned)).ToList();
        Assert.True(breaks.Count == 0, $"{why}\n{string.Join('\n', breaks)}");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ServiceBot.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No ServiceBot.sln above {AppContext.BaseDirectory}.");
    }
}

/// <param name="FullName">Where it is.</param>
/// <param name="Path">From the root, with forward slashes.</param>
internal sealed record SourceFile(string FullName, string Path)
{
    /// <summary>The lines as they stand.</summary>
    public string[] Lines => File.ReadAllLines(FullName);

    public bool IsIn(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>The places whose code matches; whole-line comments are no code.</summary>
    public IEnumerable<string> Matches(Regex pattern) =>
        Lines.Select((text, i) => (Text: text.Trim(), Number: i + 1))
            .Where(x => !x.Text.StartsWith("//", StringComparison.Ordinal) && pattern.IsMatch(x.Text))
            .Select(x => $"{Path}:{x.Number}: {x.Text}");
}
