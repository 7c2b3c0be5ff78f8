using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Chat;
using ServiceBot.Commission;
using ServiceBot.Conversation;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Signals;
using ServiceBot.Intake;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Access;

/// <summary>Every button × every kind of person, and every command of the chat × who writes it, as Telegram brings them.</summary>
public sealed class ButtonMatrixTests(GuardedStations service) : IClassFixture<GuardedStations>
{
    private static int _updates = 1_000;
    private static int _vehicles = 100;

    /// <summary>Every button there can be: subject kind and what is kept of it.</summary>
    private static readonly (string Subject, string Action)[] All =
    [
        .. Enum.GetValues<VoteChoice>().Select(x => ("case", new CaseAction.CastVote(x).Text)),
        ("case", new CaseAction.RequestDiagnosis().Text),
        .. Enum.GetValues<Cause>().Select(x => ("case", new CaseAction.NameCause(x).Text)),
        ("case", new CaseAction.TakeCauseBack().Text),
        .. Enum.GetValues<ResponsibleKind>().Select(x => ("case", new CaseAction.NameResponsible(new Responsible(x, null)).Text)),
        .. Enum.GetValues<CallOutcome>().Select(x => ("case", new CaseAction.RecordCall(x).Text)),
        ("case", new CaseAction.Reopen().Text), ("returns", "signal"), ("join", "link:unlinked"), ("join", "refuse"),
    ];

    public static IEnumerable<object[]> Buttons => All.Select(x => new object[] { x.Subject, x.Action });

    public static TheoryData<string> Commands => [.. AccessTable.Commands.Keys];

    [Fact]
    public void Every_button_and_every_command_stands_in_the_table()
    {
        Assert.All(All, x => Assert.NotNull(RowOf(x.Subject, x.Action)));
        Assert.All(AccessTable.ButtonRows, row => Assert.Contains(All, x => RowOf(x.Subject, x.Action) == row.Expected));
        var handled = service.Service.Services.GetServices<IPressHandler>().Select(x => x.SubjectKind).Order();
        Assert.Equal(AccessTable.ButtonRows.Select(x => x.Subject).Distinct().Order(), handled);
        // Every act on a case is among the buttons.
        var acts = typeof(CaseAction).GetNestedTypes().Where(x => x.IsSubclassOf(typeof(CaseAction))).Select(x => x.Name).Order();
        Assert.Equal(acts, All.Where(x => x.Subject == "case").Select(x => CaseAction.Read(x.Action)!.GetType().Name).Distinct().Order());
        Assert.Equal(
            AccessTable.Commands.Keys.Order(StringComparer.Ordinal),
            service.Service.Services.GetServices<IChatCommand>().Select(x => x.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Buttons))]
    public async Task A_button_works_for_those_of_the_table_and_for_nobody_else(string subject, string action)
    {
        await ForgetAskedAsync();
        var expected = RowOf(subject, action)!;
        var (card, button) = await PrepareAsync(subject, action);
        var outcomes = new List<string>();
        // Those who may not come first: what the others do changes the case.
        foreach (var i in Enumerable.Range(0, AccessTable.Persons.Count).OrderBy(x => expected[x] == "may"))
        {
            var before = await EffectsAsync();
            var outcome = (await PressAsync(AccessTable.Persons[i], await ButtonAsync(card, button))).Outcome;
            if (expected[i] == "may")
            {
                Assert.DoesNotContain(outcome, AccessTable.ButtonRows.SelectMany(x => x.Expected));
                outcomes.Add(outcome);
            }
            else
            {
                Assert.Equal((AccessTable.Persons[i], expected[i]), (AccessTable.Persons[i], outcome));
                Assert.Equal(before, await EffectsAsync());
            }
        }

        // For one of those who may it had its effect; for the others the state of the case may have gone on.
        Assert.Contains(outcomes, x => x is "VoteTaken" or "Done" or "CaseOpenedByHand" or "Joined");
    }

    [Fact]
    public async Task A_button_of_another_chat_is_answered_like_one_that_is_made_up()
    {
        var (card, action) = await PrepareAsync("case", "vote:Repeat");
        var elsewhere = await ButtonAsync(card, action, service.OtherGroup.Id);

        var foreign = await PressAsync("manager", elsewhere);
        var madeUp = await PressAsync("manager", "1:AAAAAAAAAAAAAAAA");

        Assert.Equal(("UnknownButton", madeUp.Reply), (foreign.Outcome, foreign.Reply));
        Assert.Equal((null, null), (foreign.Subject, foreign.Action));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_is_answered_to_those_of_the_table_and_tells_nobody_else_of_the_station(string command)
    {
        var text = command switch
        {
            "case" => "/case 1", "find" => "/find А001ВС178", "report" => "/report А001ВС178 стук", "digest" => "/digest 2026-W47", _ => "/" + command,
        };
        await ForgetAskedAsync();
        var forEverybody = AccessTable.Commands[command] == "everybody";
        foreach (var person in AccessTable.Persons)
        {
            foreach (var chat in (long[])[service.Group.Id, GuardedStations.TelegramOf(person)])
            {
                var answers = await WriteAsync(person, chat, text);
                var isPrivate = chat != service.Group.Id;
                var isMember = person is not ("stranger" or "other");
                var said = string.Join('\n', answers);
                Assert.NotEmpty(answers);
                if (!isMember)
                {
                    Assert.DoesNotContain(GuardedStations.Mark, said);
                    Assert.DoesNotContain("А001ВС178 ·", said);
                    // Who asks to be let in is told the stations' names: he must say which is his.
                    if (command != "join") Assert.DoesNotContain("СТО Северный", said);
                }

                // A member of another station is a stranger in this group, and a member of his own alone with the bot.
                var isRefused = said.Contains("Эта команда для сотрудников", StringComparison.Ordinal);
                Assert.Equal((person, isPrivate, !forEverybody && !isMember && !(isPrivate && person == "other")), (person, isPrivate, isRefused));
            }
        }
    }

    private static IReadOnlyList<string>? RowOf(string subject, string action) => AccessTable.ButtonRows
        .Where(x => x.Subject == subject && (x.Action == action || (x.Action.EndsWith('*') && action.StartsWith(x.Action[..^1], StringComparison.Ordinal))))
        .Select(x => x.Expected).SingleOrDefault();

    /// <summary>Brings a case, a list or a question into the state in which its button does something.</summary>
    private async Task<(string Subject, string Action)> PrepareAsync(string subject, string action)
    {
        var n = Interlocked.Increment(ref _vehicles);
        if (subject == "join")
        {
            await WriteAsync("stranger", service.Group.Id, "/join");
            var asked = await service.Service.ReadAsync(db => db.Outbox.Where(x => x.Subject.StartsWith("join:")).OrderBy(x => x.Id).Select(x => x.Subject).LastAsync());
            return (asked, action);
        }

        await service.Service.Get<RecordIntake>().AcceptAsync(
            subject == "returns"
                ? [Given.Repair($"П-{n}", n), Given.Repair($"П-{n}-2", n, openedDay: 5, complaint: "не горит фара", work: "Замена лампы")]
                : [Given.Repair($"П-{n}", n), Given.Booking($"З-{n}", n)],
            CancellationToken.None);
        if (subject == "returns") return ($"returns:{GuardedStations.Here}/2026-11-15", $"{RuleName.ReturnedWithinWindow}:П-{n}-2");

        var number = await service.Service.ReadAsync(db => db.Cases.Where(x => x.Station == GuardedStations.Here).MaxAsync(x => x.Number));
        var card = $"case:{GuardedStations.Here}/{number}";
        if (CaseAction.Read(action) is CaseAction.CastVote or CaseAction.RequestDiagnosis) return (card, action);
        foreach (var voter in (string[])["client", "foreman", "director"]) await PressAsync(voter, await ButtonAsync(card, "vote:Repeat"));
        if (CaseAction.Read(action) is CaseAction.TakeCauseBack or CaseAction.NameResponsible)
            await PressAsync("manager", await ButtonAsync(card, "cause:Diagnosis"));
        return (card, action);
    }

    private Task ForgetAskedAsync() => service.Service.Get<Writer>().InTransactionAsync(
        async (db, _) =>
        {
            // Whoever was linked by another button is unknown again and may ask again.
            await db.MemberLinks.ExecuteDeleteAsync();
            await db.Outbox.Where(x => x.Subject.StartsWith("join:")).ExecuteDeleteAsync();
        },
        CancellationToken.None);

    private async Task<string> ButtonAsync(string subject, string action, long? chat = null)
    {
        var token = $"1:{Guid.NewGuid():N}"[..18];
        var key = new ChatAddress("telegram", (chat ?? service.Group.Id).ToString(CultureInfo.InvariantCulture)).Key;
        return await service.Service.Get<Writer>().InTransactionAsync(
            async (db, cancel) =>
            {
                // A button of a card is known once; it is the one that people see.
                if (await db.Buttons.Where(x => x.ChatKey == key && x.Subject == subject && x.Action == action).Select(x => x.Token).FirstOrDefaultAsync(cancel) is { } known)
                    return known;
                db.Buttons.Add(new ButtonRow { Token = token, ChatKey = key, Subject = subject, Action = action, CreatedAt = DateTimeOffset.UnixEpoch });
                return token;
            },
            CancellationToken.None);
    }

    private async Task<PressRow> PressAsync(string person, string token)
    {
        var id = Interlocked.Increment(ref _updates);
        await service.BringAsync($$$"""
            {"update_id":{{{id}}},"callback_query":{"id":"q{{{id}}}","chat_instance":"1","data":"{{{token}}}",
             "from":{"id":{{{GuardedStations.TelegramOf(person)}}},"is_bot":false,"first_name":"Имя"},
             "message":{"message_id":777{{{id}}},"date":1794700000,"chat":{"id":{{{service.Group.Id}}},"type":"supergroup","title":"СТО"} } } }
            """);
        return await service.Service.ReadAsync(db => db.Presses.AsNoTracking().SingleAsync(x => x.QueryId == $"q{id}"));
    }

    private async Task<IReadOnlyList<string>> WriteAsync(string person, long chat, string text)
    {
        var id = Interlocked.Increment(ref _updates);
        var kind = chat == service.Group.Id ? "supergroup" : "private";
        var last = await service.Service.ReadAsync(db => db.Outbox.MaxAsync(x => (long?)x.Id)) ?? 0;
        await service.BringAsync($$$"""
            {"update_id":{{{id}}},"message":{"message_id":{{{id}}},"date":1794700000,"text":"{{{text}}}",
             "entities":[{"type":"bot_command","offset":0,"length":{{{text.Split(' ')[0].Length}}}}],
             "from":{"id":{{{GuardedStations.TelegramOf(person)}}},"is_bot":false,"first_name":"Имя"},"chat":{"id":{{{chat}}},"type":"{{{kind}}}","title":"СТО"} } }
            """);
        return await service.Service.ReadAsync(async db => (await db.Outbox.AsNoTracking().Where(x => x.Id > last && x.Subject.StartsWith("answer:")).ToListAsync())
            .Select(Outbox.ContentOf).Select(x => x.Title + "\n" + string.Join('\n', x.Lines)).ToList());
    }

    /// <summary>What a press can have changed; what the clock brings to the votes meanwhile is the service's own doing.</summary>
    private Task<(int Facts, int Links, int Cases)> EffectsAsync() => service.Service.ReadAsync(async db =>
        (await db.CaseFacts.CountAsync(x => !x.Body.Contains($"\"{Actor.Service.Name}\"")), await db.MemberLinks.CountAsync(), await db.Cases.CountAsync()));
}
