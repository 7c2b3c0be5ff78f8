using System.CommandLine;
using ServiceBot.Chat.Web;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Hosting.Commands;

/// <summary><c>link</c>: a one-time link with which a member enters the built-in chat.</summary>
internal static class LinkCommand
{
    public static Command Create(CommandFrame frame)
    {
        var station = frame.Station();
        var member = new Option<string>("--member")
        {
            Description = frame.Words["OptionMember"], HelpName = "ID",
        };
        var revoke = new Option<bool>("--revoke") { Description = frame.Words["OptionRevoke"] };
        var command = frame.New("link");
        command.Options.Add(station);
        command.Options.Add(member);
        command.Options.Add(revoke);
        command.Validators.Add(result =>
        {
            if (result.GetResult(member) is null) result.AddError(frame.Words["MemberRequired"]);
        });
        frame.Does(command, (run, cancel) => run.Arguments.GetValue(revoke)
            ? RevokeAsync(run, run.Arguments.GetValue(station), run.Arguments.GetRequiredValue(member), cancel)
            : RunAsync(run, run.Arguments.GetValue(station), run.Arguments.GetRequiredValue(member), cancel));
        return command;
    }

    private static async Task<int> RunAsync(CommandRun run, string? code, string memberId, CancellationToken cancel)
    {
        if (run.Station(code) is not { } station) return run.RefuseStation(code);
        var member = station.Members.FirstOrDefault(m => m.Member.Id.Equals(memberId, StringComparison.OrdinalIgnoreCase));
        if (member is null)
        {
            return run.Refuse(run.Words.Format(
                "NoSuchMember", memberId, string.Join(", ", station.Members.Select(m => m.Member.Id))));
        }

        await using var services = CommandServices.Build(run.Settings, run.Configuration);
        await services.GetRequiredService<Schema>().BringUpToDateAsync(cancel);
        var links = services.GetRequiredService<LoginLinks>();
        var link = await links.CreateAsync(station.Code, member.Member.Id, cancel)
            ?? throw new InvalidOperationException("The member is in the settings and has no link.");
        run.Terminal.Out.WriteLine(Address(run.Configuration["Urls"]) + link.Path);
        run.Terminal.Error.WriteLine(run.Words.Format(
            "LinkFor", member.Member.Name, station.Calendar.Local(link.ExpiresAt).ToString("dd.MM HH:mm", run.Words.Culture)));
        if (!station.Chats.Any(c => c.Channel == WebChannel.ChannelName)) run.Terminal.Error.WriteLine(run.Words["LinkNoRoom"]);
        return ExitCode.Done;
    }

    // Also for who no longer stands in the settings: his sessions open nothing, but may be put away.
    private static async Task<int> RevokeAsync(CommandRun run, string? code, string memberId, CancellationToken cancel)
    {
        if (run.Station(code) is not { } station) return run.RefuseStation(code);
        var id = station.Members.FirstOrDefault(m => m.Member.Id.Equals(memberId, StringComparison.OrdinalIgnoreCase))?.Member.Id ?? memberId;
        await using var services = await CommandServices.BuildReadyAsync(run, cancel);
        var (sessions, links) = await services.GetRequiredService<WebSessions>().RevokeAsync([(station.Code, id)], cancel);
        run.Terminal.Out.WriteLine(run.Words.Format("LinkRevoked", id, sessions, links));
        return ExitCode.Done;
    }

    /// <summary>The address people can open: of several the first, and this machine's name for "every address".</summary>
    internal static string Address(string? urls)
    {
        var first = (urls ?? "http://127.0.0.1:5080").Split(';')[0].Trim().TrimEnd('/');
        foreach (var every in (string[])["://*", "://+", "://0.0.0.0", "://[::]"])
            first = first.Replace(every, "://" + Environment.MachineName.ToLowerInvariant(), StringComparison.Ordinal);
        return first;
    }
}
