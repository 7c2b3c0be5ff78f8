using System.Globalization;

namespace ServiceBot.Domain.Signals.Language;

/// <summary>What a question of a survey asks for, and so what a bare answer to it means.</summary>
internal sealed class SurveyQuestion
{
    private const double PoorShare = 0.4;

    private readonly SurveyWords asked;
    private readonly SurveyClaim? affirmed;

    private SurveyQuestion(SurveyWords asked)
    {
        this.asked = asked;
        affirmed = AsksForReturn ? SurveyClaim.RepeatedSameDefect : SurveyJudgement.Of(asked).Claim ?? (AsksForComplaint ? SurveyClaim.PoorRepair : null);
    }

    private bool OfService => asked.Says(Cue.StrongService) || (asked.Says(Cue.Service) && !OfRepair);

    private bool OfRepair => asked.Says(Cue.WorkNoun) || asked.Says(Cue.Cure) || asked.Says(Cue.Work) || asked.Says(Cue.Fault) || asked.Says(Cue.Symptom)
        || asked.Says(Cue.Quality) || asked.Says(Cue.Vehicle);

    private bool AsksForReturn => !asked.Says(Cue.Unreal) && !asked.Says(Cue.FirstTime) && !asked.Says(Cue.HowMany)
        && ((asked.Says(Cue.Visit) || asked.Says(Cue.VisitNoun) || asked.Says(Cue.Return)) && (asked.Says(Cue.Again) || asked.Says(Cue.Count) || asked.Says(Cue.NeedAgain) || asked.Says(Cue.Earlier) || asked.Says(Cue.Same)
            || (asked.Says(Cue.Return) && asked.Says(Cue.Fault)))
        || asked.Says(Cue.Recur) || (asked.Says(Cue.Fault) && (asked.Says(Cue.Again) || asked.Says(Cue.Return))));

    // "Сколько раз обращались?", not "обслуживались"
    private bool AsksOfTurning => asked.Count <= 4 && Enumerable.Range(0, asked.Count).Any(i => asked.At(i).StartsWith("обращ", StringComparison.Ordinal));

    private bool AsksForComplaint => (asked.Says(Cue.Bad) || asked.Says(Cue.Remain)) && OfRepair && !OfService && !asked.Says(Cue.Dislike);

    /// <summary>Reads a question.</summary>
    public static SurveyQuestion Of(SurveyWords asked) => new(asked);

    /// <summary>The claim that an answer without a claim of its own makes of it, or null.</summary>
    public SurveyClaim? Makes(SurveyWords given)
    {
        if (asked.Says(Cue.Unreal)) return null;
        if (asked.Says(Cue.HowMany) && (asked.Says(Cue.Fault) || asked.Says(Cue.Cure) || asked.Says(Cue.Symptom) || AsksOfTurning))
            return given.Says(Cue.Cardinal) || given.Says(Cue.Several) || given.Says(Cue.Count) || given.Says(Cue.Ordinal) ? SurveyClaim.RepeatedSameDefect : null;
        if (Marks(given) is { } mark) return mark <= PoorShare && OfRepair && !OfService && asked.Says(Cue.Rate) ? SurveyClaim.PoorRepair : null;
        // "Устранена ли неисправность?" - "сначала да, потом вернулась"
        // "Устранена ли неисправность?" - "со второго раза да"
        if (given.IsShort && asked.Affirms(Cue.Cure) && given.Affirms(Cue.NotFirst)) return SurveyClaim.RepeatedSameDefect;
        if (given.IsShort && asked.Affirms(Cue.Cure) && asked.Says(Cue.Fault) && given.Affirms(Cue.Return)) return SurveyClaim.RepeatedSameDefect;
        // "Устранена ли неисправность?" - "на время"
        if (given.IsShort && (asked.Affirms(Cue.Cure) || asked.Affirms(Cue.Gone)) && IsForAWhile(given)) return SurveyClaim.RepeatedSameDefect;
        // "Были ли повторные обращения?" - "два"
        if (AsksForReturn && given.IsShort && !given.Says(Cue.No) && (given.Says(Cue.Cardinal) || given.Says(Cue.Several) || given.Says(Cue.Count))) return SurveyClaim.RepeatedSameDefect;
        // "Возникала ли неисправность снова?" - "на следующий день"
        if (AsksForReturn && given.IsShort && (given.Affirms(Cue.After) || given.Affirms(Cue.Homeward)) && !given.Says(Cue.No)) return SurveyClaim.RepeatedSameDefect;
        return Verdict(given) switch
        {
            true => affirmed,
            false => Denied(),
            null => Told(given),
        };
    }

    /// <summary>Whether an answer says that the fault is gone: "Устранена ли неисправность?" - "Да".</summary>
    public bool IsCured(SurveyWords given) => (asked.Affirms(Cue.Cure) || asked.Affirms(Cue.Gone)) && given.IsShort && Verdict(given) == true && Makes(given) is null;

    private static bool IsForAWhile(SurveyWords given)
    {
        for (var i = 0; i < given.Count; i++)
        {
            if (given.At(i) is "временно" or "ненадолго" or "недолго") return true;
            if (given.At(i) is "на" && given.At(i + 1) is "время" or "неделю" or "неделе" or "день" or "месяц" or "пару" or "два" or "три" or "чуть") return true;
        }

        return false;
    }

    // Yes, no, or neither.
    private static bool? Verdict(SurveyWords given)
    {
        if (given.Is(0, Cue.No) || (given.IsShort && given.Says(Cue.Partly))) return false;
        if (given.Is(0, Cue.Yes)) return true;
        if (!given.IsShort) return null;
        for (var i = 1; i < given.Count; i++)
        {
            if (given.At(i) is "нет" or "увы") return false;
            if (given.At(i) is "да") return true;
        }

        return null;
    }

    // "Устранена ли неисправность?" - "нет".
    private SurveyClaim? Denied()
    {
        if (affirmed is not null || AsksForComplaint) return null;
        if (asked.Says(Cue.FirstTime) && asked.Says(Cue.Visit) && (asked.Says(Cue.Fault) || asked.Says(Cue.Symptom))) return SurveyClaim.RepeatedSameDefect;
        if (asked.Says(Cue.FirstTime)) return (asked.Says(Cue.Cure) || asked.Says(Cue.Work) || asked.Says(Cue.WorkNoun)) ? SurveyClaim.RepeatedSameDefect : null;
        if (asked.Says(Cue.Dislike) || OfService) return null;
        var good = asked.Affirms(Cue.Cure) || asked.Affirms(Cue.Gone) || asked.Affirms(Cue.Fixed) || asked.Affirms(Cue.Works)
            || ((asked.Affirms(Cue.Praise) || asked.Affirms(Cue.Quality)) && OfRepair);
        return good ? SurveyClaim.PoorRepair : null;
    }

    // "Что не понравилось?" - "ремонт"; "Оцените качество ремонта" - "плохо".
    private SurveyClaim? Told(SurveyWords given)
    {
        if (!given.IsShort || given.Says(Cue.Service)) return null;
        if (asked.Says(Cue.Dislike) && (given.Says(Cue.WorkNoun) || given.Says(Cue.Quality)) && !given.Says(Cue.Praise)) return SurveyClaim.PoorRepair;
        // "Что вас не устроило?" - "как собрали"
        if (asked.Says(Cue.Dislike) && given.At(0) is "как" or "то" && (given.Affirms(Cue.Work) || given.Affirms(Cue.Cure)) && !given.Says(Cue.Praise)) return SurveyClaim.PoorRepair;
        return given.Affirms(Cue.Bad) && OfRepair && !OfService ? SurveyClaim.PoorRepair : null;
    }

    // The mark as a share of the scale, or null: "2", "2 из 5", "3/10".
    private double? Marks(SurveyWords given)
    {
        if (!given.IsShort || !double.TryParse(given.At(0), NumberStyles.None, CultureInfo.InvariantCulture, out var mark)) return null;
        return mark / (asked.Says(Cue.Scale) || given.Says(Cue.Scale) || given.At(1) == "10" || mark > 5 ? 10 : 5);
    }
}
