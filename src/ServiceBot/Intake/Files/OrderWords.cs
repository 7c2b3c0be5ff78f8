using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>
/// What the words of a file's orders mean, each understood once: a register has a handful of kinds and states, and a few
/// dozen people. Bounded: when it is full it begins anew.
/// </summary>
internal sealed class OrderWords
{
    private const int Most = 2_000;

    private readonly Dictionary<string, WorkOrderKind?> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _cancelled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Person> _people = new(StringComparer.Ordinal);

    /// <inheritdoc cref="OrderKindWords.Read"/>
    public WorkOrderKind? Kind(string text) =>
        _kinds.TryGetValue(text, out var known) ? known : Kept(_kinds, text, OrderKindWords.Read(text));

    /// <inheritdoc cref="CellWords.SaysCancelled"/>
    public bool SaysCancelled(string text) =>
        _cancelled.TryGetValue(text, out var known) ? known : Kept(_cancelled, text, CellWords.SaysCancelled(text));

    /// <summary>A member of staff by the name that a cell says, or null.</summary>
    public Person? Person(string? name) => name is null ? null
        : _people.TryGetValue(name, out var known) ? known : Kept(_people, name, new Person(null, name));

    private static T Kept<T>(Dictionary<string, T> words, string text, T meaning)
    {
        if (words.Count >= Most) words.Clear();
        words[text] = meaning;
        return meaning;
    }
}
