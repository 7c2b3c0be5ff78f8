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
    private readonly Term piece = vocabulary.Speech["piece"];

    // Made when it is first needed; two threads that make it at once lose nothing but what one of them remembered.
    private TextMemo<FaultPicture>? works;
    private TextMemo<FaultPicture>? pieces;
    private TextMemo<FaultPicture>? areas;

    /// <summary>What the visit says.</summary>
    public FaultPicture Read(FaultText text)
    {
        var picture = new FaultPicture();
        ReadComplaint(text.Complaint, picture);
        foreach (var work in text.Works)
        {
            if (!string.IsNullOrWhiteSpace(work)) picture.Add((works ??= new TextMemo<FaultPicture>(ReadWork)).Of(work));
        }

        foreach (var part in text.Parts) picture.Add((pieces ??= new TextMemo<FaultPicture>(part => ReadName(part, repaired: true))).Of(part));
        foreach (var area in text.Areas) picture.Add((areas ??= new TextMemo<FaultPicture>(area => ReadName(area, repaired: false))).Of(area));
        VisitPlacing.Place(picture);
        return picture;
    }

    private void ReadComplaint(string? text, FaultPicture picture)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        var sentence = Topic.Of(vocabulary, text, piece, [repair, inspect, access]);
        sentence.DropWhatIsDenied(gone, again);
        var parts = AddParts(sentence, picture, repaired: false, history);
        AddSymptoms(sentence, parts, picture);
        AddStrangers(sentence, picture.Strangers);
        AddCodes(picture);
        foreach (var (key, word) in Wording.Contents(sentence)) picture.Echo.TryAdd(key, word);
        foreach (var (key, word) in Wording.Nouns(sentence, piece, bare: true)) picture.Bare.TryAdd(key, word);
        foreach (var (key, _) in Wording.Nouns(sentence, piece, bare: false)) picture.Nouns.Add(key);
        picture.SaysAgain = sentence.Says(again);
        if (SaysSame(sentence, text) is { } words) picture.SaysSame = words;
    }

    private FaultPicture ReadName(string text, bool repaired)
    {
        var picture = new FaultPicture();
        AddParts(Sentence.Of(vocabulary, text), picture, repaired);
        return picture;
    }

    // What one job says by itself.
    private FaultPicture ReadWork(string text)
    {
        var picture = new FaultPicture();
        var sentence = Topic.Of(vocabulary, text, piece, [repair, inspect, access]);
        if (sentence.Says(idle) && !sentence.Says(repair)) return picture;
        var done = sentence.SaysApart(repair, access) || sentence.Says(access) || !sentence.Says(inspect);
        var parts = AddParts(sentence, picture, done, isWork: true);
        AddSymptoms(sentence, parts, picture);
        if (done) AddStrangers(sentence, picture.RepairedStrangers);
        foreach (var (key, _) in Wording.Nouns(sentence, piece, bare: false)) picture.Nouns.Add(key);
        return picture;
    }

    private List<(Hit<Term> Hit, NamedPart Part)> AddParts(
        Sentence sentence, FaultPicture picture, bool repaired, Term? past = null, bool isWork = false)
    {
        var found = new List<(Hit<Term>, NamedPart)>();
        foreach (var hit in sentence.Hits)
        {
            if (hit.Entry.Kind is not (TermKind.Part or TermKind.System)) continue;
            // Taken out and put back to reach something else: done to the part, no repair of the unit.
            var reached = isWork && hit.Entry.Kind == TermKind.System && sentence.IsReached(hit, access, repair);
            var part = new NamedPart(
                hit.Entry, sentence.SidesOf(hit), repaired && !reached, past is not null && sentence.Follows(past, hit), sentence.IsEnglish(hit), sentence.MentionOf(hit))
            {
                Piece = sentence.PieceOf(hit, piece),
            };
            found.Add((hit, part));
        }

        ShareSides(sentence, found, isWork);
        for (var i = found.Count - 1; i > 0; i--) GiveToPiece(sentence, found, i);
        if (isWork) MendPiecesOnly(sentence, found);
        foreach (var (_, part) in found) picture.Parts.Add(part);
        return found;
    }

    // "КПП: сальник вторичного вала" mends no more of the gearbox than the seal.
    private void MendPiecesOnly(Sentence sentence, List<(Hit<Term> Hit, NamedPart Part)> found)
    {
        for (var i = 0; i < found.Count; i++)
        {
            var (hit, whole) = found[i];
            if (whole.Term.Kind == TermKind.System && !sentence.SaysBeside(repair, hit) && found.Exists(other => other.Part.Term is { Kind: TermKind.Part, Vague: false }
                && (other.Part.Term.Systems & whole.Term.Systems) != 0)) found[i] = (hit, whole with { Repaired = false });
        }
    }

    // "лампа ближнего света правой фары": both names are of the one headlight at the right. "Шиномонтаж, балансировка
    // передних колёс": one job, and both at the front. "Горит ABS, обрыв датчика переднего правого": that of the ABS.
    private static void ShareSides(Sentence sentence, List<(Hit<Term> Hit, NamedPart Part)> found, bool isWork)
    {
        for (var i = 0; i < found.Count; i++)
        {
            var (hit, part) = found[i];
            if (part.Sides != Sides.None) continue;
            var others = found.FindAll(other => sentence.IsNear(other.Hit, hit)
                && (other.Part.Term == part.Term
                    || (isWork && part.Term.Vague && (part.Term.Systems & other.Part.Term.Systems) != 0)
                    || (!isWork && part.Term is { Kind: TermKind.Part, Vague: false } && other.Part.Term is { Kind: TermKind.Part, Vague: true })));
            foreach (var other in others) part = part with { Sides = part.Sides | other.Part.Sides };
            found[i] = (hit, part);
        }
    }

    // "Замена сальника КПП" mends the seal and not the gearbox; "ручка задней двери" is a handle at the rear.
    private void GiveToPiece(Sentence sentence, List<(Hit<Term> Hit, NamedPart Part)> found, int at)
    {
        var (owner, whole) = found[at];
        var (hit, piece) = found[at - 1];
        if (piece.Term.Kind != TermKind.Part || !sentence.Owns(owner, hit)) return;
        // "гофра воздуховода печки": the bare word would have been a piece of the exhaust.
        if (whole.Piece is not null && !(whole.Term.Kind == TermKind.System && vocabulary.ArePlaces(whole.Term.Systems)) && hit.Places.Length == 1 && (piece.Term.Systems & whole.Term.Systems) == 0 && !piece.Term.Touches(whole.Term))
        {
            found.RemoveAt(at - 1);
            return;
        }

        if (whole.Term.Kind == TermKind.System)
        {
            if (piece.Term.Vague || (piece.Term.Systems & whole.Term.Systems) == 0) return;
            found[at] = (owner, whole with { Repaired = false });
        }
        else if (!piece.Term.Vague || piece.Term.Linked.Contains(whole.Term))
        {
            found[at - 1] = (hit, piece with { Sides = piece.Sides.FilledFrom(whole.Sides) });
            if (piece.Term.Vague) return;
            if (piece.Term.Linked.Contains(whole.Term)) found.RemoveAt(at);
            // "пневмоподушка заднего моста": the axle was not mended.
            else if (whole.Piece is null && (piece.Term.Systems & whole.Term.Systems) == 0) found[at] = (owner, whole with { Repaired = false });
        }
    }

    private void AddSymptoms(Sentence sentence, List<(Hit<Term> Hit, NamedPart Part)> parts, FaultPicture picture)
    {
        foreach (var hit in sentence.Hits)
        {
            if (hit.Entry.Kind != TermKind.Symptom) continue;
            picture.Symptoms.Add(Placed(sentence, hit, parts));
        }

        PlacePartsBySymptoms(picture);
    }

    // "стук справа, шаровая": the ball joint behind the comma is the right one.
    private static void PlacePartsBySymptoms(FaultPicture picture)
    {
        for (var i = 0; i < picture.Parts.Count; i++)
        {
            var part = picture.Parts[i];
            if (part.Sides != Sides.None || part.Term.Kind != TermKind.Part) continue;
            var said = Sides.None;
            foreach (var symptom in picture.Symptoms)
            {
                if (symptom.Of.Contains(part)) said |= symptom.Sides;
            }

            if (said != Sides.None) picture.Parts[i] = part with { Sides = said };
        }
    }

    private NamedSymptom Placed(Sentence sentence, Hit<Term> hit, List<(Hit<Term> Hit, NamedPart Part)> parts)
    {
        var symptom = hit.Entry;
        var sides = sentence.SidesOf(hit);
        var english = sentence.IsEnglish(hit);
        var (fluid, saysFluid) = sentence.FluidOf(hit);
        var of = sentence.SubjectsOf(hit, parts);
        // "вибрирует кузов", "прицеп держит", "на стекло не брызгает": where it is felt is not where it arises.
        of.RemoveAll(part => symptom.Systems != 0 && (symptom.Systems & part.Term.Systems) == 0
            && (part.Term.Kind == TermKind.System ? vocabulary.ArePlaces(part.Term.Systems) : part.Mention == Mention.Place));
        foreach (var part in of) sides = sides.FilledFrom(part.Sides);
        // "не греет печка": a part inside the symptom's own words does not narrow where it comes from.
        var own = parts.FindAll(named => Sentence.Covers(hit, named.Hit)).ConvertAll(static named => named.Part);
        of.RemoveAll(own.Contains);
        if (of.Count > 0)
        {
            var said = of.Aggregate(0UL, (mask, part) => mask | Reach(symptom, part.Term));
            return new(symptom, said, true, of, own, fluid, saysFluid, sides, english);
        }

        var systems = symptom.Systems;
        if (fluid is not null) systems = Narrowed(systems, fluid.Systems);
        var hints = fluid is null ? sentence.HintsBy(hit) : 0;
        if (hints != 0) systems = Narrowed(systems, hints);
        else if (fluid is null && (sides & (Sides.Front | Sides.Rear | Sides.Left | Sides.Right)) != 0)
            systems = (systems & sentence.Running) != 0 ? systems & sentence.Running : systems;
        return new(symptom, systems, false, of, own, fluid, saysFluid, sides, english);
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

    // "P0340" alone is a lamp that lights.
    private void AddCodes(FaultPicture picture)
    {
        if (picture.Symptoms.Exists(symptom => symptom.Term == vocabulary.EngineLight)) return;
        if (picture.Strangers.Keys.Any(static key => FaultCode.Of(key) is ['P', ..]))
            picture.Symptoms.Add(new(vocabulary.EngineLight, vocabulary.EngineLight.Systems, false, [], [], null, false, Sides.None, false));
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
