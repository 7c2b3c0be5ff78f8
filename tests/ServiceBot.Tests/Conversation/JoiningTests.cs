using ServiceBot.FakeTelegram;
using ServiceBot.Hosting;
using ServiceBot.Intake;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Conversation;

/// <summary>A member whom the settings do not know by a Telegram id becomes known, and nobody else does.</summary>
public sealed class JoiningTests : IAsyncLifetime
{
    private const string Question = "Кольцова просит доступ";

    private readonly TemporaryFolder _folder = new();
    private FakeTelegramServer _telegram = null!;
    private IReadOnlyList<FakeUser> _members = [];
    private FakeUser _newcomer = null!;
    private FakeChat _group = null!;
    private RunningHost _service = null!;

    public async Task InitializeAsync()
    {
        _telegram = await FakeTelegramServer.StartAsync();
        (_members, _) = StationUnderTest.AddPeople(_telegram);
        _newcomer = _telegram.AddUser("Кольцова", id: 9700);
        _group = _telegram.AddSupergroup("СТО Северный", [.. _members, _newcomer]);
        var settings = StationUnderTest.Settings(_folder.Path, _telegram.Url, _telegram.Token, _group.Id);
        var station = settings.Stations[0];
        station.Members[1].Roles.Add("Administrator");
        // The head of client service and one advisor more are not linked yet.
        station.Members[0].Telegram = null;
        station.Members.Add(new MemberSettings { Id = "advisor2", Name = "Кольцова О. Н.", Roles = ["Advisor"] });
        _service = await RunningHost.StartAsync(settings);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _telegram.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_administrator_links_a_member_with_a_button_and_the_vote_counts_from_then_on()
    {
        await _service.Get<RecordIntake>().AcceptAsync(
            [Given.Repair("ЗН-000123"), Given.Booking("З-77")], CancellationToken.None);
        var card = await _telegram.WaitForMessage(_group.Id, m => m.Words.StartsWith("🟠 Случай №1 "));
        Assert.StartsWith(
            "Вас нет среди сотрудников", (await _telegram.PressAsync(_newcomer.Id, _group.Id, card.Id, "✅ Повторный")).Text);

        _telegram.Write(_newcomer.Id, _group.Id, "/join");
        var question = await _telegram.WaitForMessage(_group.Id, m => m.Words.StartsWith(Question));
        var button = "Климова А. В. · руководитель клиентской службы";
        Assert.StartsWith(
            "Подтверждает администратор", (await _telegram.PressAsync(_newcomer.Id, _group.Id, question.Id, button)).Text);
        Assert.StartsWith(
            "Подтверждает администратор", (await _telegram.PressAsync(_members[2].Id, _group.Id, question.Id, button)).Text);
        Assert.Equal("Записано.", (await _telegram.PressAsync(_members[1].Id, _group.Id, question.Id, button)).Text);

        await _telegram.WaitForMessage(
            _group.Id, m => m.Id == question.Id && m.Words.Contains("Это Климова А. В.: руководитель клиентской службы") && m.Keyboard == FakeKeyboard.None);
        Assert.StartsWith(
            "Голос принят: повторный", (await _telegram.PressAsync(_newcomer.Id, _group.Id, card.Id, "✅ Повторный")).Text);
    }

    [Fact]
    public async Task Who_is_refused_stays_a_stranger_and_cannot_ring_again_at_once()
    {
        _telegram.Write(_newcomer.Id, _group.Id, "/join");
        var question = await _telegram.WaitForMessage(_group.Id, m => m.Words.StartsWith(Question));
        await _telegram.PressAsync(_members[1].Id, _group.Id, question.Id, "✖ Не наш");
        await _telegram.WaitForMessage(_group.Id, m => m.Id == question.Id && m.Words.Contains("Не сотрудник станции"));

        _telegram.Write(_newcomer.Id, _group.Id, "/join");

        await _telegram.WaitForMessage(_group.Id, m => m.Words.Contains("Ваш вопрос уже у администратора"));
        Assert.Single(_telegram.BotMessages(_group.Id), m => m.Words.StartsWith(Question));
        _telegram.Write(_newcomer.Id, _group.Id, "/cases");
        await _telegram.WaitForMessage(_group.Id, m => m.Words.StartsWith("Эта команда для сотрудников"));
    }

    [Fact]
    public async Task One_who_asks_in_a_private_chat_is_told_there_when_it_is_done()
    {
        var own = _telegram.AddPrivateChat(_newcomer);
        _telegram.Write(_newcomer.Id, own.Id, "/join");
        await _telegram.WaitForMessage(own.Id, m => m.Words.StartsWith("Кольцова, вопрос передан"));
        var question = await _telegram.WaitForMessage(_group.Id, m => m.Words.StartsWith(Question));

        await _telegram.PressAsync(_members[1].Id, _group.Id, question.Id, "Кольцова О. Н. · мастер-консультант");

        await _telegram.WaitForMessage(own.Id, m => m.Words.StartsWith("Кольцова О. Н., теперь я вас знаю"));
        _telegram.Write(_newcomer.Id, own.Id, "/cases");
        await _telegram.WaitForMessage(own.Id, m => m.Words.StartsWith("СТО Северный: открытых случаев нет"));
    }
}
