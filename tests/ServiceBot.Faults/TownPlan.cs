using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Chat;
using ServiceBot.FakeTelegram;
using ServiceBot.Hosting;

namespace ServiceBot.Faults;

/// <summary>How a town is laid out.</summary>
internal sealed record TownPlan
{
    /// <summary>Stations, each with a group of its own.</summary>
    public int Stations { get; init; } = 4;

    /// <summary>How many times faster than the wall's the clock of both sides runs.</summary>
    public double Speed { get; init; } = 30;

    /// <summary>The service's pace in Telegram; null for the usual one.</summary>
    public ChannelPace? Pace { get; init; }

    /// <summary>How much the fake Telegram takes.</summary>
    public FakeLimits Limits { get; init; } = new();

    /// <summary>How long a send may take; real time, whatever the clock. Null for the service's own time: a busy machine must not be taken for a lost answer.</summary>
    public TimeSpan? SendTimeout { get; init; }

    /// <summary>Whether updates are brought rather than asked for.</summary>
    public bool Webhook { get; init; }

    /// <summary>Whether the clock begins at the wall's time: the command line goes by that.</summary>
    public bool StartsNow { get; init; }

    /// <summary>The clock of the service's machine, over the true one; null for the true one.</summary>
    public Func<TimeProvider, TimeProvider>? ServiceClock { get; init; }

    /// <summary>The service as a process of its own, so that it can be killed; on the wall's clock unless <see cref="Clock"/> is given.</summary>
    public bool IsProcess { get; init; }

    /// <summary>The program of that process and its arguments, given the file of the settings; null for the service's own.</summary>
    public Func<string, IReadOnlyList<string>>? Program { get; init; }

    /// <summary>The disk that the store is on; null for the machine's.</summary>
    public SmallDisk? Disk { get; init; }

    /// <summary>Basic groups, which may become supergroups.</summary>
    public bool BasicGroups { get; init; }

    /// <summary>Forums, with a topic for the cards.</summary>
    public bool Forums { get; init; }

    /// <summary>What stands between the service and Telegram; null for nothing.</summary>
    public Func<FakeTelegramServer, Front>? Front { get; init; }

    /// <summary>The clock of both sides; null for one that only runs fast.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>How long a press waits to be fetched.</summary>
    public TimeSpan PressLife { get; init; } = TimeSpan.FromHours(2);

    /// <summary>What is set otherwise than usual; asked at each start.</summary>
    public Action<Settings>? Set { get; init; }

    /// <summary>What is put in place of the usual services.</summary>
    public Action<IServiceCollection>? Replace { get; init; }

    /// <summary>No limit on either side: for rows that are about something else than the pace.</summary>
    public static TownPlan Unpaced { get; } = new() { Pace = new ChannelPace(null, TimeSpan.Zero, null), Limits = FakeLimits.None };
}

/// <summary>A station with its group.</summary>
internal sealed class Place(string code, FakeChat group, int? topic)
{
    public string Code { get; } = code;

    /// <summary>The group; another one once it has become a supergroup.</summary>
    public FakeChat Group { get; set; } = group;

    /// <summary>The id that the settings name.</summary>
    public long SetId { get; } = group.Id;

    public int? Topic { get; } = topic;

    /// <summary>The chat as the store names it.</summary>
    public string Key => Topic is null ? $"telegram:{Group.Id}" : $"telegram:{Group.Id}/{Topic}";
}
