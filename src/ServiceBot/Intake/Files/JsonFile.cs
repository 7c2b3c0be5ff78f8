using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>Reads a file of JSON records: an array, one object, or objects one after another.</summary>
internal static class JsonFile
{
    /// <summary>Reads the file.</summary>
    /// <param name="content">A stream that can seek.</param>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="fileName">Its name, which may say what it holds.</param>
    /// <param name="options">What is known beforehand.</param>
    public static IEnumerable<FileItem> Read(
        Stream content, Encoding encoding, string fileName, FileReadingOptions options)
    {
        if (new RowStations(options).Refuse(header: null) is { } fault)
        {
            yield return new FileItem.Refusal(fault);
            yield break;
        }

        content.Position = 0;
        using var utf8 = encoding is UTF8Encoding
            ? null
            : Encoding.CreateTranscodingStream(content, encoding, Encoding.UTF8, leaveOpen: true);
        var hint = KindHints.Read(fileName);
        var values = new JsonValues(utf8 ?? content);
        while (values.Next() is { } value) yield return Read(value, hint, options);
        if (values.Fault is { } broken) yield return new FileItem.Refusal(broken);
    }

    private static FileItem Read(JsonValue value, RecordKind? hint, FileReadingOptions options)
    {
        try
        {
            // Bytes that are no UTF-8 would only show when their text is asked for.
            var bytes = Utf8.IsValid(value.Bytes.Span) ? value.Bytes : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(value.Bytes.Span));
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowTrailingCommas = true });
            var told = options.Kind ?? RecordJson.TellKind(document.RootElement) ?? hint;
            if (told is not { } kind) return Broken(value.Line, value.Line, "KindUntold");
            var read = RecordJson.Read(document.RootElement, kind, options.Stations, options.DefaultStation);
            return read.Record is { } record
                ? new FileItem.Record(value.Line, record)
                : Rejected(value.Line, read.Id, read.Errors);
        }
        catch (JsonException broken)
        {
            return Broken(value.Line, value.Line + (int)(broken.LineNumber ?? 0), "JsonBroken");
        }
        catch (InvalidOperationException)
        {
            // Half a letter, written as \ud800, is found when its text is asked for.
            return Broken(value.Line, value.Line, "JsonBroken");
        }
    }

    private static FileItem.Rejection Broken(int line, int faultLine, string key) =>
        new(line, null, [new FileFault(faultLine, null, null, new IntakeFault(key))]);

    private static string? Shown(FieldError error) =>
        error.Value is { } value && error.Field != "id" && !error.Field.StartsWith("vehicle.", StringComparison.Ordinal)
            ? MaskedPhones.In(value)
            : error.Value;

    private static FileItem.Rejection Rejected(int line, string? id, IReadOnlyList<FieldError> errors) =>
        new(line, id, [.. errors.Select(e => new FileFault(line, e.Field == "$" ? null : e.Field, Shown(e), e.Fault))]);
}

/// <summary>One value of a JSON file.</summary>
/// <param name="Line">The line on which it begins.</param>
/// <param name="Bytes">Its text in UTF-8.</param>
internal readonly record struct JsonValue(int Line, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Cuts a JSON file into its values without understanding them, so that a broken record costs only itself and a file
/// of any length is read in bounded memory.
/// </summary>
internal sealed class JsonValues(Stream utf8)
{
    private const int LongestValue = 16 * 1024 * 1024;

    private readonly byte[] _block = new byte[64 * 1024];
    private readonly MemoryStream _value = new();
    private int _at;
    private int _length;
    private int _line = 1;
    private bool _begun;
    private bool _inArray;
    private bool _ended;

    /// <summary>Why the file cannot be read from here on; null as long as it can.</summary>
    public FileFault? Fault { get; private set; }

    /// <summary>The next value; null at the end of the file or where it cannot be read on.</summary>
    public JsonValue? Next()
    {
        if (!_begun && !Begin()) return null;
        var first = SkipBetween();
        if (first < 0) return End();
        if (_ended || (!_inArray && first != '{')) return Stop("JsonAfterEnd");
        var line = _line;
        return CutValue(first) ? new JsonValue(line, _value.ToArray()) : null;
    }

    private bool Begin()
    {
        _begun = true;
        var first = Peek();
        if (first == 0xEF)
        {
            _at += 3;
            first = Peek();
        }

        while (first is ' ' or '\t' or '\r' or '\n')
        {
            Take();
            first = Peek();
        }

        if (first == '[')
        {
            Take();
            _inArray = true;
            return true;
        }

        if (first == '{') return true;
        Stop("JsonExpected");
        return false;
    }

    private JsonValue? End() => _inArray && !_ended ? Stop("JsonCutOff") : null;

    private JsonValue? Stop(string key)
    {
        Fault ??= new FileFault(_line, null, null, new IntakeFault(key, LongestValue / (1024 * 1024)));
        return null;
    }

    /// <summary>Skips spaces, commas and the end of the array.</summary>
    /// <returns>The byte with which the next value begins, or -1 at the end.</returns>
    private int SkipBetween()
    {
        while (Peek() is var b && b >= 0)
        {
            if (_inArray && !_ended && b == ']') _ended = true;
            else if (b is not (' ' or '\t' or '\r' or '\n' or ',')) return b;
            Take();
        }

        return -1;
    }

    /// <summary>
    /// Cuts up to the brace that closes the object; what is no object, up to the next comma or bracket.
    /// </summary>
    private bool CutValue(int first)
    {
        _value.SetLength(0);
        var (depth, inText, escaped) = (0, false, false);
        while (Peek() is var b && b >= 0)
        {
            if (!inText && depth == 0 && first != '{' && b is ',' or ']' && _value.Length > 0) return true;
            Take();
            _value.WriteByte((byte)b);
            if (_value.Length > LongestValue) return Stop("JsonTooLong") is not null;
            if (escaped) escaped = false;
            else if (inText && b == '\\') escaped = true;
            else if (b == '"') inText = !inText;
            else if (!inText && b is '{' or '[') depth++;
            else if (!inText && b is '}' or ']' && --depth == 0 && first is '{' or '[') return true;
        }

        return Stop("JsonCutOff") is not null;
    }

    private int Peek()
    {
        if (_at >= _length)
        {
            _at -= _length;
            _length = utf8.Read(_block, 0, _block.Length);
            if (_length == 0) return -1;
        }

        return _block[_at];
    }

    private void Take()
    {
        if (_block[_at++] == '\n') _line++;
    }
}
