using ServiceBot.Benchmarks;
using ServiceBot.Benchmarks.Scenarios;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Benchmarks;

/// <summary>
/// The benchmarks still measure what they say, on tiny sizes. Each scenario counts what arrived by itself and throws where
/// something is missing or doubled; times are none of a test's business.
/// </summary>
[Collection(Alone.Name)]
public sealed class BenchmarksWork
{
    [Fact]
    public async Task Every_card_of_the_burst_arrives_once_for_one_request()
    {
        var figures = await new BurstScenario().RunAsync(quick: true, _ => { });

        Assert.Equal(3, figures.Single(x => x.Name == "cards there").Value);
        Assert.Equal(3, figures.Single(x => x.Name == "requests for them").Value);
    }

    [Fact]
    public async Task Every_press_is_answered_and_shown()
    {
        var figures = await new PressesScenario().RunAsync(quick: true, _ => { });

        Assert.Equal(6 * 4, figures.Single(x => x.Name == "votes shown").Value);
        Assert.InRange(figures.Single(x => x.Name == "edits for them").Value, 3, 3 * 4);
    }

    [Fact]
    public async Task Alerts_and_starts_are_measured_and_printed_with_their_aims()
    {
        using var output = new StringWriter();

        Assert.Equal(0, await BenchmarkRun.RunAsync(["alert", "start", BenchmarkRun.QuickOption], output));

        Assert.DoesNotContain("DOES NOT WORK", output.ToString());
        Assert.Equal(7, output.ToString().Split("aim ").Length - 1);
    }

    [Fact]
    public async Task What_a_service_keeps_does_not_grow_over_the_days_and_growth_would_be_seen()
    {
        var figures = await new SoakScenario().RunAsync(quick: true, _ => { });
        Assert.Equal(8 * 4, figures.Single(x => x.Name == "presses answered").Value);

        var leak = await Assert.ThrowsAsync<MalfunctionException>(() => new SoakScenario(isLeaking: true).RunAsync(quick: true, _ => { }));
        Assert.Contains("It grows", leak.Message);
    }

    [Fact]
    public async Task An_unknown_scenario_is_refused_with_the_names_there_are()
    {
        using var output = new StringWriter();

        Assert.Equal(2, await BenchmarkRun.RunAsync(["alerts"], output));

        Assert.Contains("alert, burst, presses, start", output.ToString());
    }
}
