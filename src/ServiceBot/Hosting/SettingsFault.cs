using System.Globalization;

namespace ServiceBot.Hosting;

/// <summary>One wrong setting.</summary>
/// <param name="Path">Where it stands: <c>ServiceBot:Stations:0:Commission:Quorum</c>.</param>
/// <param name="Value">What stands there, secrets masked; null where nothing does.</param>
/// <param name="Key">The key of the sentence that says what is allowed.</param>
/// <param name="Arguments">What the sentence names.</param>
internal sealed record SettingsFault(string Path, string? Value, string Key, params IReadOnlyList<object> Arguments)
{
    /// <summary>The line a person reads.</summary>
    public string Line(SettingsWording words)
    {
        var sentence = words.Format(Key, [.. Arguments]);
        return Value is null ? $"{Path}: {sentence}" : $"{Path} = {Value}: {sentence}";
    }
}

/// <summary>What is said of settings.</summary>
internal sealed class SettingsWording(CultureInfo culture) : Wording(culture)
{
    /// <summary>The words in the language the settings name, or in Russian where they name none we have.</summary>
    public static SettingsWording In(string? language) => new(LanguageOf(language));

    /// <summary>The culture of a language of the settings; Russian where there is none such.</summary>
    public static CultureInfo LanguageOf(string? language) =>
        CultureInfo.GetCultureInfo("en".Equals(language, StringComparison.OrdinalIgnoreCase) ? "en" : "ru");
}
