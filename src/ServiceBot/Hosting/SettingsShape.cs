using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ServiceBot.Hosting;

/// <summary>
/// Compares what is written with the settings there are: unknown names, values that are no number, lists that are none.
/// What is wrong is left out, so that the rest can be bound and checked as well.
/// </summary>
internal sealed partial class SettingsShape(List<SettingsFault> faults)
{
    private const string Mask = "***";
    private readonly HashSet<string> _leftOut = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Goes through the section and answers it without what is wrong or null.</summary>
    public IConfigurationSection Clean(IConfiguration configuration)
    {
        var section = configuration.GetSection(Settings.Section);
        if (!section.GetChildren().Any() && !string.IsNullOrEmpty(section.Value))
            Refuse(section, "NotAnObject");
        Walk(section, typeof(Settings));
        var clean = section.AsEnumerable()
            .Where(pair => pair.Value is not null && !IsLeftOut(pair.Key));
        return new ConfigurationBuilder().Add(new SettingsTree(clean)).Build().GetSection(Settings.Section);
    }

    /// <summary>The value as it may be shown: of what opens something, nothing.</summary>
    public static string? Shown(string path, string? value)
    {
        if (string.IsNullOrEmpty(value)) return value is null ? null : "\"\"";
        if (Secret().IsMatch(path)) return Mask;
        return Credentials().Replace(Beginning.Of(value, 120), "//" + Mask + "@");
    }

    private bool IsLeftOut(string key)
    {
        for (var path = key; ; path = path[..path.LastIndexOf(':')])
        {
            if (_leftOut.Contains(path)) return true;
            if (!path.Contains(':', StringComparison.Ordinal)) return false;
        }
    }

    private void Walk(IConfigurationSection section, Type type)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        foreach (var child in section.GetChildren())
        {
            var property = Array.Find(properties, p => p.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is not null)
            {
                Check(child, property.PropertyType);
                continue;
            }

            _leftOut.Add(child.Path);
            var nearest = Nearest(child.Key, properties.Select(p => p.Name));
            // The value is not shown: a mistyped name may hold a token.
            faults.Add(nearest is null
                ? new SettingsFault(child.Path, null, "Unknown", string.Join(", ", properties.Select(p => p.Name)))
                : new SettingsFault(child.Path, null, "UnknownNearest", nearest));
        }
    }

    private void Check(IConfigurationSection child, Type type)
    {
        var inner = Nullable.GetUnderlyingType(type);
        var isLeaf = type == typeof(string) || (inner ?? type).IsValueType;
        var hasChildren = child.GetChildren().Any();
        if (isLeaf)
        {
            if (hasChildren) Refuse(child, "NotASingleValue");
            else if (child.Value is "" && inner is not null) _leftOut.Add(child.Path);
            else if (child.Value is { } text && FaultOf(text, inner ?? type) is { } key) Refuse(child, key);
            return;
        }

        var item = type.IsGenericType ? type.GetGenericArguments()[^1] : null;
        var isList = item is not null && type.GetGenericTypeDefinition() == typeof(List<>);
        if (!hasChildren)
        {
            if (!string.IsNullOrEmpty(child.Value)) Refuse(child, isList ? "NotAList" : "NotAnObject");
        }
        else if (item is null)
        {
            Walk(child, type);
        }
        else
        {
            foreach (var one in child.GetChildren()) CheckItem(one, item, isList);
        }
    }

    private void CheckItem(IConfigurationSection one, Type item, bool isList)
    {
        if (isList && !int.TryParse(one.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            Refuse(one, "NotAnIndex");
        else if (one.Value is null && !one.GetChildren().Any())
            Refuse(one, "EmptyItem");
        else
            Check(one, item);
    }

    private void Refuse(IConfigurationSection section, string key)
    {
        _leftOut.Add(section.Path);
        // A text where a group belongs may be a token put one level too high.
        var value = key is "NotAnObject" ? (section.Value is null ? null : Mask) : Shown(section.Path, section.Value);
        faults.Add(new SettingsFault(section.Path, value, key));
    }

    private static string? FaultOf(string text, Type type)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (type == typeof(bool)) return bool.TryParse(text, out _) ? null : "NotABoolean";
        if (type == typeof(int)) return int.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out _) ? null : "NotWhole";
        if (type == typeof(long)) return long.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out _) ? null : "NotWhole";
        if (type == typeof(double)) return double.TryParse(text, NumberStyles.Float, invariant, out var d) && double.IsFinite(d) ? null : "NotANumber";
        if (type == typeof(decimal)) return decimal.TryParse(text, NumberStyles.Float, invariant, out _) ? null : "NotANumber";
        // To TimeSpan alone "16" is sixteen days; to TimeSpan.Parse "24:00:00" is twenty-four.
        if (type == typeof(TimeSpan))
            return text.Count(c => c == ':') == 2 && TimeSpan.TryParseExact(text, "c", invariant, out _) ? null : "NotADuration";
        return null;
    }

    /// <summary>The known name that was probably meant, or null.</summary>
    internal static string? Nearest(string written, IEnumerable<string> known)
    {
        var (best, distance) = known
            .Select(name => (Name: name, Distance: Edits(written.ToUpperInvariant(), name.ToUpperInvariant())))
            .MinBy(x => x.Distance);
        return distance <= Math.Max(1, written.Length / 3) ? best : null;
    }

    /// <summary>Levenshtein's distance, a swap of neighbours counting once.</summary>
    private static int Edits(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }

    [GeneratedRegex(@":(Token|WebhookSecret|WebhookUrl|ConnectionString|Password|Secret|Keys:\d+:Key)$", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex("//[^/@]*@")]
    private static partial Regex Credentials();
}
