namespace ServiceBot.Domain.Signals.Language;

/// <summary>
/// Brings the forms of one noun or adjective to one key: колодка, колодки, колодок. The key is for comparing, not
/// for reading; dictionary and text go through the same function, so only consistency matters.
/// </summary>
internal static class RussianStem
{
    // Longest first. Verb endings are left alone: verbs are written in the dictionaries as beginnings (стуч*).
    private static readonly string[] Endings =
    [
        "иями", "ями", "ами", "ого", "его", "ому", "ему", "ыми", "ими", "иям", "иях", "ием", "ией",
        "ев", "ов", "ей", "ой", "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ую", "юю", "ою", "ею", "ом", "ем",
        "ам", "ям", "ах", "ях", "ым", "им", "ых", "их", "ия", "ью", "ья", "ье", "ьи", "ию", "ии",
        "а", "е", "и", "й", "о", "у", "ы", "ь", "ю", "я",
    ];

    /// <summary>The comparing key of a folded word (lower case, ё as е).</summary>
    public static string Key(string word)
    {
        if (word.Length < 3) return word;
        return word[0] < 'а' ? Latin(word) : Cyrillic(word);
    }

    private static string Cyrillic(string word)
    {
        var end = word.Length;
        foreach (var ending in Endings)
        {
            if (end - ending.Length < 3 || !word.EndsWith(ending, StringComparison.Ordinal)) continue;
            end -= ending.Length;
            break;
        }

        Span<char> key = stackalloc char[Math.Min(end, 64)];
        var length = 0;
        for (var i = 0; i < key.Length; i++)
        {
            // "маслянный", "колектор": a doubled consonant is written once or twice as it comes.
            if (word[i] != 'ь' && !(i > 0 && word[i] == word[i - 1] && !IsVowel(word[i]))) key[length++] = word[i];
        }

        return new string(key[..DropFleetingVowel(key, length)]);
    }

    // стоек - стойк(а), колодок - колодк(а), ремен(ь) - ремн(я): a vowel before the last consonant comes and goes.
    private static int DropFleetingVowel(Span<char> key, int length)
    {
        if (length < 4 || key[length - 2] is not ('е' or 'о') || !"кцнлр".Contains(key[length - 1])) return length;
        if (IsVowel(key[length - 3]))
        {
            if (key[length - 2] != 'е' || key[length - 1] != 'к') return length;
            key[length - 2] = 'й';
            return length;
        }

        key[length - 2] = key[length - 1];
        return length - 1;
    }

    private static bool IsVowel(char c) => "аеиоуыэюя".Contains(c);

    private static string Latin(string word)
    {
        if (word.Length > 4 && word.EndsWith("ies", StringComparison.Ordinal)) return word[..^3] + "y";
        if (word.Length > 4 && (word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal))) return word[..^2];
        return word.Length > 3 && word[^1] == 's' && word[^2] != 's' ? word[..^1] : word;
    }
}
