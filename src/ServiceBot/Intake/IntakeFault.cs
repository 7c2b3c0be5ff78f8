using System.Globalization;
using System.Resources;

namespace ServiceBot.Intake;

/// <summary>Why a value cannot be taken, as a resource key with arguments: it is put into words in the reader's language.</summary>
/// <param name="Key">The key of the sentence in <c>IntakeTexts</c>.</param>
/// <param name="Arguments">What the sentence names: the value, what is allowed.</param>
public sealed record IntakeFault(string Key, params IReadOnlyList<object> Arguments)
{
    private static readonly ResourceManager Texts = new("ServiceBot.Intake.IntakeTexts", typeof(IntakeFault).Assembly);

    /// <summary>The sentence.</summary>
    /// <param name="culture">Russian or English.</param>
    /// <exception cref="MissingManifestResourceException">The key has no sentence: a mistake in the program.</exception>
    public string In(CultureInfo culture)
    {
        var sentence = Texts.GetString(Key, culture)
            ?? throw new MissingManifestResourceException($"IntakeTexts has no '{Key}'.");
        return Arguments.Count == 0 ? sentence : string.Format(culture, sentence, [.. Arguments]);
    }
}

/// <summary>One field of a record that cannot be taken.</summary>
/// <param name="Field">The path as the sender writes it, for example <c>lines[2].normHours</c>; <c>$</c> is the record itself.</param>
/// <param name="Fault">Why, and what is allowed.</param>
public sealed record FieldError(string Field, IntakeFault Fault)
{
    /// <summary>The sentence for the sender.</summary>
    /// <param name="culture">Russian or English.</param>
    public string Message(CultureInfo culture) => Fault.In(culture);
}
