namespace ServiceBot.Hosting;

/// <summary>
/// Settings in memory with the names below each path at hand. The library's own collection goes through all settings to
/// answer what stands below one: with a hundred stations a start would spend most of its time on that.
/// </summary>
internal sealed class SettingsTree : ConfigurationProvider, IConfigurationSource
{
    private static readonly IComparer<string> ByName = Comparer<string>.Create(ConfigurationKeyComparer.Instance.Compare);

    private readonly Dictionary<string, HashSet<string>> _below = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="values">Paths with <c>:</c> between their parts, and what stands there; of the same path twice the last counts.</param>
    public SettingsTree(IEnumerable<KeyValuePair<string, string?>> values)
    {
        foreach (var (path, value) in values) Set(path, value);
    }

    /// <inheritdoc />
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <inheritdoc />
    public override void Set(string key, string? value)
    {
        base.Set(key, value);
        for (var path = key; ;)
        {
            var colon = path.LastIndexOf(':');
            var above = colon < 0 ? "" : path[..colon];
            if (!_below.TryGetValue(above, out var names)) _below[above] = names = new(StringComparer.OrdinalIgnoreCase);
            // Where the name is known, so is all above it.
            if (!names.Add(path[(colon + 1)..]) || colon < 0) return;
            path = above;
        }
    }

    /// <inheritdoc />
    public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) =>
        _below.GetValueOrDefault(parentPath ?? "", []).Concat(earlierKeys).Order(ByName);
}
