using System.Globalization;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake;

/// <summary>
/// Why a value cannot be taken, as a resource key with arguments: it is put into words in the reader's language.
/// </summary>
/// <param name="Key">The key of the sentence in <c>IntakeTexts</c>.</param>
/// <param name="Arguments">What the sentence names: the value, what is allowed; a fault among them is a part of the
/// sentence.</param>
public sealed record IntakeFault(string Key, params IReadOnlyList<object> Arguments)
{
    /// <summary>The sentence.</summary>
    /// <param name="culture">Russian or English.</param>
    /// <exception cref="InvalidOperationException">The key has no sentence: a slip that a test catches.</exception>
    public string In(CultureInfo culture)
    {
        var texts = IntakeTexts.In(culture);
        if (Arguments.Count == 0) return texts[Key];
        // A value is repeated so that it can be found; a telephone in it is told by its end.
        var arguments = Arguments.Select(argument => argument switch
        {
            IntakeFault part => part.In(culture),
            string value => PhoneNumber.Hide(value),
            _ => argument,
        });
        return texts.Format(Key, [.. arguments]);
    }
}

/// <summary>One field of a record that cannot be taken.</summary>
/// <param name="Field">The path as the sender writes it, for example <c>lines[2].normHours</c>; <c>$</c> is the record
/// itself.</param>
/// <param name="Fault">Why, and what is allowed.</param>
/// <param name="Value">What stands there, shortened, or null. May be personal: not for logs.</param>
public sealed record FieldError(string Field, IntakeFault Fault, string? Value = null)
{
    /// <summary>The sentence for the sender.</summary>
    /// <param name="culture">Russian or English.</param>
    public string Message(CultureInfo culture) => Fault.In(culture);
}
