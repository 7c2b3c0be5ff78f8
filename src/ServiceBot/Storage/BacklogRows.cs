namespace ServiceBot.Storage;

/// <summary>
/// A record that is stored and not judged yet: a big import stores first and judges at its end. Whatever ends the import,
/// the mark stays until the record's vehicle has been judged.
/// </summary>
internal sealed class UnjudgedRow
{
    /// <summary>The key of the <see cref="RecordRow"/>.</summary>
    public long RecordId { get; set; }
}

/// <summary>
/// A marked record without its words, so that most vehicles are judged without reading their records again. Goes when the
/// record changes (the database sees to that) and when it has been judged.
/// </summary>
internal sealed class OutlineRow
{
    /// <summary>The key of the <see cref="RecordRow"/>.</summary>
    public long RecordId { get; set; }

    /// <summary>As <see cref="OutlineBytes"/> writes it.</summary>
    public required byte[] Body { get; set; }
}

/// <summary>What an import that has not come to its end has found, so that its last line tells all of it.</summary>
internal sealed class ImportTallyRow
{
    /// <summary>Always <see cref="TheOne"/>: one import is under way at a time.</summary>
    public long Id { get; set; }

    /// <summary>Tells the same import begun again: a hash over its files.</summary>
    public required string Key { get; set; }

    public int Returns { get; set; }
    public int Signals { get; set; }
    public int Cases { get; set; }

    public const long TheOne = 1;
}
