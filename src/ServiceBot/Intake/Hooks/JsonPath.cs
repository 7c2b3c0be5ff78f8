using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ServiceBot.Intake.Hooks;

/// <summary>
/// Where a value stands in a JSON body: <c>$.data.answers[0].text</c>, <c>$['Ваша оценка']</c>. The dollar may be left out.
/// One value, no searching: what a path means must be plain to whoever reads the settings.
/// </summary>
internal sealed partial class JsonPath
{
    private readonly string[] _steps;

    private JsonPath(string[] steps) => _steps = steps;

    /// <summary>Reads a path.</summary>
    /// <returns>False where it is none.</returns>
    public static bool TryParse(string text, out JsonPath path)
    {
        path = new JsonPath([]);
        var plain = text.Trim();
        if (plain.Length == 0) return false;
        if (plain[0] == '$') plain = plain[1..];
        else if (plain[0] != '[') plain = "." + plain;
        var steps = new List<string>();
        while (plain.Length > 0)
        {
            var step = Step().Match(plain);
            if (!step.Success) return false;
            steps.Add(step.Groups["name"] is { Success: true } name ? name.Value
                : step.Groups["index"] is { Success: true } index ? index.Value
                : Unquoted(step.Groups["quoted"].Value));
            plain = plain[step.Length..];
        }

        path = new JsonPath([.. steps]);
        return true;
    }

    /// <summary>The value there, or null where there is nothing.</summary>
    public JsonElement? Find(JsonElement root)
    {
        var here = root;
        foreach (var step in _steps)
        {
            if (here.ValueKind == JsonValueKind.Object && here.TryGetProperty(step, out var member)) here = member;
            else if (here.ValueKind == JsonValueKind.Array
                && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < here.GetArrayLength())
                here = here[index];
            else return null;
        }

        return here.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : here;
    }

    private static string Unquoted(string quoted) => quoted[1..^1].Replace("\\" + quoted[0], quoted[0].ToString(), StringComparison.Ordinal);

    [GeneratedRegex("""^(?:\.(?<name>[^.\[\]'"$*?]+)|\[(?<index>\d{1,6})\]|\[(?<quoted>'(?:[^'\\]|\\')*'|"(?:[^"\\]|\\")*")\])""")]
    private static partial Regex Step();
}
