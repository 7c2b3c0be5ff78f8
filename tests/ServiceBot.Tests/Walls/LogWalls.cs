using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using ServiceBot.Hosting;

namespace ServiceBot.Tests.Walls;

/// <summary>What is logged has a number that stands, so that people and programs can look for it.</summary>
public sealed class LogWalls
{
    private static readonly IReadOnlyList<(string Where, LoggerMessageAttribute Event)> Events =
    [
        .. typeof(Settings).Assembly.GetTypes()
            .SelectMany(x => x.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(x => (Where: x.DeclaringType!.DeclaringType?.Name ?? x.DeclaringType!.Name, Event: x.GetCustomAttribute<LoggerMessageAttribute>()!))
            .Where(x => x.Event is not null).OrderBy(x => x.Event.EventId),
    ];

    [Fact]
    public void Every_event_has_an_explicit_number_of_its_own()
    {
        Assert.True(Events.Count > 50);
        // Four digits: the first two tell the room.
        Assert.All(Events, x => Assert.True(x.Event.EventId is >= 1000 and <= 9999, $"{x.Where}: {x.Event.EventId} {x.Event.Message}"));
        var twice = Events.GroupBy(x => x.Event.EventId).Where(x => x.Count() > 1).Select(x => $"{x.Key}: {string.Join(", ", x.Select(y => y.Where))}").ToList();
        Assert.True(twice.Count == 0, string.Join('\n', twice));
    }

    [Fact]
    public void Nothing_is_logged_without_a_number() => SourceTree.MustNotContain(
        SourceTree.Files("src/ServiceBot"), new Regex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)?\((LogLevel|""|fault|exception|\$)"),
        "Write a LoggerMessage with a number: what has none cannot be looked for.");

    [Fact]
    public void The_list_of_events_in_the_documents_is_that_of_the_program()
    {
        var path = Path.Combine(SourceTree.Root, "docs", "events.md");
        var listed = Listed();
        if (Environment.GetEnvironmentVariable("SERVICEBOT_WRITE_DOCS") == "1") File.WriteAllText(path, listed);
        Assert.True(
            File.ReadAllText(path).ReplaceLineEndings("\n") == listed,
            "docs/events.md is out of date. Write it anew: SERVICEBOT_WRITE_DOCS=1 dotnet test tests/ServiceBot.Tests --filter LogWalls");
    }

    private static string Listed()
    {
        var text = new StringBuilder(
            """
            # Events of the log

            Each message of the log has a number that stays the same: look for it rather than for the words. The first two digits tell
            the room: 10 records come in, 11 rules, 12 cases, 13 what people do in a chat, 14 sending, 15 Telegram, 16 digests, 17 the
            morning, 19 the host. Secrets and customers' data are in none of them.

            This list is written by the tests: `SERVICEBOT_WRITE_DOCS=1 dotnet test tests/ServiceBot.Tests --filter LogWalls`.

            | Number | Level | Message | Where |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (where, one) in Events)
            text.Append($"| {one.EventId} | {(one.Level == LogLevel.None ? "as it went" : one.Level)} | {one.Message!.Replace("|", "\\|", StringComparison.Ordinal)} | {where} |\n");
        return text.ToString();
    }
}
