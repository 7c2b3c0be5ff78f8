using System.Text.RegularExpressions;
using ServiceBot.FakeTelegram;
using ServiceBot.Hosting;
using ServiceBot.Tests.Harness;
using ServiceBot.Tests.Intake.OData;
using ServiceBot.Tests.Walls;
using YamlDotNet.Serialization;

namespace ServiceBot.Tests.Hosting;

/// <summary>The example of alert rules speaks of figures that there are.</summary>
public sealed partial class AlertRulesTests
{
    private static readonly Lazy<IReadOnlyList<Rule>> Rules = new(Read);

    [Fact]
    public void Each_rule_has_a_name_of_its_own_a_severity_and_says_what_to_do()
    {
        Assert.True(Rules.Value.Count >= 10);
        Assert.Equal(Rules.Value.Count, Rules.Value.Select(x => x.Alert).Distinct().Count());
        Assert.All(Rules.Value, x =>
        {
            Assert.Matches("^ServiceBot[A-Z][A-Za-z]+$", x.Alert);
            Assert.Contains(x.Labels["severity"], new[] { "page", "ticket" });
            Assert.NotEmpty(x.Annotations["summary"]);
            Assert.True(x.Annotations["description"].Length > 30, x.Alert);
            Assert.True(x.For is null || Span().IsMatch(x.For), $"{x.Alert}: {x.For}");
            Assert.Equal(x.Expr.Count(c => c is '('), x.Expr.Count(c => c is ')'));
            Assert.Equal(x.Expr.Count(c => c is '{'), x.Expr.Count(c => c is '}'));
            Assert.Equal(x.Expr.Count(c => c is '['), x.Expr.Count(c => c is ']'));
            Assert.Matches("(==|<|>) ", x.Expr);
        });
    }

    [Fact]
    public async Task Every_figure_and_label_of_the_rules_is_told_by_the_running_service()
    {
        await using var oneC = await FakeOneC.StartAsync();
        await using var station = await StationInTelegram.OpenAsync(change: settings => settings.OData = [Alfa.Source(oneC)]);
        await station.AcceptAsync(Given.Repair("ЗН-1"), Given.Booking("З-1"));
        var card = await station.CardAsync("🟠 Случай №1 ");
        await station.PressAsync(0, card, "✅");
        station.Telegram.Faults = request => request.Method == "editMessageText" ? FaultAction.TooManyRequests(1) : null;
        await station.PressAsync(2, card, "✅");
        await station.Telegram.WaitUntil(() => station.Telegram.Counters.TooManyRequests > 0, TimeSpan.FromSeconds(60));
        station.Telegram.Faults = null;
        using var stranger = new HttpClient { BaseAddress = station.Service.Address };
        await stranger.GetAsync(new Uri("api/v1/cases", UriKind.Relative));
        await station.Http.PostAsync(new Uri("api/v1/calls", UriKind.Relative), new StringContent("""{ "id": "1" }""", System.Text.Encoding.UTF8, "application/json"));
        // The bucket is there once an answer is counted, a moment after it is seen here.
        var text = "";
        await Eventually.Zero(async () =>
        {
            text = await station.Http.GetStringAsync(new Uri("metrics", UriKind.Relative));
            return text.Contains("servicebot_press_answer_seconds_bucket", StringComparison.Ordinal)
                && text.Contains("servicebot_rate_limited_total{", StringComparison.Ordinal) ? 0 : 1;
        });
        var samples = text.Split('\n').Where(x => x.Length > 0 && x[0] != '#').ToList();

        var named = Rules.Value.SelectMany(x => Figure().Matches(x.Expr).Select(m => (x.Alert, Name: m.Groups["name"].Value, Labels: m.Groups["labels"].Value))).ToList();
        Assert.True(named.Count >= Rules.Value.Count - 1);
        Assert.All(named, x => Assert.Contains(samples, s => s.StartsWith(x.Name + "{", StringComparison.Ordinal) || s.StartsWith(x.Name + " ", StringComparison.Ordinal)));
        Assert.All(named.Where(x => x.Labels.Length > 0), x => Assert.Contains(samples, s => s.StartsWith(x.Name + "{", StringComparison.Ordinal) && s.Contains(x.Labels, StringComparison.Ordinal)));
        // A rule that sums by a label needs the label.
        foreach (var rule in Rules.Value)
        {
            foreach (var label in Summed().Matches(rule.Expr).Select(m => m.Groups[1].Value))
                Assert.Contains(samples, s => named.Any(n => n.Alert == rule.Alert && s.StartsWith(n.Name + "{", StringComparison.Ordinal)) && s.Contains(label + "=\"", StringComparison.Ordinal));
            foreach (var label in Shown().Matches(rule.Annotations["summary"]).Select(m => m.Groups[1].Value))
                Assert.Contains(samples, s => named.Any(n => n.Alert == rule.Alert && s.StartsWith(n.Name + "{", StringComparison.Ordinal)) && s.Contains(label + "=\"", StringComparison.Ordinal));
        }

        Assert.Contains("servicebot_healthy{check=\"telegram\"} 1", samples);
        Assert.DoesNotContain(station.Telegram.Token, text, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Rule> Read()
    {
        var text = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "alerts.yml"));
        var file = new DeserializerBuilder().WithCaseInsensitivePropertyMatching().WithDuplicateKeyChecking().Build().Deserialize<RuleFile>(text);
        return Assert.Single(file.Groups).Rules;
    }

    [GeneratedRegex(@"\b(?<name>(?:servicebot|process|dotnet)_[a-z_]+)(?:\{(?<labels>[^}]*)\})?")]
    private static partial Regex Figure();

    [GeneratedRegex(@"\bsum by \(([a-z]+)\)")]
    private static partial Regex Summed();

    [GeneratedRegex(@"\$labels\.([a-z]+)")]
    private static partial Regex Shown();

    [GeneratedRegex(@"^[0-9]+[smhd]$")]
    private static partial Regex Span();

    public sealed class RuleFile
    {
        public List<RuleGroup> Groups { get; set; } = [];
    }

    public sealed class RuleGroup
    {
        public string Name { get; set; } = "";
        public List<Rule> Rules { get; set; } = [];
    }

    public sealed class Rule
    {
        public string Alert { get; set; } = "";
        public string Expr { get; set; } = "";
        public string? For { get; set; }
        public Dictionary<string, string> Labels { get; set; } = [];
        public Dictionary<string, string> Annotations { get; set; } = [];
    }
}
