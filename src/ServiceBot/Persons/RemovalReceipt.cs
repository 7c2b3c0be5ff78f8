namespace ServiceBot.Persons;

/// <summary>What was changed or removed, by where it stood. Holds no personal data.</summary>
internal sealed class RemovalReceipt
{
    /// <summary>Source records that were changed.</summary>
    public int Records { get; set; }

    /// <summary>Calls that were removed as a whole.</summary>
    public int Calls { get; set; }

    /// <summary>Signals.</summary>
    public int Signals { get; set; }

    /// <summary>Reports by staff.</summary>
    public int Reports { get; set; }

    /// <summary>Remarks of cases.</summary>
    public int Remarks { get; set; }

    /// <summary>Messages that wait or were sent, as they are kept.</summary>
    public int Messages { get; set; }

    /// <summary>Messages of the built-in chat.</summary>
    public int WebMessages { get; set; }

    /// <summary>Digests as they were sent.</summary>
    public int Documents { get; set; }

    /// <summary>Photos of cases and of the built-in chat.</summary>
    public int Photos { get; set; }

    /// <summary>Files of the inbox that had been read.</summary>
    public int Files { get; set; }

    /// <summary>Cases of which something was changed: <c>case:sever/12</c>.</summary>
    public SortedSet<string> Cases { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether there was nothing.</summary>
    public bool IsEmpty => Records + Calls + Signals + Reports + Remarks + Messages + WebMessages + Documents + Photos + Files == 0;
}
