using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;

namespace ServiceBot.Tests.Intake;

/// <summary>Compares the Russian and the English sentences of one resource.</summary>
internal static partial class ResourceParity
{
    public static void AssertSame(string baseName, Assembly assembly)
    {
        var texts = new ResourceManager(baseName, assembly);
        var russian = Sentences(texts, CultureInfo.InvariantCulture);
        var english = Sentences(texts, CultureInfo.GetCultureInfo("en"));

        Assert.NotEmpty(russian);
        // Russian has a plural form more.
        foreach (var few in russian.Keys.Where(x => x.EndsWith("_few", StringComparison.Ordinal)).ToList())
        {
            Assert.Equal(Places(russian[few]), Places(russian[few[..^"few".Length] + "many"]));
            russian.Remove(few);
        }

        Assert.Equal(russian.Keys.Order(StringComparer.Ordinal), english.Keys.Order(StringComparer.Ordinal));
        Assert.All(russian, pair => Assert.Equal(Places(pair.Value), Places(english[pair.Key])));
        Assert.All(english.Values, text => Assert.DoesNotMatch("[А-Яа-я]", text));
    }

    private static Dictionary<string, string> Sentences(ResourceManager texts, CultureInfo culture) =>
        texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string)e.Value!);

    private static string Places(string text) => string.Join(' ', Place().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
