namespace ServiceBot.Domain.Signals.Language;

/// <summary>How a word of a phrase is compared with a word of a text.</summary>
internal enum SlotKind
{
    /// <summary>All forms of the word.</summary>
    Stem,

    /// <summary>Any word that begins so: <c>стуч*</c>.</summary>
    Prefix,

    /// <summary>That form only: <c>=течет</c>.</summary>
    Exact,

    /// <summary>Any number, also 2-й and 3rd: <c>#</c>.</summary>
    Number,

    /// <summary>One of several words, each written as above: <c>не|плохо</c>.</summary>
    Choice,
}

/// <summary>One word of a phrase of the dictionary.</summary>
/// <param name="Kind">How it is compared.</param>
/// <param name="Text">The key, the beginning or the form.</param>
internal readonly record struct Slot(SlotKind Kind, string Text)
{
    /// <summary>Reads a slot as the dictionaries write it.</summary>
    public static Slot Parse(string word) => word switch
    {
        "#" => new(SlotKind.Number, "#"),
        _ when word.Contains('|', StringComparison.Ordinal) => new(SlotKind.Choice, word),
        [.. var start, '*'] => new(SlotKind.Prefix, start),
        ['=', .. var form] => new(SlotKind.Exact, form),
        _ => new(SlotKind.Stem, RussianStem.Key(word)),
    };
}

/// <summary>A phrase found in a text.</summary>
/// <typeparam name="T">What phrases stand for.</typeparam>
/// <param name="Entry">What the phrase stands for.</param>
/// <param name="First">The index of its first word.</param>
/// <param name="Last">The index of its last word.</param>
/// <param name="Places">The indexes of all its words, ascending.</param>
internal readonly record struct Hit<T>(T Entry, int First, int Last, int[] Places);
