using System.Globalization;
using ServiceBot.Chat.Telegram;
using ServiceBot.Hosting;
using ServiceBot.Stations;
using ServiceBot.Tests.Intake;
using ServiceBot.Tests.TelegramClient;

namespace ServiceBot.Tests.Chat.Telegram;

/// <summary>What the check says about Telegram's settings, and the mend.</summary>
public class ProbeTests
{
    private const string Me = """{"id":777000111,"is_bot":true,"first_name":"Бот","username":"sto_repeat_bot"}""";
    private const string NoWebhook = """{"url":"","has_custom_certificate":false,"pending_update_count":0}""";
    private const string Chat =
        """{"id":-1001234567890,"type":"supergroup","title":"СТО Север","accent_color_id":0,"max_reaction_count":11,"accepted_gift_types":{}}""";

    [Fact]
    public async Task All_is_well_where_the_bot_may_write()
    {
        var lines = await ProbeAsync(topic: null, Me, NoWebhook, Chat, Member("""
            "status":"member"
            """));

        Assert.All(lines, x => Assert.True(x.Ok));
        Assert.All(lines, x => Assert.Null(x.Mend));
        Assert.Collection(
            lines,
            x => Assert.Contains("@sto_repeat_bot", x.Text),
            x => Assert.Contains("вебхука нет", x.Text),
            x => Assert.Contains("СТО Север", x.Text));
    }

    [Fact]
    public async Task A_webhook_is_reported_without_its_secret_path()
    {
        var lines = await ProbeAsync(
            topic: null, Me, """{"url":"https://bot.example.test/secret-path","has_custom_certificate":false,"pending_update_count":3}""",
            Chat, Member("\"status\":\"member\""));

        Assert.False(lines[1].Ok);
        Assert.Contains("bot.example.test", lines[1].Text);
        Assert.DoesNotContain("secret-path", lines[1].Text);
        Assert.Contains("deleteWebhook", lines[1].Mend);
        Assert.True(lines[2].Ok);
    }

    [Theory]
    [InlineData("\"url\":\"\",\"pending_update_count\":0", true, "ещё не включён")]
    [InlineData("\"url\":\"https://sto.example.test/secret-path\",\"pending_update_count\":0", true, "обновления доходят")]
    [InlineData("\"url\":\"https://sto.example.test/secret-path\",\"pending_update_count\":0,\"last_error_date\":1794700000,\"last_error_message\":\"Connection timed out\"", true, "обновления доходят")]
    [InlineData("\"url\":\"https://sto.example.test/secret-path\",\"pending_update_count\":7,\"last_error_date\":1794700000,\"last_error_message\":\"Connection timed out\"", false, "(ждут: 7): Connection timed out")]
    [InlineData("\"url\":\"https://other.example.test/x\",\"pending_update_count\":0", false, "чужой вебхук other.example.test")]
    public async Task In_webhook_mode_the_check_says_how_Telegrams_bringing_fares(string webhook, bool isOk, string words)
    {
        var lines = await ProbeAsync(
            topic: null, x => (x.Mode, x.WebhookUrl) = ("Webhook", "https://sto.example.test/secret-path"), Me,
            $$"""{"has_custom_certificate":false,{{webhook}}}""", Chat, Member("\"status\":\"member\""));

        Assert.Equal(isOk, lines[1].Ok);
        Assert.Equal(isOk, lines[1].Mend is null);
        Assert.Contains(words, lines[1].Text);
        Assert.DoesNotContain("secret-path", lines[1].Text);
    }

    [Theory]
    [InlineData("\"status\":\"left\"", "бота в нём нет")]
    [InlineData("\"status\":\"kicked\",\"until_date\":0", "бота в нём нет")]
    [InlineData("\"status\":\"restricted\",\"is_member\":true,\"can_send_messages\":false,\"until_date\":0", "запрещено писать")]
    public async Task A_bot_that_cannot_write_is_told_with_the_mend(string status, string words)
    {
        var lines = await ProbeAsync(topic: null, Me, NoWebhook, Chat, Member(status));

        Assert.False(lines[2].Ok);
        Assert.Contains(words, lines[2].Text);
        Assert.NotNull(lines[2].Mend);
    }

    [Fact]
    public async Task A_topic_in_a_chat_without_topics_is_told()
    {
        var lines = await ProbeAsync(topic: 17, Me, NoWebhook, Chat, Member("\"status\":\"administrator\""));
        Assert.False(lines[2].Ok);
        Assert.Contains("17", lines[2].Text);
    }

    [Fact]
    public async Task A_chat_that_is_not_found_is_told_with_the_mend()
    {
        await using var server = new LoopbackServer(
            LoopbackServer.Ok(Me), LoopbackServer.Ok(NoWebhook), SendOutcomeTests.Refusal(400, "Bad Request: chat not found"));
        var lines = await ProbeAsync(server.Url, topic: null);

        Assert.False(lines[2].Ok);
        Assert.Contains("-100", lines[2].Mend);
    }

    [Fact]
    public async Task A_chat_that_moved_is_told_with_its_new_number()
    {
        await using var server = new LoopbackServer(
            LoopbackServer.Ok(Me), LoopbackServer.Ok(NoWebhook), SendOutcomeTests.Refusal(
                400, "Bad Request: group chat was upgraded to a supergroup chat", """{"migrate_to_chat_id":-1009999999999}"""));
        var lines = await ProbeAsync(server.Url, topic: null);

        Assert.Contains("-1009999999999", lines[2].Mend);
    }

    [Fact]
    public async Task A_wrong_token_ends_the_check_with_the_mend()
    {
        await using var server = new LoopbackServer(SendOutcomeTests.Refusal(401, "Unauthorized"));
        var line = Assert.Single(await ProbeAsync(server.Url, topic: null));

        Assert.False(line.Ok);
        Assert.Contains("@BotFather", line.Mend);
    }

    [Fact]
    public async Task A_missing_connection_ends_the_check_without_telling_the_token()
    {
        var line = Assert.Single(await ProbeAsync($"http://127.0.0.1:{SendOutcomeTests.ClosedPort()}", topic: null));

        Assert.False(line.Ok);
        Assert.Contains("нет связи", line.Text);
        Assert.DoesNotContain(Wired.Token, line.Text + line.Mend);
    }

    [Fact]
    public void Every_sentence_is_there_in_both_languages() =>
        ResourceParity.AssertSame(typeof(TelegramWording).FullName!, typeof(TelegramWording).Assembly);

    private static string Member(string status) =>
        $$"""{"user":{"id":777000111,"is_bot":true,"first_name":"Бот"},{{status}}}""";

    private static Task<IReadOnlyList<ProbeLine>> ProbeAsync(int? topic, params string[] answers) =>
        ProbeAsync(topic, _ => { }, answers);

    private static async Task<IReadOnlyList<ProbeLine>> ProbeAsync(int? topic, Action<TelegramSettings> change, params string[] answers)
    {
        await using var server = new LoopbackServer([.. answers.Select(LoopbackServer.Ok)]);
        return await ProbeAsync(server.Url, topic, change);
    }

    private static async Task<IReadOnlyList<ProbeLine>> ProbeAsync(string url, int? topic, Action<TelegramSettings>? change = null)
    {
        using var wired = new Wired(url);
        change?.Invoke(wired.Settings);
        var settings = new Settings
        {
            Telegram = wired.Settings,
            Stations = [new StationSettings
            {
                Code = "sever", Chats = [new ChatSettings { Channel = "telegram", Id = "-1001234567890", Topic = topic }],
            }],
        };
        var probe = new TelegramProbe(
            wired.Client, settings, StationDirectory.From(settings), wired.Secrets,
            new TelegramWording(CultureInfo.GetCultureInfo("ru")));
        return await probe.RunAsync(default);
    }
}
