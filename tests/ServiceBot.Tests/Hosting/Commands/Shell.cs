using System.Text.Json.Nodes;
using ServiceBot.Hosting.Commands;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Hosting.Commands;

/// <summary>Runs commands as a person does, over a store and settings of its own.</summary>
internal sealed class Shell : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Shell(string language = "ru", Action<JsonObject>? change = null)
    {
        var settings = new JsonObject
        {
            ["Language"] = language,
            ["DataFolder"] = Path.Combine(_folder.Path, "data"),
            ["Stations"] = new JsonArray(new JsonObject
            {
                ["Code"] = "sever",
                ["Name"] = "СТО Север",
                ["Chats"] = new JsonArray(new JsonObject { ["Channel"] = "web", ["Id"] = "sever" }),
                ["Members"] = new JsonArray(
                    Member("rks", "Орлова А.", "HeadOfClientService"), Member("rsto", "Рогов С.", "StationManager"),
                    Member("mc", "Громов Е.", "Foreman")),
            }),
        };
        change?.Invoke(settings);
        Config = File("settings.json", new JsonObject { ["ServiceBot"] = settings }.ToJsonString());
    }

    public string Config { get; }

    public string DataFolder => PathOf("data");

    public string PathOf(string name) => Path.Combine(_folder.Path, name);

    public string File(string name, string content)
    {
        System.IO.File.WriteAllText(PathOf(name), content);
        return PathOf(name);
    }

    /// <summary>Runs a command with these settings.</summary>
    public Task<(int Code, string Out, string Error)> RunAsync(params string[] args) => RunBareAsync([.. args, "--config", Config]);

    /// <summary>Runs a command without settings of its own.</summary>
    public static async Task<(int Code, string Out, string Error)> RunBareAsync(params string[] args)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var code = await CommandLine.RunAsync(args, new Terminal(output, error, IsLive: false), CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }

    public void Dispose() => _folder.Dispose();

    private static JsonObject Member(string id, string name, string role) =>
        new() { ["Id"] = id, ["Name"] = name, ["Roles"] = new JsonArray(role) };
}
