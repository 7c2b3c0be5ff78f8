using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace ServiceBot.Hosting.Commands;

/// <summary><c>key</c>: a random key for the API and the entry of the settings that holds only its hash.</summary>
internal static class KeyCommand
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static Command Create(CommandFrame frame)
    {
        var name = new Argument<string>("NAME") { Description = frame.Words["ArgumentKeyName"] };
        var stations = new Option<string[]>("--station")
        {
            Description = frame.Words["OptionKeyStation"], HelpName = "S", AllowMultipleArgumentsPerToken = true,
        };
        var command = frame.New("key");
        command.Arguments.Add(name);
        command.Options.Add(stations);
        frame.Does(command, (run, _) => Task.FromResult(Run(
            run, run.Arguments.GetRequiredValue(name), run.Arguments.GetValue(stations) ?? [])));
        return command;
    }

    private static int Run(CommandRun run, string name, string[] codes)
    {
        var opened = new List<string>();
        foreach (var code in codes)
        {
            if (run.Station(code) is not { } station) return run.RefuseStation(code);
            opened.Add(station.Code);
        }

        var key = ApiKeyHash.NewKey();
        run.Terminal.Out.WriteLine(key);
        run.Terminal.Out.WriteLine(JsonSerializer.Serialize(
            new ApiKeySettings { Name = name, Key = ApiKeyHash.Write(key), Stations = opened }, Readable));
        run.Terminal.Error.WriteLine(run.Words["KeyMade"]);
        return ExitCode.Done;
    }
}
