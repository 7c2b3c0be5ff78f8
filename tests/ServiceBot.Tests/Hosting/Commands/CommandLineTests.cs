using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using ServiceBot.Hosting.Commands;

namespace ServiceBot.Tests.Hosting.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("run extra")]
    [InlineData("import")]
    [InlineData("import x.csv --kind invoice")]
    [InlineData("demo --port 0")]
    [InlineData("demo --port much")]
    [InlineData("link")]
    [InlineData("key")]
    [InlineData("backup")]
    [InlineData("cases --state Opened")]
    [InlineData("digest --week 2026-47")]
    [InlineData("digest --week 2026-W54")]
    [InlineData("check --loudly")]
    [InlineData("--config")]
    public async Task Wrong_arguments_end_with_2_and_say_why(string line)
    {
        var (code, output, error) = await Shell.RunBareAsync(line.Split(' '));

        Assert.Equal((ExitCode.WrongArguments, ""), (code, output));
        Assert.Contains("--help", error, StringComparison.Ordinal);
        Assert.True(error.Split('\n').Length > 2, error);
    }

    [Theory]
    [InlineData("cases --state opened", "--state: нет такого значения «opened». Допустимо: Open, Repeat, NotRepeat, Undecided, Closed.")]
    [InlineData("import x.csv --kind invoice", "--kind: нет такого значения «invoice». Допустимо: booking, work-order, survey-response, call.")]
    [InlineData("digest --week 2026-W54", "«2026-W54» — не неделя. Неделя пишется так: 2026-W47.")]
    public async Task A_wrong_word_is_told_with_those_that_are_allowed(string line, string words)
    {
        var (_, _, error) = await Shell.RunBareAsync(line.Split(' '));

        Assert.StartsWith(words + "\n", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cases --state notrepeat")]
    [InlineData("cases --state UNDECIDED")]
    public async Task The_case_of_a_state_does_not_matter(string line)
    {
        using var shell = new Shell();

        Assert.Equal(ExitCode.Done, (await shell.RunAsync(line.Split(' '))).Code);
    }

    [Fact]
    public async Task Help_names_every_command_in_the_set_language()
    {
        using var russian = new Shell();
        using var english = new Shell("en");

        var ru = await russian.RunAsync("--help");
        var en = await english.RunAsync("--help");

        Assert.Equal((0, 0), (ru.Code, en.Code));
        foreach (var name in (string[])["run", "demo", "import", "check", "cases", "digest", "link", "key", "backup", "migrate"])
            Assert.Contains($"  {name} ", ru.Out, StringComparison.Ordinal);
        Assert.Contains("Привести схему базы", ru.Out, StringComparison.Ordinal);
        Assert.Contains("Bring the schema", en.Out, StringComparison.Ordinal);
        Assert.DoesNotMatch("[А-Яа-я]", en.Out);
        Assert.DoesNotContain("Description", ru.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("demo")]
    [InlineData("import")]
    [InlineData("check")]
    [InlineData("cases")]
    [InlineData("digest")]
    [InlineData("link")]
    [InlineData("key")]
    [InlineData("forget")]
    [InlineData("backup")]
    [InlineData("restore")]
    [InlineData("migrate")]
    [InlineData("backtest")]
    public async Task Every_command_has_its_help_and_takes_other_settings(string command)
    {
        var (code, output, _) = await Shell.RunBareAsync(command, "--help");

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("--config", output, StringComparison.Ordinal);
        Assert.Contains("--demo", output, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\([A-Z]+\)|Usage|Options", output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("check")]
    [InlineData("cases")]
    public async Task Wrong_settings_end_every_command_with_1_and_all_their_lines(string command)
    {
        using var shell = new Shell(change: s =>
        {
            s["Stations"]![0]!["Commission"] = new JsonObject { ["Quorum"] = 7 };
            s["Detection"] = new JsonObject { ["WindowDays"] = "two weeks" };
        });

        var (code, output, error) = await shell.RunAsync(command.Length == 0 ? [] : [command]);

        Assert.Equal((ExitCode.Refused, ""), (code, output));
        Assert.Contains("ServiceBot:Stations:0:Commission:Quorum = 7", error, StringComparison.Ordinal);
        Assert.Contains("ServiceBot:Detection:WindowDays = two weeks", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(shell.DataFolder));
    }

    [Fact]
    public async Task A_settings_file_that_is_not_there_or_no_JSON_is_named()
    {
        using var shell = new Shell();
        var broken = shell.File("broken.json", "{\n  \"ServiceBot\": {,\n}");

        var missing = await Shell.RunBareAsync("cases", "--config", shell.PathOf("nowhere.json"));
        var unreadable = await Shell.RunBareAsync("cases", "--config", broken);

        Assert.Equal((1, 1), (missing.Code, unreadable.Code));
        Assert.Contains("nowhere.json", missing.Error, StringComparison.Ordinal);
        Assert.Contains("broken.json", unreadable.Error, StringComparison.Ordinal);
        Assert.Contains("LineNumber: 1", unreadable.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hidden_settings_file_is_read()
    {
        using var shell = new Shell();
        var hidden = shell.PathOf(".settings.json");
        File.Copy(shell.Config, hidden);

        var (code, _, _) = await Shell.RunBareAsync("cases", "--config", hidden);

        Assert.Equal(ExitCode.Done, code);
    }

    [Fact]
    public async Task A_service_whose_address_is_taken_refuses_before_it_touches_anything()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        using var shell = new Shell();
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(shell.Config))!;
        settings["Urls"] = address;
        var config = shell.File("taken.json", settings.ToJsonString());

        var (code, _, error) = await Shell.RunBareAsync("run", "--config", config);

        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains(address, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(shell.DataFolder));
    }

    [Fact]
    public async Task Migrate_brings_the_schema_up_once()
    {
        using var shell = new Shell();

        var first = await shell.RunAsync("migrate");
        var second = await shell.RunAsync("migrate");

        Assert.Equal((0, 0), (first.Code, second.Code));
        Assert.StartsWith("Схема обновлена", first.Out, StringComparison.Ordinal);
        Assert.StartsWith("Схема уже соответствует", second.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_is_printed_alone_and_for_whom_beside_it()
    {
        using var shell = new Shell();

        var (code, output, error) = await shell.RunAsync("link", "--station", "SEVER", "--member", "rsto");

        Assert.Equal(ExitCode.Done, code);
        Assert.Matches(@"^http://127\.0\.0\.1:5080/enter/\S{20,}\n$", output);
        Assert.Contains("Рогов С.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("link", "--member", "nobody", "rks, rsto, mc")]
    [InlineData("link", "--member", "rsto --station yug", "sever")]
    [InlineData("cases", "--station", "yug", "sever")]
    [InlineData("digest", "--station", "yug", "sever")]
    public async Task An_unknown_member_or_station_is_refused_with_those_there_are(string command, string option, string value, string known)
    {
        using var shell = new Shell();

        var (code, output, error) = await shell.RunAsync([command, option, .. value.Split(' ')]);

        Assert.Equal((ExitCode.Refused, ""), (code, output));
        Assert.Contains(known, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080")]
    [InlineData("http://10.0.0.7:80/;https://x:1", "http://10.0.0.7:80")]
    [InlineData(null, "http://127.0.0.1:5080")]
    public void A_link_begins_with_the_first_address(string? urls, string expected) =>
        Assert.Equal(expected, LinkCommand.Address(urls));

    [Theory]
    [InlineData("http://*:5080")]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://[::]:5080")]
    public void A_link_to_every_address_names_this_machine(string urls) =>
        Assert.Equal($"http://{Environment.MachineName.ToLowerInvariant()}:5080", LinkCommand.Address(urls));
}
