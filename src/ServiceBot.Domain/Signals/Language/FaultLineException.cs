namespace ServiceBot.Domain.Signals.Language;

/// <summary>A line of the fault dictionary that cannot be read.</summary>
/// <param name="trouble">What is wrong.</param>
/// <param name="line">The line, or its end.</param>
/// <param name="named">The word that is wrong, or null.</param>
internal sealed class FaultLineException(FaultLineTrouble trouble, string line, string? named)
    : FormatException($"{trouble} '{named}': {line}")
{
    /// <summary>What is wrong.</summary>
    public FaultLineTrouble Trouble { get; } = trouble;

    /// <summary>The line, or its end where its mark was taken off.</summary>
    public string Line { get; } = line;

    /// <summary>The word that is wrong, or null.</summary>
    public string? Named { get; } = named;
}
