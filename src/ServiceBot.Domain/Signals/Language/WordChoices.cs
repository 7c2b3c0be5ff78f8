namespace ServiceBot.Domain.Signals.Language;

/// <summary>
/// Words that stand for one another, listed once under a name: a phrase "не $shift $gear" is said in all their
/// combinations.
/// </summary>
internal sealed class WordChoices
{
    private readonly Dictionary<string, string> lists = [];

    /// <summary>Adds a list.</summary>
    /// <param name="name">Without its sign.</param>
    /// <param name="words">The words, "|" between.</param>
    public void Add(string name, string words) => lists[name] = words.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>The phrase with the lists in place of their names.</summary>
    /// <exception cref="FaultLineException">There is no such list.</exception>
    public string WrittenOut(string phrase, string line) => !phrase.Contains('$', StringComparison.Ordinal) ? phrase
        : string.Join(' ', phrase.Split(' ').Select(word => word is not ['$', .. var name] ? word
            : lists.GetValueOrDefault(name) ?? throw new FaultLineException(FaultLineTrouble.Form, line, word)));
}
