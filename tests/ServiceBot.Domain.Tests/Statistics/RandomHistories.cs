using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Statistics;

namespace ServiceBot.Domain.Tests.Statistics;

/// <summary>Lives of cases as they can happen, at random: opened, voted on, decided, reopened, merged, withdrawn.</summary>
internal static class RandomHistories
{
    public static IReadOnlyList<CaseHistory> Make(Random random, DateTimeOffset from, int weeks) =>
        [.. Enumerable.Range(1, random.Next(0, 25)).Select(n => Live(random, n, from.AddHours(random.Next(0, weeks * 168))))];

    private static CaseHistory Live(Random random, int number, DateTimeOffset opened)
    {
        var history = new History(number, opened);
        var (decided, withdrawn, cause, responsible) = ((Verdict?)null, false, false, false);
        for (var steps = random.Next(0, 14); steps > 0; steps--)
        {
            // Short and long waits, and now and then two facts at the same instant.
            history.After(random.Next(3) switch { 0 => 0, 1 => random.Next(1, 8), _ => random.Next(8, 120) });
            if (withdrawn || (decided is not null && random.Next(6) == 0))
            {
                history.Reopen();
                (decided, withdrawn, cause, responsible) = (null, false, false, false);
            }
            else if (decided is null)
            {
                switch (random.Next(9))
                {
                    case 0: history.Merge(number + 1); return history;
                    case 1: history.Withdraw(); withdrawn = true; break;
                    case 2: history.Lapse(); break;
                    case 3: history.Remind(); break;
                    case 4: history.AskDirector(); break;
                    case 5: history.LowerFlag(); break;
                    case 6: history.Cast(History.Commission[random.Next(4)], (VoteChoice)random.Next(1, 4)); break;
                    default:
                        decided = random.Next(2) == 0 ? Verdict.Repeat : Verdict.NotRepeat;
                        history.Decide(decided.Value);
                        break;
                }
            }
            else if (decided == Verdict.Repeat)
            {
                switch (random.Next(4))
                {
                    case 0 when !cause: history.Name((Cause)random.Next(1, 11)); cause = true; break;
                    case 0: history.TakeCauseBack(); (cause, responsible) = (false, false); break;
                    case 1 when cause && !responsible: history.Name((ResponsibleKind)random.Next(1, 6), "Болтов Б. Б."); responsible = true; break;
                    case 2: history.Call((CallOutcome)random.Next(1, 4)); break;
                    case 3 when cause && responsible: history.Call(CallOutcome.Satisfied).Close(); return history;
                }
            }
        }

        return history;
    }
}
