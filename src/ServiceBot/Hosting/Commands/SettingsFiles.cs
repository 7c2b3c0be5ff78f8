using System.Text.Json;
using Microsoft.Extensions.Configuration.Json;

namespace ServiceBot.Hosting.Commands;

/// <summary>
/// Settings files, each laid over those before it as a JSON merge patch (RFC 7386): groups are merged, and a list
/// replaces the list below it whole. Configuration alone would merge lists by index, and the tail of a longer one below
/// — a chat, a member, a key — would live on unseen.
/// </summary>
internal sealed class SettingsFiles
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
    };

    private readonly Dictionary<string, string?> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the files come to: paths with <c>:</c> between their parts, and what stands there.</summary>
    public IReadOnlyDictionary<string, string?> Values => _values;

    /// <summary>Lays a file over those added before.</summary>
    /// <param name="path">Where it is.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no JSON; the message names the file, the line and the place.</exception>
    public void Add(string path)
    {
        // Read here, not by AddJsonFile: that does not see files whose name begins with a point.
        if (!File.Exists(path)) throw new FileNotFoundException(null, path);
        var bytes = File.ReadAllBytes(path);
        try
        {
            var file = new Flat();
            file.Load(new MemoryStream(bytes));
            using var reader = new StreamReader(new MemoryStream(bytes));
            using var json = JsonDocument.Parse(reader.ReadToEnd(), Lenient);
            foreach (var replaced in Replaced(json.RootElement, "").ToList()) Remove(replaced);
            foreach (var (key, value) in file.Values)
            {
                if (value is not null) _values[key] = value;
            }
        }
        catch (Exception fault) when (fault is FormatException or InvalidDataException or JsonException)
        {
            throw new InvalidDataException($"{path}: {(fault.InnerException ?? fault).Message}", fault);
        }
    }

    /// <summary>The paths at which the file says all there is: lists, single values, null.</summary>
    private static IEnumerable<string> Replaced(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object) return [path];
        return element.EnumerateObject().SelectMany(x => Replaced(x.Value, path.Length == 0 ? x.Name : $"{path}:{x.Name}"));
    }

    /// <summary>The library's reading of a file; asking what it read level by level would take long for a long one.</summary>
    private sealed class Flat() : JsonStreamConfigurationProvider(new JsonStreamConfigurationSource())
    {
        public IDictionary<string, string?> Values => Data;
    }

    private void Remove(string path)
    {
        _values.Remove(path);
        foreach (var below in _values.Keys.Where(x => x.StartsWith(path + ":", StringComparison.OrdinalIgnoreCase)).ToList())
            _values.Remove(below);
    }
}
