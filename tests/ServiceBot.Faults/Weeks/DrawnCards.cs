using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceBot.Alerts;
using ServiceBot.Hosting;

namespace ServiceBot.Faults.Weeks;

/// <summary>The cards as the program would draw them now, from the store, with what stands on their buttons.</summary>
internal static partial class DrawnCards
{
    /// <summary>Draws the cards of all cases.</summary>
    /// <param name="town">Whose store.</param>
    /// <param name="settings">The settings under which they are drawn: the zone of a station is one of them.</param>
    /// <param name="subjects">The subjects of the cases.</param>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(Town town, Settings settings, IReadOnlyCollection<string> subjects)
    {
        var services = new ServiceCollection().AddLogging(x => x.ClearProviders()).AddServiceBotCore(settings);
        await using var provider = services.BuildServiceProvider();
        var cards = await town.ReadAsync(db => provider.GetRequiredService<CaseCard>().RenderAsync(db, subjects, CancellationToken.None));
        return cards.ToDictionary(x => x.Key, x => Form(
            string.Join('\n', [x.Value.Title, .. x.Value.Lines]), x.Value.Buttons.SelectMany(row => row).Select(b => b.Label)));
    }

    /// <summary>A card in the form in which two are compared: invisible marks are none of the words.</summary>
    public static string Form(string text, IEnumerable<string> labels) =>
        Invisible().Replace(text, "").Trim() + "\n" + string.Join(" | ", labels.Select(x => Invisible().Replace(x, "")));

    [GeneratedRegex(@"[\p{Cf}]")]
    private static partial Regex Invisible();
}
