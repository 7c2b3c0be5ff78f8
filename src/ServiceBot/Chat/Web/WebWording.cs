using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using System.Resources;
using ServiceBot.Domain.Commission;
using ServiceBot.Hosting;

namespace ServiceBot.Chat.Web;

/// <summary>What the built-in chat itself says.</summary>
internal sealed class WebWording(CultureInfo culture) : Wording(culture)
{
    private const string ForPage = "Page_";

    /// <summary>The words the page needs, by the key without its start <c>Page_</c>.</summary>
    public FrozenDictionary<string, string> PageTexts { get; } = Load(culture);

    /// <summary>The role as people call it.</summary>
    public string RoleName(Role role) => this["Role_" + role];

    private static FrozenDictionary<string, string> Load(CultureInfo culture)
    {
        var resources = new ResourceManager(typeof(WebWording));
        // The neutral set names every key; the set of the language says it.
        return resources.GetResourceSet(CultureInfo.InvariantCulture, true, true)!
            .Cast<DictionaryEntry>()
            .Select(x => (string)x.Key)
            .Where(x => x.StartsWith(ForPage, StringComparison.Ordinal))
            .ToFrozenDictionary(x => x[ForPage.Length..], x => resources.GetString(x, culture)!);
    }
}
