using ServiceBot.FakeTelegram;

namespace ServiceBot.Faults.Rows;

/// <summary>Telegram refuses the answers to presses.</summary>
internal static class UnansweredPresses
{
    private const string TooOld = "Bad Request: query is too old and response timeout expired or query ID is invalid";

    public static FaultRow Row { get; } = new(
        16, "answer to a press refused (\"query is too old\", 500)", "vote kept, process alive", 1000, 60, 250, RunAsync);

    private static async Task RunAsync(Trial trial)
    {
        await using var town = await Town.OpenAsync(trial.Findings, TownPlan.Unpaced);
        await town.BringBackAsync(1, 20);
        await town.AllSentAsync();
        var voting = new Voting(town);
        var cards = voting.AllCards();
        town.Telegram.Faults = request => request.Method != "answerCallbackQuery" ? null
            : long.Parse(request["callback_query_id"]!, System.Globalization.CultureInfo.InvariantCulture) % 2 == 0
                ? FaultAction.Refuse(400, TooOld) : FaultAction.InternalError();
        for (var i = 0; i < trial.Count; i++) voting.PressAny(cards, trial.Random);
        await Town.UntilAsync(
            async () => town.Telegram.PendingUpdates == 0
                && town.Telegram.Requests.Where(x => x.Method == "answerCallbackQuery").Select(x => x["callback_query_id"]).Distinct().Count() >= trial.Count
                && (await Store.PressesAsync(town)).Count >= trial.Count,
            "every press is taken and its answer tried");

        trial.Findings.Count = trial.Count;
        await voting.CompareAsync(trial.Findings);
        trial.Findings.Check(town.Telegram.Presses.All(x => x.Answer is null), "an answer got through");
        // Still refused, and ready all the same; on the fast clock a moment of a busy machine is a minute in which nobody was heard.
        var said = "";
        await Town.UntilAsync(
            async () =>
            {
                using var alive = await town.Http.GetAsync(new Uri("health/ready", UriKind.Relative));
                said = await alive.Content.ReadAsStringAsync();
                return alive.IsSuccessStatusCode;
            },
            "the service is ready while answers are refused", () => Task.FromResult(said));
        // The answering goes on when Telegram takes answers again.
        town.Telegram.Faults = null;
        var answer = await town.Telegram.PressAsync(town.Members[0].Id, cards[0].Card.ChatId, cards[0].Card.Id, "✅", Town.Patience);
        trial.Findings.Check(answer.Text is { Length: > 0 }, "no words after it was mended");
    }
}
