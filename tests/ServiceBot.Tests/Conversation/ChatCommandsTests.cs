using ServiceBot.FakeTelegram;
using ServiceBot.Intake;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Conversation;

/// <summary>The commands, written in the fake Telegram to the real host.</summary>
public sealed class ChatCommandsTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private FakeTelegramServer _telegram = null!;
    private IReadOnlyList<FakeUser> _members = [];
    private FakeUser _stranger = null!;
    private FakeChat _group = null!;
    private RunningHost _service = null!;

    public async Task InitializeAsync()
    {
        _telegram = await FakeTelegramServer.StartAsync();
        (_members, _stranger) = StationUnderTest.AddPeople(_telegram);
        _group = _telegram.AddSupergroup("СТО Северный", [.. _members, _stranger]);
        _service = await RunningHost.StartAsync(
            StationUnderTest.Settings(_folder.Path, _telegram.Url, _telegram.Token, _group.Id));
        await _service.Get<RecordIntake>().AcceptAsync(
            [Given.Repair("ЗН-000123"), Given.Booking("З-77")], CancellationToken.None);
        await _telegram.WaitForMessage(_group.Id, m => m.Words.StartsWith("🟠 Случай №1 "));
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _telegram.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("/cases", "СТО Северный: в работе 1", "№1 · А001ВС178 · ГАЗель NEXT · голоса 0 из 4, до ")]
    [InlineData("/mine", "Рогов С. Т., вас ждут (СТО Северный)", "Ваш голос: №1")]
    [InlineData("/find А001ВС", "А001ВС178 · ГАЗель NEXT (СТО Северный)", "ЗН-000123: Замена шаровой опоры правой")]
    [InlineData("/find X9632120080000001", "А001ВС178", "Случай №1 от ")]
    [InlineData("/find Е999КХ77", "«Е999КХ77» у станции «СТО Северный» не найдено", "Проверьте номер")]
    [InlineData("/case 1", "По случаю №1 (СТО Северный) на ", "Голоса: 0 из 4")]
    [InlineData("/case 99", "Случая №99 у станции «СТО Северный» нет", "/cases")]
    [InlineData("/case", "Какой случай показать?", "/case 142")]
    [InlineData("/digest 2026-W47", "Сводка", "Подтверждено: 0")]
    [InlineData("/digest вчера", "«вчера» — не неделя", "/digest 2026-W47")]
    [InlineData("/stats", "СТО Северный: ", "Случаев открыто: 1 (0)")]
    [InlineData("/help", "Что можно спросить", "/mine")]
    [InlineData("/start", "Это ServiceBot", "Рогов С. Т.: руководитель СТО, СТО Северный.")]
    [InlineData("/report", "О какой машине речь?", "/report А123ВС178")]
    [InlineData("/join", "Я вас уже знаю.", "Рогов С. Т.: руководитель СТО")]
    public async Task A_command_of_a_member_is_answered(string command, string begins, string holds)
    {
        _telegram.Write(_members[1].Id, _group.Id, command);

        var answer = await _telegram.WaitForMessage(_group.Id, m => m.Words.StartsWith(begins));
        Assert.Contains(holds, answer.Words);
    }

    [Fact]
    public async Task A_report_opens_a_case_by_hand_with_a_card_of_its_own()
    {
        await _service.Get<RecordIntake>().AcceptAsync([Given.Repair("ЗН-000200", vehicle: 7)], CancellationToken.None);

        _telegram.Write(_members[4].Id, _group.Id, "/report А007ВС178 снова стучит справа");

        var answer = await _telegram.WaitForMessage(_group.Id, m => m.Words.StartsWith("Принято: случай №2"));
        var card = await _telegram.WaitForMessage(_group.Id, m => m.Words.StartsWith("🟠 Случай №2 "));
        Assert.Contains("А007ВС178", answer.Words);
        Assert.Contains("снова стучит справа", card.Words);
        Assert.Contains("ЗН-000200", card.Words);
    }

    [Fact]
    public async Task A_second_report_on_a_vehicle_without_an_order_joins_the_case_of_the_first()
    {
        _telegram.Write(_members[4].Id, _group.Id, "/report В777ВВ178 снова стучит справа");
        var card = await _telegram.WaitForMessage(_group.Id, m => m.Words.StartsWith("🟠 Случай №2 "));

        _telegram.Write(_members[2].Id, _group.Id, "/report В777ВВ178 стучит после нас, клиент злится");

        await _telegram.WaitUntil(() => _telegram.BotMessages(_group.Id).Count(m => m.Words.StartsWith("Принято: случай №2")) == 2);
        await _telegram.WaitUntil(() => _telegram.Message(_group.Id, card.Id)!.Words.Contains("клиент злится"));
        Assert.DoesNotContain(_telegram.BotMessages(_group.Id), m => m.Words.Contains("Случай №3"));
    }

    [Fact]
    public async Task A_stranger_is_told_how_to_become_known_and_sees_nothing_of_the_cases()
    {
        _telegram.Write(_stranger.Id, _group.Id, "/cases");

        var answer = await _telegram.WaitForMessage(_group.Id, m => m.Words.StartsWith("Эта команда для сотрудников"));
        Assert.DoesNotContain("№1", answer.Words);
    }

    [Fact]
    public async Task An_unknown_command_and_one_for_another_bot_are_not_answered_in_a_group()
    {
        _telegram.Write(_members[0].Id, _group.Id, "/погода");
        _telegram.Write(_members[0].Id, _group.Id, "/weather");
        _telegram.Write(_members[0].Id, _group.Id, "/cases@another_bot");
        _telegram.Write(_members[0].Id, _group.Id, $"/help@{_telegram.Bot.Username}");

        await _telegram.WaitForMessage(_group.Id, m => m.Words.StartsWith("Что можно спросить"));
        // The answers keep the order of the commands: nothing came before this one.
        Assert.Equal(2, _telegram.BotMessages(_group.Id).Count);
    }

    [Fact]
    public async Task An_unknown_command_is_answered_in_a_private_chat()
    {
        var own = _telegram.AddPrivateChat(_members[0]);
        _telegram.Write(_members[0].Id, own.Id, "/weather");

        await _telegram.WaitForMessage(own.Id, m => m.Words.StartsWith("Такой команды нет."));
    }

    [Fact]
    public async Task What_waits_for_a_member_is_gone_when_it_is_done()
    {
        var card = await _telegram.WaitForMessage(_group.Id, m => m.Words.StartsWith("🟠 Случай №1 "));
        await _telegram.PressAsync(_members[1].Id, _group.Id, card.Id, "✅ Повторный");

        _telegram.Write(_members[1].Id, _group.Id, "/mine");

        await _telegram.WaitForMessage(_group.Id, m => m.Words.StartsWith("Рогов С. Т., вас ничего не ждёт"));
    }

    [Fact]
    public async Task A_diagnosis_that_was_asked_for_is_among_what_waits_for_the_manager_until_he_answers()
    {
        var card = await _telegram.WaitForMessage(_group.Id, m => m.Words.StartsWith("🟠 Случай №1 "));
        await _telegram.PressAsync(_members[2].Id, _group.Id, card.Id, "🔍 Нужна диагностика");
        var again = await _telegram.PressAsync(_members[0].Id, _group.Id, card.Id, "🔍 Нужна диагностика");
        Assert.StartsWith("О диагностике уже попросили", again.Text);
        _telegram.Write(_members[1].Id, _group.Id, "/mine");
        await _telegram.WaitForMessage(_group.Id, m => m.Words.Contains("Осмотреть и ответить на карточку: №1"));

        _telegram.Write(_members[1].Id, _group.Id, "люфт в шаровой 3 мм", replyTo: card.Id);
        _telegram.Write(_members[2].Id, _group.Id, "поменяли", replyTo: card.Id);

        await _telegram.WaitUntil(() => _telegram.Message(_group.Id, card.Id)!.Words is var words
            && words.Contains("🔍 Диагностика, Рогов С. Т.: «люфт в шаровой 3 мм»") && words.Contains("2 ответа. Последний: Мастеров Ц. Х.: «поменяли»")
            && !words.Contains("Ждём диагностику"));
        Assert.Single(_telegram.BotMessages(_group.Id), m => m.Words.Contains("нужна диагностика по случаю №1"));
    }

    [Fact]
    public async Task The_menu_of_commands_is_set_at_the_start()
    {
        await _telegram.WaitUntil(() => _telegram.Commands() is { } menu && menu.Contains("mine") && menu.Contains("report"));
    }

    [Fact]
    public async Task A_copy_of_a_cards_words_does_not_begin_as_a_card_does()
    {
        _telegram.Write(_members[0].Id, _group.Id, "/case 1");

        var answer = await _telegram.WaitForMessage(_group.Id, m => m.Words.StartsWith("По случаю №1 "));
        Assert.Single(_telegram.BotMessages(_group.Id), m => m.Words.StartsWith("🟠 Случай №1 "));
        Assert.Equal(FakeKeyboard.None, answer.Keyboard);
    }
}
