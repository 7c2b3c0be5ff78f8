using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Statistics;

namespace ServiceBot.Domain.Tests.Statistics;

/// <summary>The figures of a digest against a recount that walks the facts one by one and knows nothing of the case.</summary>
public sealed class DigestRecountTests
{
    private static readonly StationCalendar Calendar = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Vladivostok"));
    private static readonly ReportingWeek First = ReportingWeek.Of(new DateOnly(2026, 12, 14));

    [Fact]
    public void The_figures_equal_a_recount_of_the_facts_over_random_histories()
    {
        var seen = new Figures();
        for (var seed = 0; seed < 600; seed++)
        {
            var random = new Random(seed);
            var cases = RandomHistories.Make(random, First.Start(Calendar), weeks: 4);
            for (var week = First; week.CompareTo(First.Next.Next.Next.Next) < 0; week = week.Next)
            {
                // The last digest is drawn in the middle of its week in every third world.
                var now = seed % 3 == 0 && week == First.Next.Next.Next
                    ? week.Start(Calendar).AddHours(random.Next(1, 167))
                    : First.Next.Next.Next.Next.Next.End(Calendar);
                var digest = DigestContent.From(new DigestInput { Week = week, Calendar = Calendar, Now = now, Cases = cases });
                var recount = Figures.Of(cases, week.Start(Calendar), week.End(Calendar), now);

                Assert.Equal((seed, week, recount), (seed, week, Figures.Of(digest)));
                Assert.Equal(
                    Figures.Of(cases, week.Previous.Start(Calendar), week.Start(Calendar), now).Confirmed, digest.RateBefore.Count);
                seen = seen.Plus(recount);
            }
        }

        // The worlds hold something of everything, else the comparison would say nothing.
        Assert.DoesNotContain(0, seen.All);
    }

    [Fact]
    public void What_happens_after_a_week_never_changes_its_figures()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var cases = RandomHistories.Make(new Random(seed), First.Start(Calendar), weeks: 4);
            var end = First.Next.End(Calendar);
            var known = cases.Select(x => new CaseHistory([.. x.Facts.TakeWhile(f => f.At < end)])).Where(x => x.Facts.Count > 0);
            DigestContent Draw(IEnumerable<CaseHistory> all, DateTimeOffset now) => DigestContent.From(new DigestInput
            {
                Week = First.Next, Calendar = Calendar, Now = now, Cases = [.. all],
            });

            var (then, later) = (Draw(known, end), Draw(cases, end.AddDays(90)));

            Assert.Equal(Figures.Of(then), Figures.Of(later));
            Assert.Equal(Shown(then), Shown(later));
        }
    }

    private static IEnumerable<string> Shown(DigestContent digest) =>
        digest.Waiting.SelectMany(x => x.Cases.Select(c => $"{x.For} {x.Member} {c}"));

    private sealed record Figures(
        int Suspected = 0, int Confirmed = 0, int Rejected = 0, int Undecided = 0, int Withdrawn = 0, int Reopened = 0, int Open = 0,
        int Overdue = 0, int Causes = 0, int Responsible = 0)
    {
        public IEnumerable<int> All =>
            [Suspected, Confirmed, Rejected, Undecided, Withdrawn, Reopened, Open, Overdue, Causes, Responsible];

        public static Figures Of(DigestContent x) => new(
            x.Suspected, x.Confirmed, x.Rejected, x.Undecided, x.Withdrawn, x.Reopened, x.Open, x.Overdue, x.Causes.Sum(c => c.Count),
            x.Responsible.Sum(c => c.Count));

        public static Figures Of(IEnumerable<CaseHistory> cases, DateTimeOffset start, DateTimeOffset end, DateTimeOffset now)
        {
            if (now < end) end = now;
            var sum = new Figures();
            foreach (var history in cases)
            {
                DateTimeOffset? opened = null, repeat = null, notRepeat = null, lapsed = null, withdrawn = null, reopened = null;
                DateTimeOffset? deadline = null, cause = null, responsible = null;
                var merged = false;
                foreach (var fact in history.Facts.Where(x => x.At < end))
                {
                    switch (fact)
                    {
                        case CaseOpened: opened = fact.At; break;
                        case VotingOpened x: (deadline, lapsed) = (x.Deadline, null); break;
                        case CaseMerged: merged = true; break;
                        case CaseWithdrawn: withdrawn = fact.At; break;
                        case VotingLapsed: lapsed = fact.At; break;
                        // A reminder, or the question to the director, takes the vote up again.
                        case MissingReminded or DirectorAsked: lapsed = null; break;
                        case VerdictDeclared { Verdict: Verdict.Repeat }: repeat = fact.At; break;
                        case VerdictDeclared: notRepeat = fact.At; break;
                        case CaseReopened:
                            reopened = fact.At;
                            (repeat, notRepeat, withdrawn, lapsed) = (null, null, null, null);
                            (cause, responsible) = (null, null);
                            break;
                        case CauseNamed: cause = fact.At; break;
                        case CauseTakenBack: (cause, responsible) = (null, null); break;
                        case ResponsibleNamed: responsible = fact.At; break;
                    }
                }

                if (merged || opened is null) continue;
                int In(DateTimeOffset? at) => at >= start ? 1 : 0;
                var open = repeat is null && notRepeat is null && withdrawn is null ? 1 : 0;
                sum = sum.Plus(new Figures(
                    In(opened), In(repeat), In(notRepeat), open * In(lapsed), In(withdrawn), In(reopened), open,
                    deadline <= end ? open : 0, In(cause), In(responsible)));
            }

            return sum;
        }

        public Figures Plus(Figures x) => new(
            Suspected + x.Suspected, Confirmed + x.Confirmed, Rejected + x.Rejected, Undecided + x.Undecided, Withdrawn + x.Withdrawn,
            Reopened + x.Reopened, Open + x.Open, Overdue + x.Overdue, Causes + x.Causes, Responsible + x.Responsible);
    }
}
