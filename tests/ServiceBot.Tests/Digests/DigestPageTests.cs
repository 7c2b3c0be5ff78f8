using System.Globalization;
using System.Text.RegularExpressions;
using ServiceBot.Digests;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Statistics;
using ServiceBot.Tests.Approved;

namespace ServiceBot.Tests.Digests;

public sealed class DigestPageTests
{
    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public void A_week_with_something_of_everything_reads_as_approved(string language) =>
        ApprovedText.Check($"digest.{language}.txt", Drawn.Text(language, Drawn.Full));

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public void A_quiet_week_reads_as_approved(string language) =>
        ApprovedText.Check($"digest-quiet.{language}.txt", Drawn.Text(language, Drawn.Quiet with { Rate = new Proportion(0, 80) }, late: true));

    [Theory]
    [InlineData("ru", "Подтверждено: 3", "Отклонено: 2", "Под подозрением: 5", "Открыто: 4", "Просрочено: 2", "Не решено в срок: 1")]
    [InlineData("en", "Confirmed: 3", "Rejected: 2", "Suspected: 5", "Open: 4", "Overdue: 2", "Undecided: 1")]
    public void Each_figure_stands_once_on_a_line_of_its_own(string language, params string[] figures)
    {
        var lines = Drawn.Page(language).Write(Drawn.Station(), Drawn.Full, late: false).Lines;

        Assert.All(figures, x => Assert.Single(lines, x));
    }

    [Theory]
    [InlineData("2026-W47", "Сводка за неделю 47 (16–22 ноября 2026) · СТО Северный")]
    [InlineData("2026-W49", "Сводка за неделю 49 (30 ноября – 6 декабря 2026) · СТО Северный")]
    [InlineData("2026-W53", "Сводка за неделю 53 (28 декабря 2026 – 3 января 2027) · СТО Северный")]
    [InlineData("2027-W01", "Сводка за неделю 1 (4–10 января 2027) · СТО Северный")]
    public void The_title_names_week_days_and_station(string text, string title)
    {
        Assert.True(ReportingWeek.TryParse(text, out var week));

        Assert.Equal(title, Drawn.Page("ru").Write(Drawn.Station(), Drawn.Quiet with { Week = week }, false).Title);
    }

    [Fact]
    public void A_digest_does_not_begin_like_a_card()
    {
        Assert.DoesNotMatch(@"^\W*Случай", Drawn.Text("ru", Drawn.Full));
        Assert.DoesNotMatch(@"^\W*Case", Drawn.Text("en", Drawn.Full));
    }

    [Fact]
    public void A_running_week_says_as_of_when_by_the_stations_clock()
    {
        var running = Drawn.Quiet with { IsRunning = true, AsOf = new DateTimeOffset(2026, 11, 18, 7, 5, 0, TimeSpan.Zero) };

        Assert.Contains("⏳ Неделя ещё идёт: цифры на 18 ноября, 10:05.", Drawn.Text("ru", running));
        Assert.Contains("⏳ The week is still running: figures as of 18 November, 10:05.", Drawn.Text("en", running));
        Assert.DoesNotContain("Неделя без подтверждённых", Drawn.Text("ru", running));
    }

    [Fact]
    public void A_week_with_repeats_is_not_praised_for_having_none()
    {
        Assert.DoesNotContain("Спасибо всем", Drawn.Text("ru", Drawn.Full));
        Assert.Contains("Спасибо всем", Drawn.Text("ru", Drawn.Full with { Confirmed = 0 }));
    }

    [Theory]
    [InlineData(0, 0, 0, 0, "не закрыт ни один")]
    [InlineData(3, 2, 0, 50, "решений за неделю больше")]
    [InlineData(2, 80, 3, 80, "разница может быть случайной")]
    [InlineData(20, 80, 2, 80, "больше, чем неделей раньше, и вряд ли случайно")]
    [InlineData(2, 80, 20, 80, "меньше, чем неделей раньше, и вряд ли случайно")]
    [InlineData(2, 80, 0, 0, "не из чего считать")]
    public void The_rate_is_put_in_words_that_the_numbers_bear(int count, int of, int before, int ofBefore, string words)
    {
        var digest = Drawn.Full with { Rate = new Proportion(count, of), RateBefore = new Proportion(before, ofBefore) };

        Assert.Contains(words, Drawn.Text("ru", digest));
    }

    [Fact]
    public void Names_of_those_responsible_are_there_only_if_they_were_drawn()
    {
        var named = Drawn.Full with { Responsible = [new(ResponsibleKind.Mechanic, "Болтов Б. Б.", 2)] };

        Assert.Contains("• механик Болтов Б. Б.: 2", Drawn.Text("ru", named));
        Assert.Contains("• механик: 1", Drawn.Text("ru", Drawn.Full));
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public void Everything_a_digest_can_hold_has_its_words(string language)
    {
        var digest = Drawn.Full with
        {
            Responsible = [.. Enum.GetValues<ResponsibleKind>().Select(x => new ResponsibleCount(x, null, 1))],
            Waiting = [.. Enum.GetValues<Awaited>().Select(x => new Waiting(x, "А. А.", [new(1, false, 2)]))],
            Signals = [.. Enum.GetValues<RuleName>().Select(x => new SignalCount(x, 1, 0))],
            Returns = [.. Enum.GetValues<FaultGrade>().Select(x => new GradeCount(x, 1))],
        };

        // A missing word is an exception; a hole that nothing filled would show its braces.
        foreach (var cause in Enum.GetValues<Cause>())
            Assert.DoesNotMatch(@"[{}]", Drawn.Text(language, digest with { Causes = [new(cause, 1)] }));
    }

    [Fact]
    public void Whatever_the_week_held_it_fits_into_one_message_and_keeps_its_figures()
    {
        var cut = 0;
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var digest = Huge(random);
            var message = Drawn.Page(seed % 2 == 0 ? "ru" : "en").Write(Drawn.Station(Long(random, 90)), digest, late: true);
            var text = DigestPage.Text(message);

            Assert.InRange(text.Length, 100, DigestPage.Capacity);
            Assert.Single(message.Lines, (seed % 2 == 0 ? "Подтверждено: " : "Confirmed: ") + digest.Confirmed);
            if (Regex.IsMatch(text, @"и ещё \d|and \d+ more")) cut++;
        }

        Assert.InRange(cut, 50, 150);
    }

    [Fact]
    public void A_long_list_says_how_many_more_there_are()
    {
        var digest = Drawn.Quiet with { OrdersWithoutBooking = [.. Enumerable.Range(1, 30).Select(x => $"ЗН-{x}")] };

        Assert.Contains("Заказ-наряды без записи: 30 (ЗН-1, ", Drawn.Text("ru", digest));
        Assert.Contains("ЗН-12, и ещё 18)", Drawn.Text("ru", digest));
    }

    private static DigestContent Huge(Random random) => Drawn.Full with
    {
        Confirmed = random.Next(1, 1000),
        Waiting =
        [
            .. Enumerable.Range(0, random.Next(0, 60)).Select(_ => new Waiting(
                Awaited.Vote, Long(random, 60),
                [.. Enumerable.Range(1, random.Next(1, 200)).Select(n => new WaitingCase(n, n % 2 == 0, n))])),
        ],
        Responsible =
        [
            .. Enumerable.Range(0, random.Next(0, 60)).Select(_ => new ResponsibleCount(ResponsibleKind.Mechanic, Long(random, 60), 1)),
        ],
        LoweredFlags = [.. Enumerable.Range(0, random.Next(0, 90)).Select(_ => new RecordMark(RecordKind.Booking, Long(random, 100)))],
        OrdersWithoutBooking = [.. Enumerable.Range(0, random.Next(0, 400)).Select(_ => Long(random, 100))],
    };

    private static string Long(Random random, int most) => new('Щ', random.Next(1, most));
}
