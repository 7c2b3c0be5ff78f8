using System.Globalization;
using ServiceBot.Intake.Watching;

namespace ServiceBot.Intake.OData;

/// <summary>What documents link to, asked for by key, many at once, and remembered.</summary>
internal sealed class ODataCatalogs(ODataConnection connection, IReadOnlyDictionary<ODataRole, ODataEntity> entities)
{
    /// <summary>Keys in one question: an address must not become too long for the web server before 1C.</summary>
    private const int Together = 20;

    /// <summary>Objects remembered; then all are forgotten and asked for anew.</summary>
    private const int MostRemembered = 50_000;

    // Null: asked for, and not there.
    private readonly Dictionary<(ODataRole Role, Guid Key), ODataObject?> _known = [];
    private readonly HashSet<ODataRole> _missing = [];

    /// <summary>Forgets everything, so that a corrected VIN is seen.</summary>
    public void Forget()
    {
        _known.Clear();
        _missing.Clear();
    }

    /// <summary>Asks for those objects that are not known yet.</summary>
    /// <exception cref="SourceFault">The base did not answer, or has no cars.</exception>
    public async Task FetchAsync(ODataRole role, IEnumerable<Guid?> keys, CancellationToken cancel)
    {
        var entity = entities[role];
        if (!entity.Exists || _missing.Contains(role)) return;
        if (_known.Count > MostRemembered) _known.Clear();
        var unknown = keys.OfType<Guid>().Distinct().Where(x => !_known.ContainsKey((role, x))).ToList();
        foreach (var some in unknown.Chunk(Together))
        {
            var filter = string.Join(" or ", some.Select(x => string.Create(CultureInfo.InvariantCulture, $"Ref_Key eq guid'{x:D}'")));
            var list = await connection.ListAsync(entity.Name, [new("filter", filter)], cancel);
            if (list is null)
            {
                // Without cars no document could be taken, and none would be looked at again before tomorrow.
                if (role == ODataRole.Vehicle) throw new SourceFault(SourceTrouble.NotUnderstood, $"404: {entity.Name}");
                // Not published: its words are missing, the documents come in without them.
                _missing.Add(role);
                return;
            }

            foreach (var key in some) _known[(role, key)] = null;
            foreach (var item in list.Select(x => new ODataObject(x)))
            {
                if (item.Key is { } key) _known[(role, key)] = item;
            }
        }
    }

    /// <summary>The object of that key, or null where there is none.</summary>
    public ODataObject? Find(ODataRole role, Guid? key) => key is { } known ? _known.GetValueOrDefault((role, known)) : null;

    /// <summary>A field of the object of that key.</summary>
    public string? Text(ODataRole role, Guid? key, string field) => Find(role, key)?.Text(entities[role].NamesOf(field));
}
