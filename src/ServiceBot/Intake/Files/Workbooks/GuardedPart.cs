namespace ServiceBot.Intake.Files.Workbooks;

/// <summary>A part of a workbook is larger than <see cref="WorkbookLimits"/> allow.</summary>
internal sealed class WorkbookTooLargeException : Exception;

/// <summary>
/// One unpacked part of a workbook, counted while it is read: what grows without end, or holds a text without end, is
/// stopped before anybody keeps it.
/// </summary>
/// <param name="unpacked">The unpacked part; closed with this one.</param>
/// <param name="limit">How many bytes may come out.</param>
/// <param name="packed">How many bytes it was packed into.</param>
internal sealed class GuardedPart(Stream unpacked, long limit, long packed) : Stream
{
    private int _sinceMark;

    /// <summary>How many bytes came out so far.</summary>
    public long Count { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    /// <exception cref="WorkbookTooLargeException">The part is larger than allowed.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = unpacked.Read(buffer);
        Count += read;
        var grewTooMuch = Count > WorkbookLimits.HarmlessGrowth && Count / WorkbookLimits.Growth > packed;
        if (Count > limit || grewTooMuch) throw new WorkbookTooLargeException();
        var bytes = buffer[..read];
        // "<" is one byte, or one of two, in every encoding of XML; a longest stretch without it is a text or a mark.
        for (var at = bytes.IndexOf((byte)'<'); at >= 0; at = bytes.IndexOf((byte)'<'))
        {
            if (_sinceMark + at > WorkbookLimits.Token) throw new WorkbookTooLargeException();
            _sinceMark = 0;
            bytes = bytes[(at + 1)..];
        }

        _sinceMark += bytes.Length;
        return _sinceMark > WorkbookLimits.Token ? throw new WorkbookTooLargeException() : read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) unpacked.Dispose();
        base.Dispose(disposing);
    }
}
