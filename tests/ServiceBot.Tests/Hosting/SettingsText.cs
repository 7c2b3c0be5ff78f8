using System.Text;
using Microsoft.Extensions.Configuration;
using ServiceBot.Hosting;

namespace ServiceBot.Tests.Hosting;

/// <summary>Settings written as text, read and checked.</summary>
internal static class SettingsText
{
    /// <summary>A whole file, and what the environment adds.</summary>
    public static CheckedSettings Read(string json, params (string Key, string Value)[] environment) =>
        SettingsCheck.Read(new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)))
            .AddInMemoryCollection(environment.Select(x => KeyValuePair.Create(x.Key, (string?)x.Value)))
            .Build());

    /// <summary>The inside of the section.</summary>
    public static CheckedSettings ReadSection(string inner) =>
        Read($$"""{ "ServiceBot": { {{inner}} } }""");

    /// <summary>One station, sound, with these settings added.</summary>
    public static CheckedSettings ReadStation(string inner, string root = "") =>
        ReadSection($$"""{{root}} "Stations": [ { "Code": "sever", {{inner}} } ]""");
}
