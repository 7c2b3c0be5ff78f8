using ServiceBot.Domain.Signals.Language;

namespace ServiceBot.Domain.Signals;

/// <summary>
/// Reads whether a visit ended waiting for a part, or came about because the part is there: such a visit continues
/// the earlier one and repeats nothing.
/// </summary>
public static class PartAwaited
{
    private static readonly Lazy<(PhraseBook<Term> Book, IReadOnlyDictionary<string, Term> Lists)> Shared = new(Load);

    /// <summary>Whether the text says that a part is waited for or ordered: "ожидание з/ч", "заказана запчасть".</summary>
    /// <param name="text">A complaint, the text of a work or a remark; may be empty.</param>
    /// <returns>False also where nothing is said of parts.</returns>
    public static bool SaysPartIsAwaited(string? text)
    {
        foreach (var clause in Clauses(text))
        {
            if (clause.Has("deadline") && !clause.Has("fit") && clause.TextHas("part")) return true;
            if (clause.Has("deadline") && clause.Says("до", "until")) return true;
            if (!clause.TextHas("part") || clause.Has("needless")) continue;
            if (clause.Has("arrived") && clause.Denied("arrived")) return true;
            if (clause.Has("arrived") || clause.Has("ordered")) continue;
            if (clause.Has("wait") && !clause.Denied("wait")) return true;
            if (clause.Has("order") && !clause.Denied("order")) return true;
            if (clause.Has("lack") && clause.Has("part")) return true;
        }

        return false;
    }

    /// <summary>
    /// Whether the text says that the awaited part has come, or that earlier work goes on: "пришла запчасть",
    /// "установка заказанной детали", "продолжение работ".
    /// </summary>
    /// <param name="text">A complaint, the text of a work or a remark; may be empty.</param>
    /// <returns>False also where nothing is said of parts.</returns>
    public static bool SaysPartHasArrived(string? text)
    {
        foreach (var clause in Clauses(text))
        {
            if (clause.Has("continued") && !clause.Denied("continued") && !clause.Has("wait")) return true;
            if (clause.Has("ordered") && clause.Has("fit") && !clause.Has("wait")) return true;
            if (!clause.TextHas("part")) continue;
            if (clause.Has("arrived") && !clause.Denied("arrived") && !clause.Has("deadline") && !clause.Has("lack")) return true;
            if (clause.Has("deadline") && clause.Has("fit") && !clause.Says("до", "until")) return true;
        }

        return false;
    }

    private static IEnumerable<Clause> Clauses(string? text)
    {
        var words = FaultVocabulary.Default.Words.Read(text);
        if (words.Count == 0) return [];
        var (book, lists) = Shared.Value;
        var hits = book.Find(words);
        return words.Select(w => w.Clause).Distinct().Select(number => new Clause(number, words, hits, lists));
    }

    private static (PhraseBook<Term>, IReadOnlyDictionary<string, Term>) Load()
    {
        var reading = new VocabularyReading();
        var lists = reading.Speech(FaultVocabulary.Lines("part-awaited"));
        return (reading.Close(), lists);
    }

    private sealed record Clause(int Number, List<Word> Words, List<Hit<Term>> Hits, IReadOnlyDictionary<string, Term> Lists)
    {
        public bool Has(string list) => Hits.Exists(hit => hit.Entry == Lists[list] && Words[hit.First].Clause == Number);

        public bool TextHas(string list) => Hits.Exists(hit => hit.Entry == Lists[list]);

        public bool Says(string russian, string english) =>
            Words.Exists(word => word.Clause == Number && (word.Text == russian || word.Text == english));

        public bool Denied(string list) => Hits.Exists(hit =>
            hit.Entry == Lists[list] && Words[hit.First].Clause == Number
            && Enumerable.Range(Math.Max(0, hit.First - 2), Math.Min(2, hit.First))
                .Any(i => Words[i].Clause == Number && Words[i].Text is "не" or "без" or "еще" or "not" or "yet" or "no"));
    }
}
