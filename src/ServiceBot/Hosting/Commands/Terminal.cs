namespace ServiceBot.Hosting.Commands;

/// <summary>Where a command writes.</summary>
/// <param name="Out">What was asked for.</param>
/// <param name="Error">Progress and reasons.</param>
/// <param name="IsLive">Whether a person watches <paramref name="Error"/>, so that a line may be drawn over.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool IsLive)
{
    public static Terminal OfProcess() => new(Console.Out, Console.Error, !Console.IsErrorRedirected);
}
