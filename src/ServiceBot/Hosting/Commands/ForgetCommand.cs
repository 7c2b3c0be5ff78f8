using System.CommandLine;
using ServiceBot.Domain.Sources;
using ServiceBot.Persons;

namespace ServiceBot.Hosting.Commands;

/// <summary><c>forget --phone P</c>: removes a customer from everything that is kept, with a receipt.</summary>
internal static class ForgetCommand
{
    public static Command Create(CommandFrame frame)
    {
        var phone = new Option<string>("--phone") { Description = frame.Words["OptionPhone"], HelpName = "P", Required = true };
        var command = frame.New("forget");
        command.Options.Add(phone);
        frame.Does(command, (run, cancel) => RunAsync(run, run.Arguments.GetRequiredValue(phone), cancel));
        return command;
    }

    private static async Task<int> RunAsync(CommandRun run, string text, CancellationToken cancel)
    {
        // The number is not repeated: what is printed is kept as a receipt.
        if (PhoneNumber.ReadAll(text) is not [var phone]) return run.Refuse(run.Words["ForgetNotAPhone"]);
        await using var services = await CommandServices.BuildReadyAsync(run, cancel);
        var forgotten = await services.GetRequiredService<ForgetPerson>().ForgetAsync(phone, cancel);
        var receipt = forgotten.Receipt;
        var terminal = run.Terminal.Out;
        terminal.WriteLine(run.Words[receipt.IsEmpty ? "ForgetNothing" : "ForgetDone"]);
        foreach (var (key, count) in (IEnumerable<(string, int)>)
            [
                ("ForgetRecords", receipt.Records), ("ForgetCalls", receipt.Calls), ("ForgetSignals", receipt.Signals), ("ForgetReports", receipt.Reports),
                ("ForgetRemarks", receipt.Remarks), ("ForgetMessages", receipt.Messages), ("ForgetWebMessages", receipt.WebMessages),
                ("ForgetDocuments", receipt.Documents),
            ])
            terminal.WriteLine(run.Words.Format(key, count));
        if (receipt.Cases.Count > 0)
            terminal.WriteLine(run.Words.Format("ForgetCases", string.Join(", ", receipt.Cases.Select(x => x["case:".Length..]))));
        terminal.WriteLine(run.Words[forgotten.LogIsEmpty ? "ForgetRewritten" : "ForgetLogInUse"]);
        if (forgotten.Files.Count > 0) terminal.WriteLine(run.Words["ForgetFiles"]);
        foreach (var file in forgotten.Files) terminal.WriteLine("  " + file);
        if (forgotten.Unread.Count > 0) terminal.WriteLine(run.Words["ForgetUnread"]);
        foreach (var file in forgotten.Unread) terminal.WriteLine("  " + file);
        terminal.WriteLine(run.Words["ForgetElsewhere"]);
        return ExitCode.Done;
    }
}
