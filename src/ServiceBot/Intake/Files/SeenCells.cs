using System.Text;

namespace ServiceBot.Intake.Files;

/// <summary>
/// Keeps the texts of cells that were read lately, each once: the rows of an order repeat its head, and a workshop writes
/// the same kinds, people and prices over and over. Bounded; a text that is forgotten is only read anew.
/// </summary>
/// <param name="encoding">In what the cells are written.</param>
internal sealed class SeenCells(Encoding encoding)
{
    // So many places, of one text each; a power of two.
    private const int Places = 8_192;
    private const int LongestKept = 120;

    private readonly Seen[] _seen = new Seen[Places];
    private Seen[] _above = [];

    /// <summary>The text of a cell, cleaned as <see cref="CellText.Clean"/> does.</summary>
    /// <param name="column">Where it stands in its row, from 0.</param>
    /// <param name="bytes">The cell as the file writes it.</param>
    public string Text(int column, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return "";
        if (bytes.Length > LongestKept) return Read(bytes);
        if (column >= _above.Length) Array.Resize(ref _above, Math.Max(column + 1, _above.Length * 2));
        ref var above = ref _above[column];
        if (above.Is(bytes)) return above.Text;
        ref var seen = ref _seen[Place(bytes)];
        if (!seen.Is(bytes)) seen = new Seen(bytes.ToArray(), Read(bytes));
        above = seen;
        return seen.Text;
    }

    /// <summary>The same of a cell that stood in quotation marks, with doubled ones inside.</summary>
    public string Unquoted(ReadOnlySpan<byte> bytes) =>
        CellText.Clean(encoding.GetString(bytes).Replace("\"\"", "\"", StringComparison.Ordinal));

    private string Read(ReadOnlySpan<byte> bytes) => CellText.Clean(encoding.GetString(bytes));

    // FNV-1a over eight bytes at a time: only to choose a place.
    private static int Place(ReadOnlySpan<byte> bytes)
    {
        var hash = 14_695_981_039_346_656_037UL ^ (ulong)bytes.Length;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = unchecked((hash ^ BitConverter.ToUInt64(bytes)) * 1_099_511_628_211UL);
            hash ^= hash >> 29;
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var b in bytes) hash = unchecked((hash ^ b) * 1_099_511_628_211UL);
        return (int)((hash ^ (hash >> 32)) & (Places - 1));
    }

    private readonly struct Seen(byte[] bytes, string text)
    {
        private readonly byte[]? _bytes = bytes;

        public string Text { get; } = text;

        public bool Is(ReadOnlySpan<byte> other) => _bytes is not null && other.SequenceEqual(_bytes);
    }
}
