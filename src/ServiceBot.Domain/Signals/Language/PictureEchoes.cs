namespace ServiceBot.Domain.Signals.Language;

/// <content>Likeness by words that the dictionary does not know, or that need no dictionary.</content>
internal sealed partial class PictureComparison
{
    // Words the dictionary does not know still are words: two visits for one "гидромолот" are about one thing, where
    // one of them says that it was repaired or is out of order.
    private void CompareStrangers()
    {
        if (grade == FaultGrade.SameFault || later.Strangers.Count == 0 || (later.Parts.Count > 0 && earlier.Parts.Count > 0)) return;
        var common = later.Strangers.Where(pair => earlier.Strangers.ContainsKey(pair.Key) || earlier.RepairedStrangers.ContainsKey(pair.Key)).ToList();
        if (common.Count == 0 || 2 * common.Count < later.Strangers.Count) return;
        if (later.Symptoms.Count == 0 && !common.Exists(static pair => FaultCode.Of(pair.Key) is not null) && !common.Exists(pair => earlier.RepairedStrangers.ContainsKey(pair.Key))) return;
        Found(FaultGrade.SameFault, SimilarityReason.SamePart, [.. common.Select(static pair => pair.Value)]);
    }

    // "замена цилиндра подъёма", then "цилиндр опять в масле": which one needs no saying.
    private void CompareBareNouns()
    {
        if (grade == FaultGrade.SameFault || later.Bare.Count == 0) return;
        if (later.Parts.Exists(static part => part.Term is { Kind: TermKind.Part, Vague: false })) return;
        var systems = SystemsOf(earlier);
        if (later.Symptoms.Count > 0 && !later.Symptoms.Exists(symptom => symptom.Systems == 0 || (symptom.Systems & systems) != 0)) return;
        var common = later.Bare.Where(pair => earlier.Nouns.Contains(pair.Key)).Select(static pair => pair.Value).ToArray();
        if (common.Length > 0) Found(FaultGrade.SameFault, SimilarityReason.SamePart, common);
    }

    // "тормозной путь большой", then "путь длинный": what the dictionary does not understand can still be the same words.
    private void CompareEchoes()
    {
        if (grade != FaultGrade.Unrelated || later.Speaks) return;
        var common = later.Echo.Where(pair => earlier.Echo.ContainsKey(pair.Key)).Select(static pair => pair.Value).ToArray();
        if (common.Length > 1 || (common.Length == 1 && later.SaysAgain)) Found(FaultGrade.SameFault, SimilarityReason.CustomerSaysSame, common);
    }
}
