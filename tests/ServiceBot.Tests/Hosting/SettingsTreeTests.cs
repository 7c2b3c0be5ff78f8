using Microsoft.Extensions.Configuration;
using ServiceBot.Hosting;

namespace ServiceBot.Tests.Hosting;

/// <summary>Settings read through the tree are those that the library's own collection would give, only sooner.</summary>
public sealed class SettingsTreeTests
{
    private static readonly string[] Names = ["Stations", "stations", "0", "1", "2", "10", "Code", "Chats", "Название"];

    [Fact]
    public void Every_section_has_the_children_and_values_that_the_library_gives_it()
    {
        var chance = new Random(20261126);
        for (var round = 0; round < 50; round++)
        {
            var values = Enumerable.Range(0, 60).Select(n => KeyValuePair.Create(
                string.Join(':', Enumerable.Range(0, chance.Next(1, 5)).Select(_ => Names[chance.Next(Names.Length)])), n % 7 == 0 ? null : $"{n}"))
                .DistinctBy(x => x.Key, StringComparer.OrdinalIgnoreCase).ToList();
            var above = KeyValuePair.Create("Stations:1:Code", (string?)"later");
            var expected = new ConfigurationBuilder().AddInMemoryCollection(values).AddInMemoryCollection([above]).Build();
            var actual = new ConfigurationBuilder().Add(new SettingsTree(values)).AddInMemoryCollection([above]).Build();

            // Of a name that stands there in two spellings the library shows one by chance.
            Assert.Equal(Lines(expected), Lines(actual), StringComparer.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void What_is_set_later_is_found()
    {
        var settings = new ConfigurationBuilder().Add(new SettingsTree([])).Build();

        settings["Telegram:Token"] = "x";

        Assert.Equal(["Telegram=", "Telegram:Token=x"], Lines(settings));
    }

    private static IReadOnlyList<string> Lines(IConfiguration section) =>
        [.. section.GetChildren().SelectMany(x => Lines(x).Prepend($"{x.Path}={x.Value}"))];
}
