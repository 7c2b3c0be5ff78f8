using ServiceBot.Domain.Signals.Language;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals;

/// <summary>What a survey response says of the repair.</summary>
/// <param name="Claim">The claim, or null when there is none.</param>
/// <param name="Terms">The exact words it was drawn from, in the order they were written, without doubles.</param>
public sealed record SurveyReading(SurveyClaim? Claim, IReadOnlyList<string> Terms);

/// <summary>
/// Reads the answers and the comment of a survey. Knows inflection, typing errors, negation, wishes and fears, the work
/// of other workshops, and that a complaint of the price or the waiting is none of the repair.
/// </summary>
public static class SurveyText
{
    private static readonly Lazy<SurveyReader> Shared = new(() => new SurveyReader());

    /// <summary>Reads a survey response.</summary>
    /// <param name="answers">Questions and chosen answers; may be empty.</param>
    /// <param name="comment">The customer's free text, or null.</param>
    /// <param name="negativeAnswers">
    /// Answers that are a claim by setting, whatever else is said; case, ё and spaces do not matter. An answer that
    /// contains one is a claim too.
    /// </param>
    /// <returns>The claim; several visits with the same defect win over poor repair where both are said.</returns>
    public static SurveyReading Read(
        IReadOnlyList<SurveyAnswer> answers, string? comment, IReadOnlyCollection<string> negativeAnswers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(negativeAnswers);
        var reader = Shared.Value;
        var findings = new List<SurveyFinding>();
        foreach (var answer in answers)
        {
            if (NamedBySetting(answer.Answer, negativeAnswers)) findings.Add(reader.Named(answer.Answer));
            else findings.Add(reader.Answer(answer.Question, answer.Answer));
        }

        findings.Add(reader.Free(comment, answers.Any(x => reader.SaysCured(x.Question, x.Answer))));
        var strongest = findings.Max(static finding => finding.Claim);
        return strongest is null
            ? new(null, [])
            : new(strongest, [.. findings.Where(static f => f.Claim is not null).SelectMany(static f => f.Terms).Distinct()]);
    }

    private static bool NamedBySetting(string answer, IReadOnlyCollection<string> options)
    {
        var given = $" {Squeezed(answer)} ";
        foreach (var option in options)
        {
            var wanted = Squeezed(option);
            if (wanted.Length == 0) continue;
            var at = given.IndexOf($" {wanted} ", StringComparison.Ordinal);
            if (at >= 0 && !given.AsSpan(0, at + 1).EndsWith(" не ") && !given.AsSpan(0, at + 1).EndsWith(" not ")) return true;
        }

        return false;
    }

    private static string Squeezed(string text) =>
        string.Join(' ', FaultVocabulary.Default.Words.Read(text).Select(static word => word.Text));
}
