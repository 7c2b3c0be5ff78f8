using System.Collections.Concurrent;

namespace ServiceBot.Faults.Canary;

/// <summary>Looks for the canaries of one town in everything that the service wrote or answered.</summary>
internal sealed class CanarySearch
{
    private readonly ConcurrentDictionary<(string What, string Where), string> _told = new();
    private long _searched;

    public Canaries Canaries { get; } = new();

    /// <summary>Looks through a text; from any thread.</summary>
    public void Look(string where, string text)
    {
        Interlocked.Add(ref _searched, text.Length);
        if (Canaries.Find(text) is { } found)
            Told(found.What, where, text[Math.Max(0, found.At - 120)..Math.Min(text.Length, found.At + 60)].ReplaceLineEndings(" "));
    }

    /// <summary>So much was looked through by somebody else.</summary>
    public void Looked(long amount) => Interlocked.Add(ref _searched, amount);

    /// <summary>A canary was found.</summary>
    public void Told(string what, string where, string words) => _told.TryAdd((what, where), words);

    /// <summary>Writes down what was found, and how much was searched.</summary>
    public void TellTo(Findings findings)
    {
        findings.Add("MB searched for secrets", Interlocked.Read(ref _searched) / 1e6);
        foreach (var ((what, where), words) in _told.OrderBy(x => x.Key.Where, StringComparer.Ordinal))
            findings.Problems.Add($"told: the {what} in {where}: {words}");
    }
}
