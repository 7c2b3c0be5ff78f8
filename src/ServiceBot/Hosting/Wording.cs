using System.Globalization;
using System.Resources;

namespace ServiceBot.Hosting;

/// <summary>
/// The sentences of one feature in the set language, from the resource of the same name as the deriving type
/// (<c>CardTexts.resx</c> Russian, <c>CardTexts.en.resx</c> English).
/// </summary>
internal abstract class Wording
{
    private readonly ResourceManager _resources;

    /// <param name="culture">The language people read, "ru" or "en"; it also formats dates and numbers.</param>
    protected Wording(CultureInfo culture)
    {
        _resources = new ResourceManager(GetType().FullName!, GetType().Assembly);
        Culture = culture;
    }

    public CultureInfo Culture { get; }

    /// <summary>The sentence of that key.</summary>
    /// <exception cref="InvalidOperationException">There is no such key: a slip of ours that a test catches.</exception>
    public string this[string key] =>
        _resources.GetString(key, Culture)
        ?? throw new InvalidOperationException($"{GetType().Name} has no text '{key}' for '{Culture.Name}'.");

    public string Format(string key, params object?[] arguments) => string.Format(Culture, this[key], arguments);

    /// <summary>Whether there is a sentence of that key.</summary>
    public bool Has(string key) => _resources.GetString(key, Culture) is not null;

    /// <summary>
    /// The sentence in the plural form of the number: keys <c>key_one</c>, <c>key_few</c>, <c>key_many</c> in Russian,
    /// <c>key_one</c> and <c>key_many</c> in English. <c>{0}</c> is the number, the arguments follow.
    /// </summary>
    public string Plural(string key, long number, params object?[] arguments) =>
        Format(key + PluralForms.Suffix(Culture, number), [number, .. arguments]);
}

/// <summary>Which plural form a number takes (Unicode CLDR: ru one/few/many, en one/other).</summary>
internal static class PluralForms
{
    public static string Suffix(CultureInfo culture, long number)
    {
        var n = Math.Abs(number);
        if (culture.TwoLetterISOLanguageName != "ru") return n == 1 ? "_one" : "_many";
        var last = n % 10;
        var lastTwo = n % 100;
        if (last == 1 && lastTwo != 11) return "_one";
        return last is >= 2 and <= 4 && lastTwo is < 12 or > 14 ? "_few" : "_many";
    }
}
