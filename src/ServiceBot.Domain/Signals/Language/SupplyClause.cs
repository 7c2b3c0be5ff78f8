namespace ServiceBot.Domain.Signals.Language;

/// <summary>What one clause says of the supply of parts.</summary>
/// <param name="Number">The number of the clause.</param>
/// <param name="Words">The words of the whole text.</param>
/// <param name="Hits">The cues of the whole text.</param>
/// <param name="Parts">The places at which parts of a vehicle are named.</param>
/// <param name="Lists">The cues by name.</param>
internal sealed record SupplyClause(
    int Number, List<Word> Words, List<Hit<Term>> Hits, int[] Parts, IReadOnlyDictionary<string, Term> Lists)
{
    /// <summary>Whether a part is awaited.</summary>
    public bool Awaits
    {
        get
        {
            if (Has("until")) return true;
            if (Has("once") && !Has("fit") && NamesPart) return true;
            if (!NamesPart || Has("needless") || Has("past")) return false;
            if (Has("arrived")) return Denied("arrived") || Has("wrong");
            if (Has("ordered") || SaysOf("others", before: "wait")) return false;
            if (Has("wait") && !Denied("wait")) return SaysPart || Has("supply") || PartBehind("wait");
            if (Has("order") && !Denied("order") && !IsWorkOrder) return TextSaysPart || (PartHere && !Has("fit"));
            return Has("outofstock") || (Has("lack") && SaysPart && !Has("stocked"));
        }
    }

    /// <summary>Whether the part has come, or earlier work goes on.</summary>
    public bool GoesOn
    {
        get
        {
            if (Has("wait") || Has("needless") || Has("wrong") || Has("towed")) return false;
            if (Has("continued") && !Denied("continued")) return true;
            if (Has("ordered")) return Has("fit") || SentenceHas("fit");
            if (!NamesPart) return false;
            if (Has("once") && Has("fit")) return true;
            return Has("arrived") && !Denied("arrived") && !Has("until") && !Has("once") && !Has("others");
        }
    }

    private bool SaysPart => Has("part");

    private bool TextSaysPart => Hits.Exists(hit => hit.Entry == Lists["part"]);

    private bool PartHere => Array.Exists(Parts, place => Words[place].Clause == Number);

    private bool NamesPart => TextSaysPart || Array.Exists(Parts, place => Words[place].Sentence == SentenceNumber);

    private int SentenceNumber => Words.Find(word => word.Clause == Number).Sentence;

    // "Заказ-наряд 123" orders nothing.
    private bool IsWorkOrder => Hits.TrueForAll(hit => hit.Entry != Lists["order"] || Words[hit.First].Clause != Number
        || (hit.Last + 1 < Words.Count && Words[hit.Last + 1].Text.StartsWith("наряд", StringComparison.Ordinal)));

    private bool Has(string list) => Hits.Exists(hit => hit.Entry == Lists[list] && Words[hit.First].Clause == Number);

    private bool SentenceHas(string list) => Hits.Exists(hit => hit.Entry == Lists[list] && Words[hit.First].Sentence == SentenceNumber);

    // "ждём турбину": the part stands right behind.
    private bool PartBehind(string list) => Hits.Exists(hit => hit.Entry == Lists[list] && Words[hit.First].Clause == Number
        && Array.Exists(Parts, place => place > hit.Last && place - hit.Last <= 2 && Words[place].Clause == Number));

    // "клиент ожидает": who waits is no part.
    private bool SaysOf(string list, string before) => !SaysPart && Hits.Exists(hit => hit.Entry == Lists[before] && Words[hit.First].Clause == Number
        && Hits.Exists(other => other.Entry == Lists[list] && Words[other.First].Clause == Number));

    private bool Denied(string list) => Hits.Exists(hit =>
    {
        if (hit.Entry != Lists[list] || Words[hit.First].Clause != Number) return false;
        for (var i = hit.First - 1; i >= Math.Max(0, hit.First - 2) && Words[i].Clause == Number; i--)
        {
            if (Words[i].Text is "не" or "без" or "еще" or "not" or "yet" or "no") return true;
        }

        return false;
    });
}
