using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Hosting;
using ServiceBot.Tests.Harness;
using ServiceBot.Tests.Walls;
using YamlDotNet.Serialization;

namespace ServiceBot.Tests.Hosting;

/// <summary>The files with which the service is set up say what the program does.</summary>
public sealed class DeploymentTests
{
    private static readonly string[] Commands = ["run", "--config"];

    // The words of systemd.exec, systemd.service, systemd.unit and systemd.resource-control that the unit uses: a slip is none.
    private static readonly HashSet<string> Known =
    [
        "Unit/Description", "Unit/Documentation", "Unit/Wants", "Unit/After", "Unit/StartLimitIntervalSec", "Unit/StartLimitBurst",
        "Service/Type", "Service/NotifyAccess", "Service/ExecStart", "Service/Restart", "Service/RestartSec", "Service/TimeoutStopSec",
        "Service/KillSignal", "Service/EnvironmentFile", "Service/Environment", "Service/DynamicUser", "Service/User", "Service/StateDirectory",
        "Service/StateDirectoryMode", "Service/WorkingDirectory", "Service/UMask", "Service/ProtectSystem", "Service/ProtectHome",
        "Service/PrivateTmp", "Service/PrivateDevices", "Service/PrivateUsers", "Service/ProtectClock", "Service/ProtectControlGroups",
        "Service/ProtectHostname", "Service/ProtectKernelLogs", "Service/ProtectKernelModules", "Service/ProtectKernelTunables",
        "Service/ProtectProc", "Service/NoNewPrivileges", "Service/CapabilityBoundingSet", "Service/AmbientCapabilities",
        "Service/LockPersonality", "Service/RestrictAddressFamilies", "Service/RestrictNamespaces", "Service/RestrictRealtime",
        "Service/RestrictSUIDSGID", "Service/RemoveIPC", "Service/SystemCallArchitectures", "Service/SystemCallFilter",
        "Service/SystemCallErrorNumber", "Service/MemoryDenyWriteExecute", "Service/MemoryHigh", "Service/MemoryMax", "Service/LimitNOFILE",
        "Service/LimitCORE",
        "Install/WantedBy",
    ];

    [Fact]
    public void The_unit_holds_only_words_of_systemd_and_shuts_the_service_in()
    {
        var unit = Unit();
        Assert.Empty(unit.Select(x => x.Key).Except(Known));
        var once = unit.Where(x => x.Key is not ("Service/Environment" or "Service/SystemCallFilter")).GroupBy(x => x.Key).Where(x => x.Count() > 1);
        Assert.Empty(once.Select(x => x.Key));
        string Of(string key) => Assert.Single(unit, x => x.Key == key).Value;

        Assert.Equal(("notify", "yes", "strict", "yes", ""), (Of("Service/Type"), Of("Service/DynamicUser"), Of("Service/ProtectSystem"), Of("Service/NoNewPrivileges"), Of("Service/CapabilityBoundingSet")));
        Assert.Equal(["/opt/servicebot/servicebot", .. Commands, "/etc/servicebot/servicebot.json"], Of("Service/ExecStart").Split(' '));
        // Where it may write is where it writes.
        Assert.Contains(unit, x => x == ("Service/Environment", "ServiceBot__DataFolder=/var/lib/" + Of("Service/StateDirectory")));
        // Every setting that it gives is one of the program; none is a secret.
        var given = unit.Where(x => x.Key == "Service/Environment").Select(x => x.Value.Split('=')[0]).ToList();
        Assert.All(given.Where(x => x.StartsWith("ServiceBot__", StringComparison.Ordinal)), x => Assert.NotNull(typeof(ServiceBot.Hosting.Settings).GetProperty(x["ServiceBot__".Length..])));
        Assert.DoesNotContain(given, x => Regex.IsMatch(x, "Token|Key|Secret|Password", RegexOptions.IgnoreCase));
        Assert.Matches("^-?/etc/servicebot/", Of("Service/EnvironmentFile"));
    }

    [Fact]
    public void The_compose_file_starts_the_image_shut_in_and_keeps_secrets_out_of_itself()
    {
        var text = File.ReadAllText(Path.Combine(SourceTree.Root, "deploy", "compose.yml"));
        var file = new DeserializerBuilder().WithDuplicateKeyChecking().Build().Deserialize<Dictionary<string, Dictionary<string, Dictionary<string, object>>>>(text);
        var service = Assert.Single(file["services"]).Value;
        var docker = File.ReadAllText(Path.Combine(SourceTree.Root, "Dockerfile"));

        Assert.Equal([.. Commands, "/etc/servicebot/servicebot.json"], (List<object>)service["command"]);
        Assert.Equal(("true", "..", "10s"), (service["read_only"], service["build"], service["stop_grace_period"]));
        Assert.Equal(["ALL"], (List<object>)service["cap_drop"]);
        Assert.Equal(["no-new-privileges:true"], (List<object>)service["security_opt"]);
        // The volume is where the image keeps its data, the port where it listens, and open to this machine only.
        Assert.Contains("ServiceBot__DataFolder=/data", docker);
        Assert.Contains("data:/data", (List<object>)service["volumes"]);
        Assert.Contains("EXPOSE 5080", docker);
        Assert.Equal(["127.0.0.1:5080:5080"], (List<object>)service["ports"]);
        Assert.False(service.ContainsKey("environment"));
        Assert.Equal(["data"], file["volumes"].Keys);
    }

    [Fact]
    public void No_image_of_the_memory_is_written_when_the_service_falls()
    {
        var unit = Unit();
        Assert.Contains(("Service/LimitCORE", "0"), unit);
        Assert.Contains(("Service/Environment", "DOTNET_DbgEnableMiniDump=0"), unit);

        var compose = new DeserializerBuilder().Build().Deserialize<Dictionary<string, Dictionary<string, Dictionary<string, object>>>>(
            File.ReadAllText(Path.Combine(SourceTree.Root, "deploy", "compose.yml")));
        var limits = (Dictionary<object, object>)Assert.Single(compose["services"]).Value["ulimits"];
        Assert.Equal("0", limits["core"]);
        Assert.Matches("(?m)^(ENV )? *DOTNET_DbgEnableMiniDump=0( |$)", File.ReadAllText(Path.Combine(SourceTree.Root, "Dockerfile")));
    }

    [Fact]
    public async Task The_supervisor_is_told_when_requests_are_taken_and_when_the_service_ends()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "notify.sock");
        using var heard = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        heard.Bind(new UnixDomainSocketEndPoint(path));
        await using var service = await RunningHost.StartAsync(
            StationUnderTest.Settings(folder.Path), services => services.AddSingleton(new SupervisorSocket(path)));

        Assert.Equal("READY=1", await NextAsync(heard));
        using var http = new HttpClient { BaseAddress = service.Address };
        Assert.True((await http.GetAsync(new Uri("health/live", UriKind.Relative))).IsSuccessStatusCode);

        var stopping = service.StopAsync();
        Assert.Equal("STOPPING=1", await NextAsync(heard));
        await stopping;
    }

    private static async Task<string> NextAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[64];
        return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token));
    }

    private static List<(string Key, string Value)> Unit()
    {
        var (section, lines) = ("", new List<(string, string)>());
        foreach (var line in File.ReadAllLines(Path.Combine(SourceTree.Root, "deploy", "servicebot.service")).Where(x => x.Length > 0 && x[0] != '#'))
        {
            if (Regex.Match(line, @"^\[(\w+)\]$") is { Success: true } head) section = head.Groups[1].Value;
            else if (Regex.Match(line, @"^(\w+)=(.*)$") is { Success: true } pair) lines.Add(($"{section}/{pair.Groups[1].Value}", pair.Groups[2].Value));
            else Assert.Fail($"No line of a unit: {line}");
        }

        return lines;
    }
}
