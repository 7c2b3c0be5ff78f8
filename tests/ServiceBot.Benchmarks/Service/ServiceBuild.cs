using System.Diagnostics;

namespace ServiceBot.Benchmarks.Service;

/// <summary>Which build of the service is started.</summary>
internal static class ServiceBuild
{
    /// <summary>The one built with the benchmarks.</summary>
    public static IReadOnlyList<string> Beside => [Path.Combine(AppContext.BaseDirectory, "servicebot.dll"), "run", "--config"];

    /// <summary>The one built with the benchmarks, without the pace that Telegram's limits impose: <see cref="UnpacedHost"/>.</summary>
    public static IReadOnlyList<string> Unpaced =>
        [Path.Combine(AppContext.BaseDirectory, "ServiceBot.Benchmarks.dll"), UnpacedHost.Command];

    /// <summary>A build as it is delivered.</summary>
    /// <param name="folder">Where it goes.</param>
    /// <exception cref="MalfunctionException">It could not be built; the message says why.</exception>
    public static async Task<IReadOnlyList<string>> PublishAsync(string folder)
    {
        var start = new ProcessStartInfo(
            "dotnet", ["publish", Path.Combine(Root(), "src", "ServiceBot"), "-c", "Release", "-o", folder, "-nologo", "-v", "quiet"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? [Path.Combine(folder, "servicebot.dll"), "run", "--config"]
            : throw new MalfunctionException("The service could not be published:\n" + output);
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ServiceBot.sln"))) return folder.FullName;
        }

        throw new MalfunctionException("The sources are not above the benchmarks: run them from the repository.");
    }
}
