using System.Text;

namespace ServiceBot.Intake.Files;

/// <summary>
/// Reads rows whose line says at once where its cells end, straight from the bytes: nearly every row of nearly every
/// export. At the first line that may be meant otherwise (quotation marks inside a cell, over several lines or left open)
/// it stops, and <see cref="CsvRows"/> goes on there with care. What it reads, that reads alike.
/// </summary>
internal sealed class PlainRows
{
    private const int BufferSize = 256 * 1024;

    // Bytes of a line, which may have twice as many in UTF-8.
    private const int LongestLine = CsvRows.LongestRow / 2;

    private readonly Stream _content;
    private readonly byte _separator;
    private readonly SeenCells _seen;
    private readonly int? _width;
    private byte[] _buffer = new byte[BufferSize];
    private int _from;
    private int _until;
    private bool _ended;

    // The row above: what a row begins alike has the same cells.
    private byte[] _above = [];
    private int _aboveLength;
    private string[] _cells = [];
    private int[] _ends = [];

    private PlainRows(Stream content, Encoding encoding, char separator, int? width) =>
        (_content, _separator, _seen, _width) = (content, (byte)separator, new SeenCells(encoding), width);

    /// <summary>The line, from 1, at which to go on with care; null when all is read.</summary>
    public int? GoOnAt { get; private set; }

    /// <summary>Begins at the start of the content.</summary>
    /// <param name="content">Can seek; is read ahead of the rows.</param>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="separator">What stands between the cells.</param>
    /// <param name="width">How many cells a row has, once that is known: where one with quotation marks has not, these may
    /// be letters.</param>
    /// <returns>Null where the bytes must be decoded first: letters of two bytes, such as UTF-16.</returns>
    public static PlainRows? Open(Stream content, Encoding encoding, char separator, int? width)
    {
        var isUtf8 = encoding.CodePage == Encoding.UTF8.CodePage;
        if (!char.IsAscii(separator) || !(isUtf8 || (encoding.IsSingleByte && KeepsAscii(encoding)))) return null;
        content.Position = 0;
        var rows = new PlainRows(content, encoding, separator, width);
        rows.Fill();
        var start = rows._buffer.AsSpan(0, rows._until);
        if (start.StartsWith(Encoding.UTF8.Preamble))
        {
            if (!isUtf8) return null;
            rows._from = Encoding.UTF8.Preamble.Length;
        }

        return start.StartsWith(Encoding.Unicode.Preamble) || start.StartsWith(Encoding.BigEndianUnicode.Preamble) ? null : rows;
    }

    /// <summary>Reads the rows; once.</summary>
    public IEnumerable<TableRow> Read()
    {
        for (var line = 1; ; line++)
        {
            switch (Next())
            {
                case Found.Row:
                    yield return new TableRow(line, [.. _cells]);
                    break;
                case Found.Blank:
                    break;
                case Found.Unclear:
                    GoOnAt = line;
                    yield break;
                case Found.End:
                    yield break;
            }
        }
    }

    private static bool KeepsAscii(Encoding encoding) =>
        encoding.GetString([.. Enumerable.Range(0, 128).Select(x => (byte)x)]).Select((c, at) => c == at).All(same => same);

    private Found Next()
    {
        int length;
        while ((length = _buffer.AsSpan(_from, _until - _from).IndexOf((byte)'\n')) < 0 && !_ended)
        {
            if (_until - _from > LongestLine) return Found.Unclear;
            Fill();
        }

        if (length < 0 && _from == _until) return Found.End;
        var line = length < 0 ? _buffer.AsSpan(_from, _until - _from) : _buffer.AsSpan(_from, length);
        _from += line.Length + (length < 0 ? 0 : 1);
        if (line.EndsWith((byte)'\r')) line = line[..^1];
        if (line.Length > LongestLine || line.Contains((byte)'\r')) return Found.Unclear;
        if (line.IsEmpty) return Found.Blank;
        if (line.Contains((byte)'"')) return TryQuoted(line) ? Found.Row : Found.Unclear;
        TakePlain(line);
        return Found.Row;
    }

    // The cells before the first difference to the row above are its cells.
    private void TakePlain(ReadOnlySpan<byte> line)
    {
        var alike = line.CommonPrefixLength(_above.AsSpan(0, _aboveLength));
        var at = 0;
        while (at < _ends.Length && _ends[at] < alike) at++;
        var count = line.Count(_separator) + 1;
        if (count != _cells.Length)
        {
            Array.Resize(ref _cells, count);
            Array.Resize(ref _ends, count);
            at = Math.Min(at, count);
        }

        var from = at == 0 ? 0 : _ends[at - 1] + 1;
        for (; at < count; at++)
        {
            var length = at == count - 1 ? line.Length - from : line[from..].IndexOf(_separator);
            _cells[at] = _seen.Text(at, line.Slice(from, length));
            _ends[at] = from + length;
            from += length + 1;
        }

        if (_above.Length < line.Length) _above = new byte[line.Length * 2];
        line.CopyTo(_above);
        _aboveLength = line.Length;
    }

    // A quotation mark opens a cell and closes it, or stands doubled inside one.
    private bool TryQuoted(ReadOnlySpan<byte> line)
    {
        var cells = new List<string>(_cells.Length);
        var rest = line;
        while (true)
        {
            int length;
            if (rest.StartsWith((byte)'"'))
            {
                var end = 1;
                while (true)
                {
                    var next = rest[end..].IndexOf((byte)'"');
                    if (next < 0) return false;
                    end += next + 1;
                    if (end == rest.Length || rest[end] != (byte)'"') break;
                    end++;
                }

                if (end < rest.Length && rest[end] != _separator) return false;
                length = end;
                cells.Add(_seen.Unquoted(rest[1..(end - 1)]));
            }
            else
            {
                length = rest.IndexOf(_separator);
                if (length < 0) length = rest.Length;
                if (rest[..length].Contains((byte)'"')) return false;
                cells.Add(_seen.Text(cells.Count, rest[..length]));
            }

            if (length == rest.Length) break;
            rest = rest[(length + 1)..];
        }

        if (_width is { } width && cells.Count != width) return false;
        _cells = [.. cells];
        _ends = new int[_cells.Length];
        _aboveLength = 0;
        return true;
    }

    private void Fill()
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _until - _from).CopyTo(_buffer);
            (_from, _until) = (0, _until - _from);
        }

        if (_until == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = _content.Read(_buffer, _until, _buffer.Length - _until);
        _until += read;
        _ended = read == 0;
    }

    private enum Found
    {
        Row = 1,
        Blank = 2,
        Unclear = 3,
        End = 4,
    }
}
