using System.Net.Http.Json;

namespace ServiceBot.Faults;

/// <summary>A program that hands records over: it posts each until it is answered, whatever happens to the service meanwhile.</summary>
internal sealed class Poster(Town town)
{
    /// <summary>Brings vehicles back one after another, as <see cref="Town.BringBackAsync"/> does.</summary>
    public async Task BringBackAsync(int first, int count, CancellationToken cancel)
    {
        for (var n = first; n < first + count; n++)
        {
            var station = town.Places[n % town.Places.Count].Code;
            await PostAsync("work-orders", town.Repair(station, n, town.Clock.GetUtcNow().AddDays(-9)), cancel);
            await PostAsync("bookings", town.Booking(station, n), cancel);
            town.Book.Accepted[n] = new Acceptance(station, town.Clock.GetUtcNow());
        }
    }

    /// <summary>Posts a record until it is taken.</summary>
    /// <param name="kind">The last part of the address.</param>
    /// <param name="record">The record.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="refused">Told of each refusal to come again after; null where there must be none.</param>
    public async Task PostAsync(string kind, object record, CancellationToken cancel, Action<int>? refused = null)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                if (town.HttpNow is not { } http)
                {
                    await Task.Delay(30, cancel);
                    continue;
                }

                using var answer = await http.PostAsJsonAsync("api/v1/" + kind, record, cancel);
                if (answer.IsSuccessStatusCode) return;
                if (refused is not null && (int)answer.StatusCode is 503 or 507)
                {
                    refused((int)answer.StatusCode);
                    await Task.Delay(100, cancel);
                    continue;
                }

                throw new InvalidOperationException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancel)}");
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or IOException or ObjectDisposedException or System.Net.Sockets.SocketException
                && !cancel.IsCancellationRequested)
            {
                await Task.Delay(30, cancel);
            }
        }
    }
}
