namespace ServiceBot.Domain.Signals.Language;

/// <summary>Completes what the complaint of a visit leaves open from its works, and the other way round.</summary>
internal static class VisitPlacing
{
    /// <summary>Fills in sides and systems.</summary>
    public static void Place(FaultPicture picture)
    {
        PlaceRepairs(picture);
        PlaceNames(picture);
        PlaceSymptoms(picture);
    }

    // "Стук справа", "замена шаровой": the ball joint was the right one.
    private static void PlaceRepairs(FaultPicture picture)
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
                if (named.Term.Kind == TermKind.Part && named.Term.Touches(part.Term)) complained |= named.Sides;
            }

            picture.Parts[i] = part with { Sides = part.Sides.FilledFrom(complained) };
        }
    }

    // "Колодки тонкие", "замена задних колодок": those were the rear ones.
    private static void PlaceNames(FaultPicture picture)
    {
        for (var i = 0; i < picture.Parts.Count; i++)
        {
            var part = picture.Parts[i];
            if (part.Repaired || part.Term.Kind != TermKind.Part) continue;
            var mended = picture.Parts.FindAll(other => other.Repaired && other.Term.IsOneWith(part.Term));
            if (mended.Count == 0 || mended.Exists(static other => other.Sides == Sides.None)) continue;
            var places = mended.Aggregate(Sides.None, static (sides, other) => sides | other.Sides);
            picture.Parts[i] = part with { Sides = part.Sides.FilledFrom(places) };
        }
    }

    // "Гул", "замена подшипника ступицы": the hum was that of the wheels. "Люфт", "шкворень левый": it was at the left.
    private static void PlaceSymptoms(FaultPicture picture)
    {
        for (var i = 0; i < picture.Symptoms.Count; i++)
        {
            var symptom = picture.Symptoms[i];
            var mended = picture.Parts.FindAll(part => part.Repaired && part.Term is { Kind: TermKind.Part, Vague: false }
                && part.Term.Linked.Contains(symptom.Term) && (symptom.Systems == 0 || (part.Term.Systems & symptom.Systems) != 0));
            if (mended.Count == 0) continue;
            // Who says "стук спереди" may be right about the other side, whatever was mended.
            if (symptom.Sides == Sides.None && !mended.Exists(static part => part.Sides == Sides.None))
                symptom = symptom with { Sides = mended.Aggregate(Sides.None, static (sides, part) => sides | part.Sides) };
            if (!symptom.Placed && symptom.Systems != 0)
                symptom = symptom with { Systems = symptom.Systems & mended.Aggregate(0UL, static (systems, part) => systems | part.Term.Systems) };
            picture.Symptoms[i] = symptom;
        }
    }
}
