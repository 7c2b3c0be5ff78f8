using System.Reflection;
using Telegram.Bot;

namespace ServiceBot.Tests.Walls;

/// <summary>The chat is written against the package Telegram.Bot; this keeps our part of it interchangeable with the package.</summary>
public class TelegramSurfaceTests
{
    private static readonly Assembly Library = typeof(TelegramBotClient).Assembly;
    private static readonly bool IsThePackage = Library.GetName().Version!.Major >= 22;
    private static readonly Dictionary<string, SurfaceType> Actual = PublicSurface.Of(Library);
    private static readonly SurfaceList Listed = SurfaceList.Read();

    [Fact]
    public void Every_listed_type_and_member_is_there_with_the_same_signature_and_name_on_the_wire()
    {
        var missing = new List<string>();
        var examined = 0;
        foreach (var (name, listed) in Listed.Types)
        {
            if (!Actual.TryGetValue(name, out var actual))
            {
                missing.Add(name);
                continue;
            }

            examined += 1 + listed.Members.Count;
            if (actual.Declaration != listed.Declaration)
                missing.Add($"{name}: {listed.Declaration}, not {actual.Declaration}");
            missing.AddRange(listed.Parents.Except(actual.Parents).Select(parent => $"{name} is no {parent}"));
            missing.AddRange(listed.Members.Except(actual.Members).Select(member => $"{name}: {member}"));
        }

        Assert.Empty(missing);
        Assert.True(examined > 800, $"only {examined} lines were compared");
    }

    [Fact]
    public void Nothing_public_is_there_that_the_package_has_not()
    {
        var surplus = new List<string>();
        foreach (var (name, actual) in Actual)
        {
            if (Listed.Types.TryGetValue(name, out var listed))
                surplus.AddRange(actual.Members.Except(listed.Members).Select(member => $"{name}: {member}"));
            else if (!Listed.NamesOnly.Contains(name))
                surplus.Add(name);
            else if (actual.Members.Any(member => !member.EndsWith("()", StringComparison.Ordinal)))
                surplus.Add($"{name} has members, though only its name is listed");
        }

        Assert.True(Actual.Count > 100, $"only {Actual.Count} types were found");
        if (IsThePackage)
            Assert.NotEmpty(surplus);
        else
            Assert.Empty(surplus);
    }

    [Theory]
    [InlineData("Telegram.Bot.TelegramBotClientExtensions", "static Task<Message> SendMessage(this ITelegramBotClient botClient, ")]
    [InlineData("Telegram.Bot.Types.Message", "int Id { get; set; } [message_id, always written]")]
    [InlineData("Telegram.Bot.Types.Enums.UpdateType", "Unknown = 0")]
    public void The_list_and_the_assembly_are_written_in_the_same_words(string type, string beginning)
    {
        Assert.Contains(Listed.Types[type].Members, member => member.StartsWith(beginning, StringComparison.Ordinal));
        Assert.Contains(Actual[type].Members, member => member.StartsWith(beginning, StringComparison.Ordinal));
    }
}

/// <summary>The checked-in list of what the package offers.</summary>
internal sealed record SurfaceList(Dictionary<string, SurfaceType> Types, HashSet<string> NamesOnly)
{
    public static SurfaceList Read()
    {
        using var stream = typeof(SurfaceList).Assembly.GetManifestResourceStream("telegram-bot-surface.txt")!;
        using var reader = new StreamReader(stream);
        var list = new SurfaceList([], []);
        List<string> members = [];
        var namesOnly = false;
        while (reader.ReadLine() is { } line)
        {
            namesOnly |= line == "# names only";
            if (line.Length == 0 || line[0] == '#')
                continue;
            var parts = line.Trim().Split(" | ");
            if (line[0] == ' ')
                members.Add(line.Trim());
            else if (namesOnly)
                list.NamesOnly.Add(parts[0]);
            else
                list.Types.Add(parts[0], new(parts[1], parts.Length > 2 ? parts[2].Split("; ") : [], members = []));
        }

        return list;
    }
}
