namespace ServiceBot.Domain.Signals.Language;

/// <summary>
/// Tells which parts and symptoms of a text its left and right, front and rear belong to: an adjective to the nearest part
/// ("правой шаровой и левого наконечника"), an adverb to all of its clause.
/// </summary>
internal sealed class SidePlacing
{
    private readonly List<Word> words;
    private readonly List<Hit<Term>> hits;
    private readonly Dictionary<int, Sides> sides = [];

    private SidePlacing(List<Word> words, List<Hit<Term>> all, List<Hit<Term>> hits)
    {
        this.words = words;
        this.hits = hits;
        var positions = all.FindAll(static hit => hit.Entry.Kind == TermKind.Position);
        foreach (var position in positions.OrderBy(IsAdverb)) Place(position, positions);
    }

    /// <summary>The sides said of each phrase, by the index of its first word; what has none is left out.</summary>
    /// <param name="words">The words of the text.</param>
    /// <param name="all">All its phrases.</param>
    /// <param name="hits">Those of them to which a side can belong.</param>
    public static Dictionary<int, Sides> Of(List<Word> words, List<Hit<Term>> all, List<Hit<Term>> hits) =>
        new SidePlacing(words, all, hits).sides;

    private void Place(Hit<Term> position, List<Hit<Term>> positions)
    {
        var clause = hits.FindAll(hit => hit.Entry.Kind != TermKind.Fluid && Clause(hit) == Clause(position));
        if (clause.Count == 0) clause = Neighbouring(position);
        if (clause.Count == 0) return;
        var parts = clause.FindAll(static hit => hit.Entry.Kind != TermKind.Symptom);
        var targets = IsAdverb(position) ? clause : [NearestTo(position, parts.Count > 0 ? parts : clause, positions)];
        foreach (var target in targets)
        {
            var own = sides.GetValueOrDefault(target.First);
            sides[target.First] = IsAdverb(position) ? own.FilledFrom(position.Entry.Side) : own | position.Entry.Side;
        }
    }

    private bool IsAdverb(Hit<Term> position) => words[position.First].Text is "слева" or "справа" or "спереди" or "сзади"
        or "сверху" or "снизу" or "снаружи" or "с" or "со" or "впереди" or "позади" or "вверху" or "внизу";

    private List<Hit<Term>> Neighbouring(Hit<Term> position)
    {
        foreach (var step in (ReadOnlySpan<int>)[-1, 1])
        {
            var found = hits.FindAll(hit => hit.Entry.Kind != TermKind.Fluid && Clause(hit) == Clause(position) + step
                && words[hit.First].Sentence == words[position.First].Sentence);
            if (found.Count > 0) return found;
        }

        return [];
    }

    private static Hit<Term> NearestTo(Hit<Term> position, List<Hit<Term>> clause, List<Hit<Term>> positions)
    {
        // Where the clause begins with the part, its sides follow it; where with a side, they go before.
        var sidesFollow = clause.Min(hit => hit.First) < positions.Min(hit => hit.First);
        var best = clause[0];
        var nearest = int.MaxValue;
        foreach (var hit in clause)
        {
            var between = 0;
            foreach (var other in positions)
            {
                if (other.First > Math.Min(position.First, hit.First) && other.First < Math.Max(position.First, hit.First)) between++;
            }

            var distance = 2 * (Sentence.Distance(position, hit) - between);
            if (hit.First > position.First == sidesFollow) distance++;
            if (distance >= nearest) continue;
            nearest = distance;
            best = hit;
        }

        return best;
    }

    private int Clause(Hit<Term> hit) => words[hit.First].Clause;
}
