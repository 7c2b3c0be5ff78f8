using ServiceBot.Tests.Walls;

namespace ServiceBot.Tests.Approved;

/// <summary>Texts that people have read and approved, kept beside this file and compared to the letter.</summary>
internal static class ApprovedText
{
    /// <summary>Fails where the text is not the approved one. To approve a new one, put the shown text into the file.</summary>
    /// <param name="name">The file's name: <c>digest.ru.txt</c>.</param>
    /// <param name="text">What the program says now.</param>
    public static void Check(string name, string text)
    {
        var path = Path.Combine(SourceTree.Root, "tests", "ServiceBot.Tests", "Approved", name);
        var approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n").TrimEnd('\n') : "(nothing was approved yet)";
        Assert.True(approved == text, $"{name} is not what was approved. Now it says:\n{text}");
    }
}
