using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace ServiceBot.Intake.Files;

/// <summary>Reads cells whose words stand for a choice: yes and no, nothing, states of an order.</summary>
internal static class CellWords
{
    private static readonly FrozenSet<string> Yes = Set(
        "да", "д", "истина", "1", "true", "yes", "y", "t", "+", "v", "✓", "✔", "☑", "есть", "возможен", "возможно",
        "повторный", "повторно", "повтор");

    private static readonly FrozenSet<string> No = Set(
        "нет", "н", "ложь", "0", "false", "no", "n", "f", "☐", "не повторный", "неповторный", "первичный", "первично");

    private static readonly FrozenSet<string> Nothing = Set(
        "-", "—", "–", "--", "---", "нет", "н/д", "нд", "нет данных", "б/н", "не указан", "не указано", "не указана",
        "неизвестно", "n/a", "null", "<>", "?",
        "#н/д", "#n/a", "#знач!", "#value!", "#ссылка!", "#ref!", "#имя?", "#name?", "#дел/0!", "#div/0!", "#null!", "#num!",
        "не работает", "неисправен", "не уточнял", "не спрашивали", "не спросили", "не знаю", "не знает");

    private static readonly int LongestNothing = Nothing.Max(x => x.Length);
    private static readonly SearchValues<char> BeginsNothing =
        SearchValues.Create([.. Nothing.Select(x => x[0]).SelectMany(c => new[] { c, char.ToUpperInvariant(c) }).Distinct()]);

    private static readonly string[] CancelledStems =
        ["отказ", "отмен", "аннулир", "не состоял", "cancel", "void", "удален"];

    /// <summary>Yes, no, or null where it is neither.</summary>
    public static bool? ReadFlag(string text)
    {
        var word = text.Trim().ToLowerInvariant();
        return Yes.Contains(word) ? true : No.Contains(word) ? false : null;
    }

    /// <summary>Whether a cell for a number or a name says in words that there is nothing.</summary>
    public static bool SaysNothing(string text)
    {
        // Nearly every cell says something, and is seen to by its length or its first letter.
        var word = text.AsSpan().Trim();
        return word.Length > 0 && word.Length <= LongestNothing && BeginsNothing.Contains(word[0])
            && Nothing.Contains(word.ToString().ToLowerInvariant());
    }

    /// <summary>Whether the state of an order says that it came to nothing.</summary>
    public static bool SaysCancelled(string text)
    {
        var words = Folded(text);
        return CancelledStems.Any(stem => words.Contains(stem, StringComparison.Ordinal));
    }

    /// <summary>
    /// Lower case, "ё" as "е", single spaces for everything that is neither letter nor digit, one at both ends.
    /// </summary>
    public static string Folded(string text)
    {
        var folded = new StringBuilder(text.Length + 2).Append(' ');
        foreach (var c in text)
        {
            var lower = char.ToLowerInvariant(c);
            if (char.IsLetterOrDigit(lower)) folded.Append(lower == 'ё' ? 'е' : lower);
            else if (folded[^1] != ' ') folded.Append(' ');
        }

        return folded[^1] == ' ' ? folded.ToString() : folded.Append(' ').ToString();
    }

    private static FrozenSet<string> Set(params IEnumerable<string> words) => words.ToFrozenSet(StringComparer.Ordinal);
}
