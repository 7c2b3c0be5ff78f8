namespace ServiceBot.Domain.Sources;

/// <summary>The twelve letters that Cyrillic and Latin share by shape (ГОСТ Р 50577), upper case.</summary>
internal static class LookalikeLetters
{
    private const string Cyrillic = "АВЕКМНОРСТУХ";
    private const string Latin = "ABEKMHOPCTYX";

    public static char ToLatin(char c)
    {
        var i = Cyrillic.IndexOf(c, StringComparison.Ordinal);
        return i < 0 ? c : Latin[i];
    }

    public static char ToCyrillic(char c)
    {
        var i = Latin.IndexOf(c, StringComparison.Ordinal);
        return i < 0 ? c : Cyrillic[i];
    }
}
