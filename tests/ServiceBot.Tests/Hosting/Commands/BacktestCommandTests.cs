using ServiceBot.Hosting.Commands;

namespace ServiceBot.Tests.Hosting.Commands;

public sealed class BacktestCommandTests
{
    private const string Orders =
        """
        [ { "id": "ЗН-1", "openedAt": "2026-10-02T09:00", "closedAt": "2026-10-03T18:00", "vehicle": { "vin": "X9632120080000001", "plate": "А001ВС178" },
            "complaint": "стук спереди", "lines": [ { "text": "Замена шаровой опоры" } ] },
          { "id": "ЗН-2", "openedAt": "2026-10-23T09:00", "closedAt": "2026-10-24T18:00", "vehicle": { "vin": "X9632120080000001" },
            "complaint": "снова стук спереди", "lines": [ { "text": "Замена шаровой опоры" } ] },
          { "id": "ЗН-3", "openedAt": "2026-10-30T09:00", "vehicle": { "plate": "А001ВС178" }, "complaint": "не горит фара", "lines": [] },
          { "id": "ЗН-4", "openedAt": "2026-10-31T09:00", "kind": "maintenance", "vehicle": { "plate": "А001ВС178" }, "lines": [] },
          { "id": "ЗН-9", "openedAt": "2026-10-30T09:00", "vehicle": { "plate": "В777ОР77" }, "complaint": "не горит фара", "lines": [] } ]
        """;

    private static async Task<Shell> WithHistoryAsync()
    {
        var shell = new Shell();
        var (code, _, error) = await shell.RunAsync("import", shell.File("orders.json", Orders), "--kind", "work-order");
        Assert.True(code == 0, error);
        return shell;
    }

    [Fact]
    public async Task Each_window_tells_its_returns_by_grade_its_cases_and_what_was_left_out()
    {
        using var shell = await WithHistoryAsync();

        var (code, output, error) = await shell.RunAsync("backtest");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("ремонтов за период 4", output);
        Assert.Contains("Окно 7 дн.: возвратов 1 (тот же узел 0, та же система 0, другой узел 1); случаев было бы 0", output);
        Assert.Contains("Окно 30 дн.: возвратов 2 (тот же узел 1, та же система 0, другой узел 1); случаев было бы 1", output);
        Assert.Contains("не возвраты: не ремонт, а ТО 1", output);
        Assert.Contains("2026-10-23  ЗН-2 после ЗН-1, дней 20  А001ВС178  тот же узел", output);
        Assert.Contains("2026-10-31  ЗН-4 после ЗН-2, дней 7  не ремонт, а ТО", output);
    }

    [Fact]
    public async Task A_span_and_windows_of_ones_own_are_kept_to()
    {
        using var shell = await WithHistoryAsync();

        var (_, output, _) = await shell.RunAsync("backtest", "--from", "2026-10-24", "--to", "2026-10-30", "--window", "21", "28");

        Assert.Contains("Окно 21 дн.: возвратов 1", output);
        Assert.Contains("Окно 28 дн.: возвратов 1", output);
        Assert.DoesNotContain("ЗН-2 после", output);
        Assert.DoesNotContain("ЗН-4", output);
    }

    [Fact]
    public async Task Nothing_is_raised_by_it()
    {
        using var shell = await WithHistoryAsync();
        var before = (await shell.RunAsync("cases", "--json")).Out;

        await shell.RunAsync("backtest", "--window", "60");

        Assert.Equal(before, (await shell.RunAsync("cases", "--json")).Out);
    }

    [Theory]
    [InlineData("--window", "0")]
    [InlineData("--window", "две")]
    [InlineData("--from", "01.10.2026")]
    public async Task A_wrong_argument_is_told_with_what_is_allowed(string option, string value)
    {
        using var shell = new Shell();

        var (code, _, error) = await shell.RunAsync("backtest", option, value);

        Assert.Equal(ExitCode.WrongArguments, code);
        Assert.Contains(option, error);
    }

    [Fact]
    public async Task A_span_that_runs_backwards_is_refused()
    {
        using var shell = new Shell();

        var (code, _, error) = await shell.RunAsync("backtest", "--from", "2026-10-02", "--to", "2026-10-01");

        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("2026-10-02", error);
    }
}
