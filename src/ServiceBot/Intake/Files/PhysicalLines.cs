using System.Text;

namespace ServiceBot.Intake.Files;

/// <summary>
/// Lines of a text as they stand in the file, whatever the quotation marks say; no line is kept while it is skipped.
/// </summary>
internal static class PhysicalLines
{
    /// <summary>Skips a number of lines.</summary>
    public static void Skip(TextReader text, int lines)
    {
        for (var skipped = 0; skipped < lines;)
        {
            var c = text.Read();
            if (c < 0) return;
            if (EndsLine(text, c)) skipped++;
        }
    }

    /// <summary>Reads one line, or null where it is longer than the limit.</summary>
    public static string? Read(TextReader text, int limit)
    {
        var line = new StringBuilder();
        while (text.Read() is var c && c >= 0 && !EndsLine(text, c))
        {
            if (line.Length == limit) return null;
            line.Append((char)c);
        }

        return line.ToString();
    }

    private static bool EndsLine(TextReader text, int c)
    {
        if (c == '\r' && text.Peek() == '\n') text.Read();
        return c is '\r' or '\n';
    }
}
