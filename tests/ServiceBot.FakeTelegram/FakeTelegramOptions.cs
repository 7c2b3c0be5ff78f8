namespace ServiceBot.FakeTelegram;

/// <summary>How a fake Telegram behaves; the defaults are as strict as the real one.</summary>
public sealed record FakeTelegramOptions
{
    /// <summary>The only token that is accepted; its digits are the bot's id.</summary>
    public string Token { get; init; } = "4200:AAFakeTokenOfNobody-0123456789abcdef";

    /// <summary>The bot's public name.</summary>
    public string BotUsername { get; init; } = "service_trial_bot";

    /// <summary>The clock of limits, presses, updates and messages. Waiting for long polls uses it too.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How much may be sent; <see cref="FakeLimits.None"/> for benchmarks.</summary>
    public FakeLimits Limits { get; init; } = new();

    /// <summary>
    /// How long after a press it can be answered. The real window is not published: 10 to 60 seconds are reported.
    /// </summary>
    public TimeSpan AnswerWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a press waits to be fetched before it is lost for good.</summary>
    public TimeSpan PressLife { get; init; } = TimeSpan.FromSeconds(150);

    /// <summary>How long any other update waits to be fetched.</summary>
    public TimeSpan UpdateLife { get; init; } = TimeSpan.FromHours(24);

    /// <summary>With privacy mode the bot sees in groups only commands, replies to its messages and service messages.</summary>
    public bool PrivacyMode { get; init; } = true;

    /// <summary>True: webhooks may be plain http and on any port, as with a Bot API server of one's own.</summary>
    public bool LocalWebhooks { get; init; } = true;

    /// <summary>How many of the latest requests are kept to be looked at; 0 for none. Counters count all of them.</summary>
    public int RequestsKept { get; init; } = 100_000;

    /// <summary>The TCP port on 127.0.0.1; 0 for any that is free.</summary>
    public int Port { get; init; }
}

/// <summary>How much may be sent. Sends and edits count alike; 0 switches a limit off.</summary>
public sealed record FakeLimits
{
    /// <summary>No limit at all.</summary>
    public static FakeLimits None { get; } = new() { GroupPerMinute = 0, ChatPerSecond = 0, OverallPerSecond = 0 };

    /// <summary>Messages a rolling minute in one group.</summary>
    public int GroupPerMinute { get; init; } = 20;

    /// <summary>Messages a second in one chat, in the long run.</summary>
    public double ChatPerSecond { get; init; } = 1;

    /// <summary>Messages that may go to one chat at once after a rest.</summary>
    public int ChatBurst { get; init; } = 4;

    /// <summary>Messages a second in all chats together.</summary>
    public int OverallPerSecond { get; init; } = 30;

    /// <summary>By how much a request that comes before <c>retry_after</c> is over prolongs the wait.</summary>
    public TimeSpan EarlyRetryPenalty { get; init; } = TimeSpan.FromSeconds(3);
}
