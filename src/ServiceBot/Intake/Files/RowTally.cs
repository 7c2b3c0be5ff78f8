namespace ServiceBot.Intake.Files;

/// <summary>What a row below the header of a table is for.</summary>
internal enum RowUse
{
    /// <summary>A record, or a part of one; may still turn out to be faulty.</summary>
    Record = 1,

    /// <summary>It could not be taken apart into cells, and stands among the faults.</summary>
    Broken = 2,

    /// <summary>Nothing stands in it.</summary>
    Blank = 3,

    /// <summary>A sum of the rows above.</summary>
    Total = 4,

    /// <summary>Column names or column numbers once more.</summary>
    Heading = 5,

    /// <summary>A single cell of text: the title of a group, a signature, a note.</summary>
    Text = 6,
}

/// <summary>How many rows of a table were for what: no row is left out, so that nothing can be lost unseen.</summary>
internal readonly record struct RowTally(int Records, int Broken, int Blank, int Totals, int Headings, int Texts)
{
    public static RowTally None => default;

    /// <summary>All rows below the header.</summary>
    public int Rows => Records + Broken + Blank + Totals + Headings + Texts;

    /// <summary>The count with one more row.</summary>
    public RowTally With(RowUse use) => use switch
    {
        RowUse.Record => this with { Records = Records + 1 },
        RowUse.Broken => this with { Broken = Broken + 1 },
        RowUse.Blank => this with { Blank = Blank + 1 },
        RowUse.Total => this with { Totals = Totals + 1 },
        RowUse.Heading => this with { Headings = Headings + 1 },
        RowUse.Text => this with { Texts = Texts + 1 },
    };
}
