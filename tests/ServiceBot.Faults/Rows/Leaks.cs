using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace ServiceBot.Faults.Rows;

/// <summary>The table's other check of itself: secrets are told on purpose, in every place that is searched, and the row must say so.</summary>
internal static class Leaks
{
    public static FaultRow Row { get; } = new(0, "secrets are told everywhere", "are found", 2, 2, 1, RunAsync);

    private static async Task RunAsync(Trial trial)
    {
        // One trial in this process, one whose service is a process of its own.
        await using var town = await Town.OpenAsync(trial.Findings, TownPlan.Unpaced with { Stations = 1, IsProcess = trial.Seed % 2 != 0 });
        await town.BringBackAsync(1, 1);
        await town.AllSentAsync();
        trial.Findings.Count = trial.Count;
        await town.Book.CompareAsync(trial.Findings);

        var canaries = town.Search.Canaries;
        using (var http = new HttpClient())
        {
            // A message with both telephones, sent as the bot; the trace of it has the token in its address.
            using var words = new FormUrlEncodedContent([new("chat_id", town.Places[0].Group.Id.ToString(CultureInfo.InvariantCulture)), new("text", canaries.Phone), new("caption", canaries.PhoneInWords)]);
            (await http.PostAsync(new Uri($"{town.Telegram.Url}/bot{canaries.Token}/sendMessage"), words)).Dispose();
        }

        // Ids are said back; an address is written into the log of a service that logs its requests.
        await town.Http.PostAsync(new Uri("api/v1/bookings", UriKind.Relative), Town.Json($$"""{"id":"{{canaries.WebhookSecret}}","station":"s1","createdAt":"never"}"""));
        (await town.Http.GetAsync(new Uri($"api/v1/cases?station={canaries.HookSecret}", UriKind.Relative))).Dispose();
        town.Log?.CreateLogger("leak").LogError(new InvalidOperationException(canaries.ApiKey), "An exception tells a key");
        var rejected = Directory.CreateDirectory(Path.Combine(town.DataFolder, "inbox", "rejected"));
        await File.WriteAllTextAsync(Path.Combine(rejected.FullName, "leak.errors.csv"), canaries.Phone);

        await using var database = new SqliteConnection($"Data Source={town.Database}");
        await database.OpenAsync();
        await using var write = database.CreateCommand();
        write.CommandText = "UPDATE \"Cases\" SET \"Plate\" = $phone, \"Model\" = $hash";
        write.Parameters.AddWithValue("$phone", canaries.PhoneInWords);
        write.Parameters.AddWithValue("$hash", Hosting.ApiKeyHash.Write(canaries.ApiKey));
        await write.ExecuteNonQueryAsync();
    }
}
