using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Faults.Weeks;

/// <summary>Writes the stories of a week: vehicles that come back in each way the rules know, and many that do not.</summary>
internal sealed class WeekWriter(WeekScript script, Random random)
{
    // Flag on a booking, return, survey, all three, flag of a vehicle that nobody knows: of sixteen cases so many each.
    private const string Ways = "FRSOAFRFFRSFAFRS";

    private int _vehicle;

    /// <summary>Writes it.</summary>
    public void Write()
    {
        var size = script.Size;
        var presses = Shares(size.Presses, size.Cases);
        for (var i = 0; i < size.Cases; i++) WriteCase(Ways[i % Ways.Length], Station(i), presses[i]);
        for (var i = 0; script.Records.Count < size.Records; i++) WriteOther(i, Station(i), size.Records - script.Records.Count);
    }

    private string Station(int i) => $"s{1 + (i % script.Size.Stations)}";

    // Three presses a case at least, the rest by chance.
    private int[] Shares(int all, int cases)
    {
        var shares = Enumerable.Repeat(3, cases).ToArray();
        for (var left = all - (3 * cases); left > 0; left--) shares[random.Next(cases)]++;
        return shares;
    }

    private int AnyStep(int from = 0) => Math.Min(script.Moments.Count - 1, from + random.Next(Math.Max(1, script.Moments.Count - from)));

    private void WriteCase(char way, string station, int presses)
    {
        var (n, own, acts) = (++_vehicle, new TrueCase(), new List<Act>());
        // Early enough that people have time.
        var step = random.Next(Math.Max(1, script.Moments.Count * 3 / 4));
        if (way is not 'O') acts.Add(Order(station, n, $"ЗН-{n}", step, DaysAgo(9), Fault.Knock));
        if (way is 'S' or 'A') acts.Add(Survey(station, n, step, isPoor: true, own));
        if (way is 'F' or 'O' or 'A') acts.Add(Booking(station, n, step, isFlagged: true, own));
        if (way is 'R') acts.Add(Return(station, n, step, Fault.Knock, own, booking: null));
        acts.Add(new Act.See(step));
        // The order of a return that was booked comes before people begin, between them, or when all is decided.
        var (returned, said) = (way == 'A' ? random.Next(presses + 1) : -1, random.Next(4) == 0 ? random.Next(presses) : -1);
        for (var i = 0; i < presses; i++)
        {
            step = Math.Min(script.Moments.Count - 1, step + random.Next(3));
            if (i == returned) acts.Add(Return(station, n, step, Fault.Knock, own, $"З-{n}"));
            if (i == said && own.Verdict is null) acts.Add(Say(n, step, own));
            var (person, button) = AnyPress(own);
            acts.Add(new Act.Press(step, person, button, own.Press(person, button)));
        }

        if (returned == presses) acts.Add(Return(station, n, step, Fault.Knock, own, $"З-{n}"));
        script.Add(new Story(station, n, acts, own));
    }

    private Act.Say Say(int n, int step, TrueCase own)
    {
        var (member, text) = (random.Next(TrueCase.Stranger), $"Замечание к машине {n}");
        own.Say(member, text);
        return new Act.Say(step, member, text);
    }

    private (int Person, string Button) AnyPress(TrueCase own)
    {
        var chance = random.Next(100);
        if (own.Verdict is null)
        {
            if (chance < 6) return (TrueCase.Stranger, AnyVote());
            if (chance < 12) return (TrueCase.Advisor, AnyVote());
            return (random.Next(4), chance < 16 ? Buttons.Diagnosis : AnyVote());
        }

        // Too late, some of them.
        if (own.State != "Repeat" || chance < 25) return (chance % 2 == 0 ? TrueCase.Stranger : random.Next(5), AnyVote());
        if (own.Cause is null) return (chance < 35 ? TrueCase.Client : TrueCase.Manager, Buttons.Causes[random.Next(Buttons.Causes.Count)]);
        if (own.Responsible is null) return (chance < 32 ? TrueCase.Director : TrueCase.Manager, chance % 2 == 0 ? Buttons.Parts : Buttons.Process);
        return (chance < 60 ? TrueCase.Client : TrueCase.Advisor, chance < 35 ? Buttons.NotReached : Buttons.Satisfied);
    }

    private string AnyVote() => random.Next(20) switch { < 11 => Buttons.Repeat, < 17 => Buttons.NotRepeat, _ => Buttons.Abstain };

    private void WriteOther(int i, string station, int left)
    {
        var (n, step, acts) = (++_vehicle, AnyStep(), new List<Act>());
        switch (i % 10)
        {
            // Back for the same, but too late; back in time, but for something else.
            case 0 when left > 1:
                acts.Add(Order(station, n, $"ЗН-{n}", step, DaysAgo(40), Fault.Knock));
                acts.Add(Order(station, n, $"ЗН-{n}в", AnyStep(step), DaysAgo(0), Fault.Knock));
                break;
            case 1 when left > 1:
                acts.Add(Order(station, n, $"ЗН-{n}", step, DaysAgo(9), Fault.Knock));
                acts.Add(Return(station, n, step, Fault.Battery, null, booking: null));
                break;
            case 2 or 3 or 4:
                acts.Add(Booking(station, n, step, isFlagged: false, null));
                break;
            case 5:
                acts.Add(Order(station, n, $"ЗН-{n}", step, DaysAgo(0), Fault.Knock));
                break;
            case 6:
                acts.Add(Order(station, n, $"ЗН-{n}", step, DaysAgo(0), Fault.Service));
                break;
            case 7:
                acts.Add(Survey(station, n, step, isPoor: false, null));
                break;
            default:
                acts.Add(Call(station, n, step));
                break;
        }

        script.Add(new Story(station, n, acts, null));
    }

    private static TimeSpan DaysAgo(int days) => TimeSpan.FromDays(days) + TimeSpan.FromHours(3);

    // One in five comes by a file.
    private bool ByFile() => random.Next(5) == 0;

    private Act.Hand Order(string station, int n, string id, int step, TimeSpan ago, Fault fault)
    {
        var opened = script.Moments[step].ToUniversalTime() - ago;
        DateTimeOffset closed = opened.AddHours(2);
        script.Note(station, RecordKind.WorkOrder, id, fault == Fault.Service ? null : closed);
        return new Act.Hand(step, "work-orders", id, OrderBody(station, n, id, opened, closed, fault, null), ByFile());
    }

    // Opened and not closed yet.
    private Act.Hand Return(string station, int n, int step, Fault fault, TrueCase? own, string? booking)
    {
        var id = $"ЗН-{n}в";
        script.Note(station, RecordKind.WorkOrder, id);
        script.Note(station, RuleName.ReturnedWithinWindow, id, fault == Fault.Knock ? FaultGrade.SameFault : FaultGrade.Unrelated);
        own?.Join($"{RuleName.ReturnedWithinWindow}:{id}");
        return new Act.Hand(
            step, "work-orders", id, OrderBody(station, n, id, script.Moments[step].ToUniversalTime().AddHours(-1), null, fault, booking), ByFile(), own is not null);
    }

    private static object OrderBody(
        string station, int n, string id, DateTimeOffset opened, DateTimeOffset? closed, Fault fault, string? booking) => new
        {
            id, station, bookingId = booking, vehicle = Town.Vehicle(n), openedAt = opened, closedAt = closed,
            kind = fault == Fault.Service ? "maintenance" : "repair",
            complaint = fault switch { Fault.Knock => "стук спереди справа", Fault.Battery => "не заряжается аккумулятор", _ => null },
            lines = new[]
            {
                new { text = fault switch { Fault.Knock => "Замена шаровой опоры", Fault.Battery => "Замена генератора", _ => "Плановое техническое обслуживание" } },
            },
        };

    private Act.Hand Booking(string station, int n, int step, bool isFlagged, TrueCase? own)
    {
        var id = $"З-{n}";
        script.Note(station, RecordKind.Booking, id);
        if (isFlagged)
        {
            script.Note(station, RuleName.BookingSaysPossibleRepeat, id);
            own!.Join($"{RuleName.BookingSaysPossibleRepeat}:{id}");
        }

        return new Act.Hand(step, "bookings", id, new
        {
            id, station, vehicle = Town.Vehicle(n), createdAt = script.Moments[step].ToUniversalTime().AddHours(-1.5), complaint = "снова стук",
            possibleRepeat = isFlagged,
        }, ByFile(), isFlagged);
    }

    private Act.Hand Survey(string station, int n, int step, bool isPoor, TrueCase? own)
    {
        var id = $"О-{n}";
        script.Note(station, RecordKind.SurveyResponse, id);
        if (isPoor)
        {
            script.Note(station, RuleName.SurveyNamesPoorRepair, id);
            own!.Join($"{RuleName.SurveyNamesPoorRepair}:{id}");
        }

        return new Act.Hand(step, "survey-responses", id, new
        {
            id, station, vehicle = Town.Vehicle(n), workOrderId = isPoor ? $"ЗН-{n}" : null, answeredAt = script.Moments[step].ToUniversalTime().AddHours(-2),
            comment = isPoor ? "некачественный ремонт" : "Спасибо, всё отлично",
        }, ByFile(), isPoor);
    }

    private Act.Hand Call(string station, int n, int step)
    {
        var id = $"К-{n}";
        script.Note(station, RecordKind.Call, id);
        return new Act.Hand(step, "calls", id, new
        {
            id, station, startedAt = script.Moments[step].ToUniversalTime().AddHours(-1), direction = "in", phone = $"+7 900 000-{n / 100:00}-{n % 100:00}",
            durationSeconds = 60,
        }, ByFile());
    }

    private enum Fault
    {
        Knock,
        Battery,
        Service,
    }
}
