using ServiceBot.Domain.Signals.Language;

namespace ServiceBot.Domain.Signals;

/// <summary>
/// Reads whether a visit ended waiting for a part, or came about because the part is there: such a visit continues
/// the earlier one and repeats nothing.
/// </summary>
public static class PartAwaited
{
    private static readonly TextMemo<(bool Awaits, bool GoesOn)> Known = new(Read);

    private static readonly Lazy<(PhraseBook<Term> Book, IReadOnlyDictionary<string, Term> Lists)> Shared = new(Load);

    /// <summary>Whether the text says that a part is waited for or ordered: "ожидание з/ч", "заказана запчасть".</summary>
    /// <param name="text">A complaint, the text of a work or a remark; may be empty.</param>
    /// <returns>False also where nothing is said of parts.</returns>
    public static bool SaysPartIsAwaited(string? text) => !string.IsNullOrWhiteSpace(text) && Known.Of(text).Awaits;

    /// <summary>
    /// Whether the text says that the awaited part has come, or that earlier work goes on: "пришла запчасть",
    /// "установка заказанной детали", "продолжение работ".
    /// </summary>
    /// <param name="text">A complaint, the text of a work or a remark; may be empty.</param>
    /// <returns>False also where nothing is said of parts.</returns>
    public static bool SaysPartHasArrived(string? text) => !string.IsNullOrWhiteSpace(text) && Known.Of(text).GoesOn;

    private static (bool Awaits, bool GoesOn) Read(string text)
    {
        var clauses = Supply(text).ToList();
        return (clauses.Exists(static clause => clause.Awaits), clauses.Exists(static clause => clause.GoesOn));
    }

    private static IEnumerable<SupplyClause> Supply(string? text)
    {
        var words = FaultVocabulary.Default.Read(text);
        if (words.Count == 0) return [];
        var (book, lists) = Shared.Value;
        var parts = FaultVocabulary.Default.Book.Find(words).Where(static hit => hit.Entry.Kind == TermKind.Part).Select(static hit => hit.First).ToArray();
        var hits = book.Find(words);
        return words.Select(static word => word.Clause).Distinct().Select(number => new SupplyClause(number, words, hits, parts, lists));
    }

    private static (PhraseBook<Term>, IReadOnlyDictionary<string, Term>) Load()
    {
        var reading = new VocabularyReading();
        var lists = reading.Speech(FaultVocabulary.Lines("part-awaited"));
        return (reading.Close(), lists);
    }
}
