using System.Numerics;

namespace ServiceBot.Domain.Signals.Language;

/// <summary>Compares what two visits say. The strongest finding gives the grade; findings of one grade share their terms.</summary>
internal sealed partial class PictureComparison(FaultVocabulary vocabulary, FaultPicture earlier, FaultPicture later)
{
    private const int Few = 4;

    private readonly SortedSet<string> terms = new(StringComparer.Ordinal);
    private FaultGrade grade = FaultGrade.Unrelated;
    private SimilarityReason reason = SimilarityReason.NothingInCommon;

    /// <summary>The outcome.</summary>
    public FaultComparison Grade()
    {
        CompareParts();
        CompareSymptoms();
        CompareCauses();
        CompareStrangers();
        CompareBareNouns();
        CompareEchoes();
        if (grade == FaultGrade.Unrelated) CompareSystems();
        if (grade == FaultGrade.Unrelated && later.SaysSame is { } words && !later.Speaks && earlier.Speaks)
            Found(FaultGrade.SameFault, SimilarityReason.CustomerSaysSame, words);
        if (grade == FaultGrade.Unrelated && !(earlier.Speaks && later.Speaks)) reason = SimilarityReason.NothingToCompare;
        return new(grade, reason, [.. terms]);
    }

    private void CompareParts()
    {
        foreach (var now in later.Parts)
        {
            if (now.Term.Kind != TermKind.Part || !IsAbout(now)) continue;
            if (now.Term.Vague)
            {
                CompareGeneralWord(now);
                continue;
            }

            foreach (var then in earlier.Parts)
            {
                if (then.Term.Kind != TermKind.Part) continue;
                if (then.Term.Group != now.Term.Group)
                {
                    // "Датчик скорости тахографа", then "тахограф опять пишет…": the whole is named for its piece.
                    var isWhole = then.Repaired && later is { SaysAgain: true, Symptoms.Count: 0 } && then.Term.Linked.Contains(now.Term);
                    if (isWhole || IsNamedInGeneral(then.Term, now.Term)) Found(FaultGrade.SameFault, SimilarityReason.SamePart, Name(now), Name(then));
                    continue;
                }

                if (then.Sides.Exclude(now.Sides))
                    Found(FaultGrade.SameArea, SimilarityReason.OtherSide, Name(now), Name(then));
                else if (!then.Term.IsOneWith(now.Term) || !then.IsSamePieceAs(now) || IsNarrowed(earlier, then.Term, now.Term) || IsNarrowed(later, now.Term, then.Term))
                    Found(FaultGrade.SameArea, SimilarityReason.SameSystem, Name(now), Name(then));
                else
                    Found(FaultGrade.SameFault, SimilarityReason.SamePart, Name(now), Name(then));
            }
        }
    }

    // "Замена пневмоподушки", then "левая подушка лопнула": the short word means what was mended, where nothing else is named.
    private void CompareGeneralWord(NamedPart now)
    {
        if (!later.Parts.TrueForAll(static part => part.Term is { Kind: TermKind.Part, Vague: true })) return;
        foreach (var then in earlier.Parts)
        {
            if (!then.Repaired || !(now.Term == then.Term ? earlier.Parts.Count == 1 : then.Term is { Kind: TermKind.Part, Vague: false } && now.Term.Linked.Contains(then.Term))) continue;
            if (later.Symptoms.Count > 0 && !later.Symptoms.Exists(symptom => symptom.Systems == 0 || (symptom.Systems & then.Term.Systems) != 0)) continue;
            if (then.Sides.Exclude(now.Sides)) Found(FaultGrade.SameArea, SimilarityReason.OtherSide, Name(now), Name(then));
            else Found(FaultGrade.SameFault, SimilarityReason.SamePart, Name(now), Name(then));
        }
    }

    // "Замена подшипника", then "подшипник ступицы опять шумит": where nothing else is known, the general word excludes none.
    private bool IsNamedInGeneral(Term general, Term now) => general is { Kind: TermKind.Part, Vague: true }
        && earlier.Symptoms.Count == 0 && earlier.Parts.TrueForAll(static part => part.Term is { Kind: TermKind.Part, Vague: true })
        && now.Russian.Contains(general.Russian, StringComparison.Ordinal);

    // "не работает отопитель", "замена резистора": that heater was the resistor, and its valve is another piece.
    private static bool IsNarrowed(FaultPicture picture, Term whole, Term piece) =>
        whole.LeadsGroup && !piece.LeadsGroup
        && picture.Parts.Exists(part => part.Repaired && part.Term.Group == whole.Group && !part.Term.LeadsGroup)
        && !picture.Parts.Exists(part => part.Term.Group == whole.Group && (part.Term == piece || (part.Repaired && part.Term.LeadsGroup)));

    // A part the return only remembers ("после замены стартера …") counts when what is complained of can be its doing.
    // The tank of "датчик показывает полный бак" is not what is complained of.
    private bool IsAbout(NamedPart part) => !later.Symptoms.Exists(symptom => symptom.Own.Contains(part) && symptom.Parts.Any()) && (!part.Past
        || later.Symptoms.Count == 0
        || later.Symptoms.Exists(symptom => symptom.Systems == 0 || (symptom.Systems & part.Term.Systems) != 0));

    private void CompareSymptoms()
    {
        foreach (var now in later.Symptoms)
        {
            foreach (var then in earlier.Symptoms)
            {
                var equal = now.Term == then.Term;
                if (!equal && !now.Term.Linked.Contains(then.Term)) continue;
                if (now.Fluid is not null && then.Fluid is not null && now.Fluid != then.Fluid && !(equal && now.SaysFluid && then.SaysFluid)) continue;
                if (!Meet(now, then, equal)) continue;
                var names = SubjectNames(now, then);
                if (now.Sides.Exclude(then.Sides)) Found(FaultGrade.SameArea, SimilarityReason.OtherSide, names);
                else if (DifferentParts(now, then) || DifferentCodes()) Found(FaultGrade.SameArea, SimilarityReason.SameSystem, names);
                else Found(FaultGrade.SameFault, SimilarityReason.SameSymptom, names);
            }
        }
    }

    private bool Meet(NamedSymptom now, NamedSymptom then, bool equal)
    {
        if (now.Term.Systems == 0 || then.Term.Systems == 0)
            return now.Placed && then.Placed && (now.Systems & then.Systems) != 0 && !now.Parts.Any() && !then.Parts.Any();
        var common = now.Systems & then.Systems;
        return common != 0 && (equal || now.Placed || then.Placed || vocabulary.Width(common) <= Few);
    }

    // "Уходит антифриз", the tank was replaced, "помпа течёт": what was mended is what the first complaint was about.
    private bool DifferentParts(NamedSymptom now, NamedSymptom then)
    {
        // "Травит тормозная камера", then "падает давление", and a valve was replaced: the chamber it was not.
        if (!now.Parts.Any())
        {
            var mended = MendedFor(later, now.Term).ToList();
            return then.Parts.Any() && mended.Count > 0 && !mended.Exists(part => then.Parts.Any(named => named.Term.Touches(part.Term)));
        }

        var before = then.Parts.Any() ? then.Parts : MendedFor(earlier, then.Term);
        return before.Any() && !Touch(before);
        bool Touch(IEnumerable<NamedPart> parts) => now.Parts.Any(a => parts.Any(b => a.Term.Touches(b.Term)));
    }

    private static IEnumerable<NamedPart> MendedFor(FaultPicture visit, Term symptom) => visit.Parts.Where(part => part.Repaired
        && part.Term is { Kind: TermKind.Part, Vague: false } && part.Term.Linked.Contains(symptom));

    // Two "check engine" with different codes are two faults.
    private bool DifferentCodes()
    {
        static bool IsCode(string key) => FaultCode.Of(key) is not null;
        return later.Strangers.Keys.Any(IsCode) && earlier.Strangers.Keys.Any(IsCode)
            && !later.Strangers.Keys.Any(key => IsCode(key) && earlier.Strangers.ContainsKey(key));
    }

    private string[] SubjectNames(NamedSymptom now, NamedSymptom then) =>
        [Name(now.Term, now.English), Name(then.Term, then.English), .. now.Of.Concat(then.Of).Select(Name)];

    private void CompareCauses()
    {
        foreach (var symptom in later.Symptoms) CompareCauses(symptom, later, earlier.Parts);
        if (later.Symptoms.Count > 0 || later.Parts.Exists(static part => !part.Repaired)) return;
        // The return was not complained about in words: its works may show what caused the earlier symptom.
        foreach (var symptom in earlier.Symptoms) CompareCauses(symptom, earlier, later.Parts);
    }

    private void CompareCauses(NamedSymptom symptom, FaultPicture said, List<NamedPart> repaired)
    {
        foreach (var part in repaired)
        {
            if (!part.Repaired || !Causes(part.Term, symptom) || IsExplained(symptom, said, part.Term) || IsBlamedOnOther(symptom, said, part.Term)) continue;
            if (symptom.Sides.Exclude(part.Sides))
                Found(FaultGrade.SameArea, SimilarityReason.OtherSide, Name(symptom.Term, symptom.English), Name(part));
            else if ((symptom.Term == vocabulary.EngineLight && DifferentCodes()) || IsOtherCulprit(symptom, said, part.Term))
                Found(FaultGrade.SameArea, SimilarityReason.SameSystem, Name(symptom.Term, symptom.English), Name(part));
            else
                Found(FaultGrade.SameFault, SimilarityReason.PartCausesSymptom, Name(symptom.Term, symptom.English), Name(part));
        }
    }

    private bool Causes(Term part, NamedSymptom symptom)
    {
        var reach = symptom.Placed && !symptom.Parts.Any() ? symptom.Systems | vocabulary.Near(symptom.Systems) : symptom.Systems;
        var count = vocabulary.Width(symptom.Systems);
        if (part.Kind == TermKind.System)
            // The transfer case is no piece of the gearbox that was mended.
            return !(symptom.Parts.Any() && symptom.Parts.All(named => (named.Term.Systems & ~part.Systems) != 0))
                && (reach & part.Systems) != 0 && count > 0 && (symptom.Placed || count <= Few);
        if (!part.Linked.Contains(symptom.Term) && !(vocabulary.Width(symptom.Term.Systems) > 2 * Few && part.Linked.Overlaps(symptom.Term.Linked))) return false;
        if (count == 0 || (!symptom.Placed && symptom.Term.Vague && count > 2 * Few)) return false;
        if (part.Vague && symptom.Parts.Any() && KnownOwners(part) is { Count: > 0 } owners
            && !symptom.Parts.Any(named => owners.Contains(named.Term))) return false;
        if (symptom.Fluid is { } fluid && (fluid.Systems & part.Systems) == 0) return false;
        if (symptom.Parts.Any() && !symptom.Parts.Any(named => named.Term.Touches(part))) return false;
        return (reach & part.Systems) != 0 || symptom.Parts.Any(named => named.Term.Touches(part));
    }

    // "лопнул нижний шланг, тосол под машиной" after the radiator was mended: the text itself says what broke.
    private static bool IsBlamedOnOther(NamedSymptom symptom, FaultPicture said, Term part)
    {
        if (symptom.Parts.Any()) return false;
        var culprits = said.Culprits.Where(culprit => (culprit.Term.Systems & symptom.Systems) != 0 && culprit.Term.Linked.Contains(symptom.Term)).ToList();
        return culprits.Count > 0 && !culprits.Exists(culprit => culprit.Term.Touches(part));
    }

    // The cylinder was mended, "кузов не поднимается", and now the pump: what was at fault this time is another part.
    private static bool IsOtherCulprit(NamedSymptom symptom, FaultPicture said, Term part)
    {
        var mended = MendedFor(said, symptom.Term).ToList();
        return mended.Count > 0 && !mended.Exists(own => own.Term.Touches(part));
    }

    // "стартер не крутит, клинит бендикс": whoever says that names another part that does it, and the generator that was
    // repaired could do so only in a roundabout way.
    private static bool IsExplained(NamedSymptom symptom, FaultPicture said, Term part) =>
        part.Kind == TermKind.Part && !part.Linked.Contains(symptom.Term)
        && said.Parts.Exists(named => named.Term is { Kind: TermKind.Part, Vague: false } && !named.Past
            && named.Term.Linked.Contains(symptom.Term) && !named.Term.IsOneWith(part) && !symptom.Own.Any(own => ReferenceEquals(own, named)));

    // "замена лампы" at a visit for the headlight was no repair of the fog light.
    private List<Term> KnownOwners(Term part) =>
        [.. earlier.Parts.Where(named => !named.Term.Vague && named.Term.Kind == TermKind.Part && part.Linked.Contains(named.Term)).Select(named => named.Term)];

    private void CompareSystems()
    {
        var common = (SystemsOf(earlier) & SystemsOf(later)) | Within(later, earlier) | Within(earlier, later);
        if (common == 0)
        {
            // "замена шкворня", then "рулевая тяга болтается": the next system, of which a foreman says "there too".
            var beside = vocabulary.Beside(SystemsOf(earlier, placed: true)) & SystemsOf(later, placed: true);
            if (beside == 0) return;
            common = beside | (vocabulary.Beside(beside) & SystemsOf(earlier, placed: true));
        }

        foreach (var system in vocabulary.NamesOf(common)) Found(FaultGrade.SameArea, SimilarityReason.SameSystem, system);
        foreach (var picture in (ReadOnlySpan<FaultPicture>)[earlier, later])
        {
            foreach (var part in picture.Parts)
            {
                if (part.Term is { Kind: TermKind.Part, Vague: false } && !part.Past && (part.Term.Systems & common) != 0)
                    Found(FaultGrade.SameArea, SimilarityReason.SameSystem, Name(part));
            }
        }
    }

    // "диагностика двигателя", "не тянет": most of what the symptom could come from was looked at.
    private ulong Within(FaultPicture symptoms, FaultPicture systems)
    {
        var named = 0UL;
        foreach (var part in systems.Parts)
        {
            if (part.Term.Kind == TermKind.System && !part.Past) named |= part.Term.Systems;
        }

        var found = 0UL;
        foreach (var symptom in symptoms.Symptoms)
        {
            var inside = symptom.Systems & named;
            if (!symptom.Term.Vague && 2 * vocabulary.Width(inside) > vocabulary.Width(symptom.Systems)) found |= inside;
        }

        return found;
    }

    private ulong SystemsOf(FaultPicture picture, bool placed = false)
    {
        var systems = 0UL;
        foreach (var part in picture.Parts)
        {
            // "двигатель не тянет": where a symptom is said of several systems together, the symptom tells which.
            var placesOnly = part.Term.Kind == TermKind.System && BitOperations.PopCount(part.Term.Systems) > 1
                && picture.Symptoms.Exists(symptom => symptom.Of.Contains(part));
            if (!part.Term.Vague && !part.Past && !placesOnly) systems |= part.Term.Systems;
        }

        foreach (var symptom in picture.Symptoms)
        {
            if (symptom.Placed || vocabulary.Width(symptom.Systems) <= (!placed ? Few : symptom.Term.Leaks ? 0 : 2)) systems |= symptom.Systems;
        }

        return systems;
    }

    private void Found(FaultGrade found, SimilarityReason why, params ReadOnlySpan<string> words)
    {
        if (found < grade) return;
        if (found > grade)
        {
            grade = found;
            reason = why;
            terms.Clear();
        }

        foreach (var word in words) terms.Add(word);
    }

    private static string Name(NamedPart part) => Name(part.Term, part.English);

    private static string Name(Term term, bool english) => english ? term.English : term.Russian;
}
