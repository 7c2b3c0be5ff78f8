using System.Collections.Concurrent;
using ServiceBot.Faults;

namespace ServiceBot.Tests.Stories;

/// <summary>
/// Every row of the fault table, small and seeded. The whole of it: <c>dotnet run -c Release --project tests/ServiceBot.Faults</c>.
/// </summary>
public sealed class NothingIsLostUnderFaults(NothingIsLostUnderFaults.Table table) : IClassFixture<NothingIsLostUnderFaults.Table>
{
    public static TheoryData<int> Rows => [.. FaultTable.Numbers];

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_row_of_the_table_holds(int row)
    {
        var (exitCode, text) = table.Of(row);

        Assert.True(exitCode == 0, text);
        Assert.Contains($"\n| {row} | ", text);
        Assert.EndsWith(" | holds |", text.TrimEnd());
    }

    [Fact]
    public void A_card_that_vanishes_is_told_as_lost()
    {
        var (exitCode, text) = table.Of(0);

        Assert.Equal(1, exitCode);
        Assert.True(text.Contains("| 2 | 1 | 0 | 0 | 0 |", StringComparison.Ordinal), text);
        Assert.Contains("--rows 0 --count 2 --seed 20261126", text);
    }

    [Fact]
    public void Secrets_that_are_told_on_purpose_are_found_wherever_they_are_told()
    {
        var (_, text) = table.Of(0);

        // Once in this process, once in a process of its own.
        foreach (var trial in (string[])["--rows 0 --count 1 --seed 20261126", "--rows 0 --count 1 --seed 20261127"])
        {
            Assert.Contains(trial, text);
            var found = text[text.IndexOf(trial, StringComparison.Ordinal)..].Split("\n\n")[0];
            foreach (var told in (string[])
                [
                    "the bot token in trace", "the telephone in Telegram's sendMessage, text", "the telephone in words in Telegram's sendMessage, caption",
                    "the webhook secret in the answer 422 to POST /api/v1/bookings", "the telephone in words in the column Cases.Plate",
                    "the hash of the API key in the column Cases.Model", "the hash of the API key in the bytes of servicebot.db", "the telephone in the file .errors.csv",
                    trial.EndsWith('6') ? "the API key in log" : "the hook secret in the output of the process",
                ])
                Assert.True(found.Contains("told: " + told, StringComparison.Ordinal), $"{told}\n{text}");
        }
    }

    [Fact]
    public void What_is_altered_in_a_week_is_found_wherever_it_is_altered()
    {
        var (_, text) = table.Of(0);

        foreach (var told in (string[])
            [
                "1 records are lost", "1 signals are lost", ": it must be ", "a press is kept 0 times", "kept is «Иное»", "no live card", "the chat shows\nСлучай закрыт",
                ": sent again by ", "1 copies in the chat, 0 marked", "the digest says «Под подозрением: 7",
                "of it unhindered; 00:30:00 are allowed", " lost, 1 late; ",
            ])
            Assert.True(text.Contains(told, StringComparison.Ordinal), $"{told}\n{text}");
    }

    [Theory]
    [InlineData("--rows", "99")]
    [InlineData("--count", "0")]
    [InlineData("--seed")]
    [InlineData("--loud", "1")]
    public async Task Wrong_arguments_are_told_how_it_is_meant(params string[] args)
    {
        using var output = new StringWriter();

        Assert.Equal(2, await FaultTable.RunAsync(args, output));

        Assert.StartsWith("--rows 6,8", output.ToString());
    }

    /// <summary>The rows wait most of the time: several run beside one another.</summary>
    public sealed class Table : IAsyncLifetime
    {
        private readonly ConcurrentDictionary<int, (int ExitCode, string Text)> _rows = new();

        public (int ExitCode, string Text) Of(int row) => _rows[row];

        public Task InitializeAsync() => Parallel.ForEachAsync(
            FaultTable.Numbers.Prepend(0), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (row, _) =>
            {
                using var output = new StringWriter();
                _rows[row] = (await FaultTable.RunAsync(["--rows", $"{row}", "--small"], output), output.ToString());
            });

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
