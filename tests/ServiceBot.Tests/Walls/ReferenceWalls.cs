using System.Text.RegularExpressions;
using ServiceBot.Domain.Cases;

namespace ServiceBot.Tests.Walls;

/// <summary>Who may know whom.</summary>
public sealed class ReferenceWalls
{
    private static readonly IReadOnlyList<SourceFile> Host = SourceTree.Files("src/ServiceBot");

    private static List<SourceFile> HostExcept(string room) => [.. Host.Where(x => !x.IsIn(room))];

    private static List<SourceFile> Rooms(params string[] rooms) => [.. Host.Where(x => rooms.Any(x.IsIn))];

    [Fact]
    public void Only_Storage_knows_a_database_provider()
    {
        var provider = new Regex(
            @"Microsoft\.Data\.Sqlite|EntityFrameworkCore\.Sqlite|\bSQLitePCL\b|\bNpgsql|\.UseSqlite\(|\bSqlite(Connection|Command|Exception)\b");

        SourceTree.MustNotContain(HostExcept("src/ServiceBot/Storage"), provider, "Ask Storage; it alone speaks to a database.");
    }

    [Fact]
    public void Only_Chat_Telegram_knows_the_Bot_API()
    {
        Assert.Contains(Rooms("src/ServiceBot/Chat/Telegram"), x => x.Matches(new Regex(@"using Telegram\.Bot\b")).Any());
        SourceTree.MustNotContain(
            HostExcept("src/ServiceBot/Chat/Telegram"), new Regex(@"\bTelegram\.Bot\b"), "The Bot API ends at Chat/Telegram.");
    }

    [Fact]
    public void The_chat_carries_messages_and_presses_and_knows_nothing_of_cases()
    {
        var feature = new Regex(
            @"\bServiceBot\.(Cases|Commission|Alerts|Digests)\b|(?<![.\w])(Cases|Commission|Alerts|Digests)\.\w");

        SourceTree.MustNotContain(
            Rooms("src/ServiceBot/Chat"), feature, "Features register a card renderer and a handler; the chat imports none.");
    }

    [Fact]
    public void The_domain_refers_to_nothing()
    {
        var project = Assert.Single(SourceTree.Files("src/ServiceBot.Domain", "*.csproj"));
        SourceTree.MustNotContain(
            [project], new Regex("<(PackageReference|ProjectReference|FrameworkReference|Reference)\\b"),
            "The rules judge people: the compiler must keep them from a chat, a database and a clock.");

        var used = typeof(RepairCase).Assembly.GetReferencedAssemblies().Select(x => x.Name!).ToList();
        Assert.NotEmpty(used);
        Assert.DoesNotContain(used, x => !x.StartsWith("System.", StringComparison.Ordinal));
        Assert.DoesNotContain(used, x => x.StartsWith("System.Net", StringComparison.Ordinal));
        Assert.DoesNotContain(used, x => x.StartsWith("System.Data", StringComparison.Ordinal));
    }

    [Fact]
    public void The_domain_has_no_clock_and_no_logger()
    {
        var clock = new Regex(
            @"\bTimeProvider\b|\bILogger\b|\bStopwatch\b|\bTickCount|\bTimeZoneInfo\.Local\b|DateTime(Offset)?\.(Utc)?Now\b|\bConsole\.");

        SourceTree.MustNotContain(SourceTree.Files("src/ServiceBot.Domain"), clock, "Time is an argument in the domain.");
    }

    [Fact]
    public void What_reads_never_writes()
    {
        // Posting a digest is the one act of its room; all else there, and all of the other rooms, only reads.
        var readers = Rooms("src/ServiceBot/Digests", "src/ServiceBot/Statistics", "src/ServiceBot/Stand", "src/ServiceBot/Bonus")
            .Where(x => x.Path != "src/ServiceBot/Digests/DigestPost.cs").ToList();
        Assert.Contains(readers, x => x.Path == "src/ServiceBot/Digests/DigestReader.cs");
        Assert.Contains(readers, x => x.Path == "src/ServiceBot/Statistics/StatisticsReader.cs");

        SourceTree.MustNotContain(
            readers, new Regex(@"\bSaveChanges|\bInTransactionAsync\b|\bExecute(Update|Delete|Sql)|\bWriter\b"),
            "A reader that writes can change what it counts.");
    }

    [Fact]
    public void Figures_are_drawn_without_the_chat()
    {
        SourceTree.MustNotContain(
            Rooms("src/ServiceBot/Statistics", "src/ServiceBot/Stand", "src/ServiceBot/Bonus"),
            new Regex(@"\bServiceBot\.Chat\b|(?<![.\w])Chat\.\w|\bOutbox\b"), "Stand, bonus and statistics have no chat.");
    }
}
