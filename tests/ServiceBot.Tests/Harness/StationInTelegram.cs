using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceBot.Chat;
using ServiceBot.Chat.Telegram;
using ServiceBot.Domain.Sources;
using ServiceBot.FakeTelegram;
using ServiceBot.Hosting;
using ServiceBot.Intake;

namespace ServiceBot.Tests.Harness;

/// <summary>
/// A station with its group in a fake Telegram, and the real service, which can be stopped and started again over the
/// same store. Both sides go by one clock.
/// </summary>
internal sealed class StationInTelegram : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Action<Settings>? _change;
    private readonly string? _urls;
    private readonly bool _unpaced;
    private readonly Action<IServiceCollection>? _adjust;
    private HttpClient? _http;
    private RunningHost? _service;

    private StationInTelegram(
        FakeTelegramServer telegram, TimeProvider clock, bool isBasicGroup, bool withSouth, Action<Settings>? change, string? urls, bool unpaced, Action<IServiceCollection>? adjust)
    {
        (Telegram, Clock, _change, _urls, _unpaced, _adjust) = (telegram, clock, change, urls, unpaced, adjust);
        (Members, Stranger) = StationUnderTest.AddPeople(telegram);
        Group = isBasicGroup
            ? telegram.AddGroup("СТО Северный", [.. Members])
            : telegram.AddSupergroup("СТО Северный", [.. Members]);
        if (withSouth) SouthGroup = telegram.AddSupergroup("СТО Южный", [.. Members]);
    }

    public FakeTelegramServer Telegram { get; }

    public TimeProvider Clock { get; }

    /// <summary>Client service, station manager, foreman, director, and an advisor, who has no vote.</summary>
    public IReadOnlyList<FakeUser> Members { get; }

    public FakeUser Stranger { get; }

    public FakeChat Group { get; }

    /// <summary>The group of a second station, <c>yug</c>, with the same members; null without.</summary>
    public FakeChat? SouthGroup { get; }

    public string DataFolder => _folder.Path;

    public RunningHost Service => _service ?? throw new InvalidOperationException("The service is stopped.");

    public HttpClient Http => _http ?? throw new InvalidOperationException("The service is stopped.");

    /// <summary>Opens it with the service running.</summary>
    /// <param name="clock">Of both sides; null: one that begins when the vehicle of <see cref="Given"/> has come back, and runs ten times as fast.</param>
    /// <param name="telegram">How Telegram behaves; the clock is put in.</param>
    /// <param name="isBasicGroup">Whether the group may yet become a supergroup.</param>
    /// <param name="withSouth">Whether there is a second station with a group of its own.</param>
    /// <param name="change">Changes the settings before every start.</param>
    /// <param name="urls">Where the service listens; null: on any free port.</param>
    /// <param name="unpaced">Whether the service sends as fast as it can; <paramref name="telegram"/> must allow it.</param>
    /// <param name="adjust">Puts parts of the test's own into the service.</param>
    public static async Task<StationInTelegram> OpenAsync(
        TimeProvider? clock = null, FakeTelegramOptions? telegram = null, bool isBasicGroup = false, bool withSouth = false,
        Action<Settings>? change = null, string? urls = null, bool unpaced = false, Action<IServiceCollection>? adjust = null)
    {
        clock ??= new FastClock(speed: 10, Given.Monday.AddDays(9).AddHours(3));
        // Real seconds pass while a loaded machine thinks; on the fast clock they would be too late for an answer.
        var options = (telegram ?? new FakeTelegramOptions { AnswerWindow = TimeSpan.FromMinutes(10), PressLife = TimeSpan.FromMinutes(20) })
            with { Clock = clock };
        var station = new StationInTelegram(await FakeTelegramServer.StartAsync(options), clock, isBasicGroup, withSouth, change, urls, unpaced, adjust);
        await station.StartAsync();
        return station;
    }

    public async Task StartAsync()
    {
        var settings = StationUnderTest.Settings(DataFolder, Telegram.Url, Telegram.Token, Group.Id);
        if (SouthGroup is not null) settings.Stations.Add(South(settings.Stations[0], SouthGroup.Id));
        _change?.Invoke(settings);
        _service = await RunningHost.StartAsync(settings, Adjust, urls: _urls);
        _http = new HttpClient { BaseAddress = _service.Address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", StationUnderTest.ApiKey);
    }

    private void Adjust(IServiceCollection services)
    {
        services.AddSingleton(Clock);
        _adjust?.Invoke(services);
        if (!_unpaced) return;
        services.Replace(ServiceDescriptor.Singleton(x =>
        {
            var channel = ActivatorUtilities.CreateInstance<TelegramChannel>(x);
            channel.Pace = ChannelPace.Unlimited;
            return channel;
        }));
    }

    private static StationSettings South(StationSettings north, long group) => new()
    {
        Code = "yug",
        Name = "СТО Южный",
        TimeZone = "Asia/Yekaterinburg",
        Chats = [new ChatSettings { Channel = "telegram", Id = group.ToString(System.Globalization.CultureInfo.InvariantCulture) }],
        Members = north.Members,
        Commission = north.Commission,
    };

    public async Task StopAsync()
    {
        _http?.Dispose();
        if (_service is not null) await _service.DisposeAsync();
        (_http, _service) = (null, null);
    }

    public Task AcceptAsync(params SourceRecord[] records) => Service.Get<RecordIntake>().AcceptAsync(records, CancellationToken.None);

    /// <summary>The case as the API gives it.</summary>
    public async Task<JsonElement> CaseAsync(int number, string station = StationUnderTest.Code)
    {
        using var json = JsonDocument.Parse(await Http.GetStringAsync(new Uri($"api/v1/cases/{station}/{number}", UriKind.Relative)));
        return json.RootElement.Clone();
    }

    /// <summary>The card whose words begin so, once it is there.</summary>
    public Task<FakeMessage> CardAsync(string beginning, long? chat = null) => Telegram.WaitForMessage(
        chat ?? Group.Id, m => m.Words.StartsWith(beginning, StringComparison.Ordinal), TimeSpan.FromSeconds(60));

    /// <summary>The member presses a button of the card and reads the answer.</summary>
    public async Task<string> PressAsync(int member, FakeMessage card, string button)
    {
        // The button may be one that the card is about to get.
        await Telegram.WaitUntil(
            () => Telegram.Message(card.ChatId, card.Id)!.Keyboard.Buttons.Any(x => x.Text.StartsWith(button, StringComparison.Ordinal)),
            TimeSpan.FromSeconds(60));
        var answer = await Telegram.PressAsync(Members[member].Id, card.ChatId, card.Id, button, TimeSpan.FromSeconds(60));
        return answer.Text ?? "";
    }

    /// <summary>Until the card says so.</summary>
    public async Task<FakeMessage> UntilAsync(FakeMessage card, string words)
    {
        await Telegram.WaitUntil(
            () => Telegram.Message(card.ChatId, card.Id)!.Words.Contains(words, StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        return Telegram.Message(card.ChatId, card.Id)!;
    }

    /// <summary>The cards of a chat: messages that begin with the sign and the number of a case.</summary>
    public IReadOnlyList<FakeMessage> Cards(long? chat = null) =>
        [.. Telegram.BotMessages(chat ?? Group.Id).Where(m => m.Words.Split('\n')[0].Contains(" Случай №", StringComparison.Ordinal))];

    /// <summary>Until nothing waits to be sent.</summary>
    public Task AllSentAsync() => Eventually.Zero(() => Service.ReadAsync(db =>
        Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.CountAsync(db.Outbox, x => x.State != Storage.OutboxState.Sent)));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Telegram.DisposeAsync();
        _folder.Dispose();
    }
}
