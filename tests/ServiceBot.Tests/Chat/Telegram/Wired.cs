using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ServiceBot.Chat;
using ServiceBot.Chat.Telegram;
using ServiceBot.Hosting;

namespace ServiceBot.Tests.Chat.Telegram;

/// <summary>The channel over a real connection to a server of the test.</summary>
internal sealed class Wired : IDisposable
{
    public const string Token = "777000111:AAF-sEcReT_of_the_tests_0123456789";

    private readonly TelegramConnection _connection;

    public Wired(string url, string? proxy = null, string token = Token)
    {
        Settings = new TelegramSettings { Token = token, ApiUrl = url, Proxy = proxy };
        Secrets = new TelegramSecrets(Settings);
        _connection = new TelegramConnection(Settings, Secrets);
        Channel = new TelegramChannel(Client, Secrets, TimeProvider.System, Log.For<TelegramChannel>())
        {
            AnswerPause = TimeSpan.FromMilliseconds(10),
        };
    }

    public static ChatAddress Group { get; } = new("telegram", "-1001234567890");

    public static OutgoingMessage Card { get; } = new(
        "🟠 Случай №1", ["Прошлый <заказ-наряд> & стук"],
        [[new OutgoingButton("✅ Повторный", "1:AAAAAAAAAAAAAAAA"), new OutgoingButton("❌ Не повторный", "1:BBBBBBBBBBBBBBBB")]]);

    public TelegramSettings Settings { get; }
    public TelegramSecrets Secrets { get; }
    public RecordingLog Log { get; } = new();
    public TelegramChannel Channel { get; }
    public global::Telegram.Bot.ITelegramBotClient Client => _connection.Client;

    public Task<SendOutcome> SendAsync(CancellationToken cancel = default) =>
        Channel.SendAsync(Group, Card, outboxId: 1, cancel);

    public Task<SendOutcome> EditAsync(CancellationToken cancel = default) =>
        Channel.EditAsync(Group, "42", Card, cancel);

    public void Dispose() => _connection.Dispose();
}

/// <summary>Keeps every line of every level.</summary>
internal sealed class RecordingLog : ILoggerProvider
{
    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = new();

    /// <summary>Lines below are not even made.</summary>
    public LogLevel Min { get; set; } = LogLevel.Trace;

    public ILogger<T> For<T>() => new Typed<T>(this);

    public ILogger CreateLogger(string categoryName) => new Typed<object>(this);

    public void Dispose()
    {
        // nothing is held
    }

    private sealed class Typed<T>(RecordingLog owner) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= owner.Min;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            owner.Lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));
    }
}
