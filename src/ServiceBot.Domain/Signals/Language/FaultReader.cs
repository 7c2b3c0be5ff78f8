using System.Numerics;

namespace ServiceBot.Domain.Signals.Language;

/// <summary>Reads the texts of one visit into a <see cref="FaultPicture"/>.</summary>
internal sealed class FaultReader(FaultVocabulary vocabulary)
{
    private readonly Term repair = vocabulary.Speech["repair"];
    private readonly Term inspect = vocabulary.Speech["inspect"];
    private readonly Term idle = vocabulary.Speech["idle"];
    private readonly Term access = vocabulary.Speech["access"];
    private readonly Term history = vocabulary.Speech["history"];
    private readonly Term again = vocabulary.Speech["again"];
    private readonly Term same = vocabulary.Speech["same"];
    private readonly Term trouble = vocabulary.Speech["trouble"];
    private readonly Term gone = vocabulary.Speech["gone"];

    /// <summary>What the visit says.</summary>
    public FaultPicture Read(FaultText text)
    {
        var picture = new FaultPicture();
        ReadComplaint(text.Complaint, picture);
        foreach (var work in text.Works) ReadWork(work, picture);
        foreach (var part in text.Parts) AddParts(Sentence.Of(vocabulary, part), picture, repaired: true);
        foreach (var area in text.Areas) AddParts(Sentence.Of(vocabulary, area), picture, repaired: false);
        PlaceRepairsByComplaint(picture);
        return picture;
    }

    // "Стук справа", "замена шаровой": the ball joint was the right one.
    private static void PlaceRepairsByComplaint(FaultPicture picture)
    {
        for (var i = 0; i < picture.Parts.Count; i++)
        {
            var part = picture.Parts[i];
            if (!part.Repaired || part.Term.Kind != TermKind.Part) continue;
            var complained = Sides.None;
            foreach (var symptom in picture.Symptoms)
            {
                if (part.Term.Linked.Contains(symptom.Term) && (symptom.Systems & part.Term.Systems) != 0) complained |= symptom.Sides;
            }

            foreach (var named in picture.Parts)
            {
                if (!named.Repaired && named.Term.Kind == TermKind.Part && named.Term.Touches(part.Term)) complained |= named.Sides;
            }

            picture.Parts[i] = part with { Sides = part.Sides.FilledFrom(complained) };
        }
    }

    private void ReadComplaint(string? text, FaultPicture picture)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        var sentence = Sentence.Of(vocabulary, text);
        sentence.DropWhatIsDenied(gone, again);
        var parts = AddParts(sentence, picture, repaired: false, history);
        AddSymptoms(sentence, parts, picture);
        AddStrangers(sentence, picture.Strangers);
        if (SaysSame(sentence, text) is { } words) picture.SaysSame = words;
    }

    private void ReadWork(string text, FaultPicture picture)
    {
        var sentence = Sentence.Of(vocabulary, text);
        if (sentence.Says(idle) && !sentence.Says(repair)) return;
        // Taken out and put back to reach something else: done to the part, no repair of the unit.
        var reached = sentence.Says(access);
        var mended = sentence.SaysApart(repair, access);
        var done = mended || reached || !sentence.Says(inspect);
        var parts = AddParts(sentence, picture, done, unitsRepaired: done && (mended || !reached));
        AddSymptoms(sentence, parts, picture);
        if (done) AddStrangers(sentence, picture.RepairedStrangers);
    }

    private List<(Hit<Term> Hit, NamedPart Part)> AddParts(
        Sentence sentence, FaultPicture picture, bool repaired, Term? past = null, bool? unitsRepaired = null)
    {
        var found = new List<(Hit<Term>, NamedPart)>();
        foreach (var hit in sentence.Hits)
        {
            if (hit.Entry.Kind is not (TermKind.Part or TermKind.System)) continue;
            var part = new NamedPart(
                hit.Entry, sentence.SidesOf(hit), hit.Entry.Kind == TermKind.System ? unitsRepaired ?? repaired : repaired, past is not null && sentence.Follows(past, hit), sentence.IsEnglish(hit));
            found.Add((hit, part));
            picture.Parts.Add(part);
        }

        return found;
    }

    private static void AddSymptoms(Sentence sentence, List<(Hit<Term> Hit, NamedPart Part)> parts, FaultPicture picture)
    {
        foreach (var hit in sentence.Hits)
        {
            if (hit.Entry.Kind != TermKind.Symptom) continue;
            picture.Symptoms.Add(Placed(sentence, hit, parts));
        }
    }

    private static NamedSymptom Placed(Sentence sentence, Hit<Term> hit, List<(Hit<Term> Hit, NamedPart Part)> parts)
    {
        var symptom = hit.Entry;
        var sides = sentence.SidesOf(hit);
        var english = sentence.IsEnglish(hit);
        var (fluid, saysFluid) = sentence.FluidOf(hit);
        var of = sentence.SubjectsOf(hit, parts);
        foreach (var part in of) sides = sides.FilledFrom(part.Sides);
        // "не греет печка": a part inside the symptom's own words does not narrow where it comes from.
        of.RemoveAll(part => parts.Exists(named => named.Part == part && Sentence.Covers(hit, named.Hit)));
        if (of.Count > 0)
        {
            var said = of.Aggregate(0UL, (mask, part) => mask | Reach(symptom, part.Term));
            return new(symptom, said, true, of, fluid, saysFluid, sides, english);
        }

        var systems = symptom.Systems;
        if (fluid is not null) systems = Narrowed(systems, fluid.Systems);
        var hints = sentence.HintsBy(hit);
        if (hints != 0) systems = Narrowed(systems, hints);
        else if (fluid is null && (sides & (Sides.Front | Sides.Rear | Sides.Left | Sides.Right)) != 0)
            systems = (systems & sentence.Running) != 0 ? systems & sentence.Running : systems;
        return new(symptom, systems, false, of, fluid, saysFluid, sides, english);
    }

    // "двигатель троит" is no more than "троит": several systems named together leave open which.
    private static ulong Reach(Term symptom, Term subject) =>
        subject.Kind == TermKind.System && BitOperations.PopCount(subject.Systems) > 1 ? Narrowed(subject.Systems, symptom.Systems) : subject.Systems;

    private static ulong Narrowed(ulong systems, ulong by) =>
        systems == 0 ? by : BitOperations.PopCount(systems & by) == 0 ? systems : systems & by;

    private static void AddStrangers(Sentence sentence, SortedDictionary<string, string> to)
    {
        foreach (var (key, word) in sentence.Strangers()) to.TryAdd(key, word);
    }

    // "с той же неисправностью", "повторно", "опять то же самое": the customer compares for us.
    private string? SaysSame(Sentence sentence, string text)
    {
        if (!sentence.Says(same) || !(sentence.Says(trouble) || sentence.Says(again))) return null;
        var hits = sentence.All.Where(h => h.Entry == same || h.Entry == trouble).ToList();
        var first = sentence.Words[hits.Min(h => h.First)];
        var last = sentence.Words[hits.Max(h => h.Last)];
        return text[first.Start..(last.Start + last.Length)];
    }
}
