using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Json.Schema;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Intake.Api;

/// <summary>The real host of one station and what it says of itself at <c>/openapi/v1.json</c>; shared by the tests of a class.</summary>
public sealed class DescribedApi : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RunningHost? _host;
    private HttpClient? _http;

    /// <summary>The document as it was answered, without a key.</summary>
    internal JsonObject Document { get; private set; } = [];

    internal string Text { get; private set; } = "";

    internal RunningHost Host => _host!;

    internal JsonObject Schemas => Document["components"]!["schemas"]!.AsObject();

    public async Task InitializeAsync()
    {
        var settings = StationUnderTest.Settings(_folder.Path);
        settings.Inbox.Enabled = false;
        _host = await RunningHost.StartAsync(settings);
        _http = new HttpClient { BaseAddress = _host.Address };
        Text = await _http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        Document = JsonNode.Parse(Text)!.AsObject();
    }

    public async Task DisposeAsync()
    {
        _http?.Dispose();
        if (_host is not null) await _host.DisposeAsync();
        _folder.Dispose();
    }

    internal async Task<(int Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, JsonNode? body = null, bool withKey = true)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        if (withKey) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", StationUnderTest.ApiKey);
        using var answer = await _http!.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>What a value is wrong in by a schema of the document; empty where it is valid.</summary>
    internal IReadOnlyList<string> Faults(JsonNode schema, JsonNode? value)
    {
        var whole = new JsonObject { ["allOf"] = new JsonArray(schema.DeepClone()), ["$defs"] = Schemas.DeepClone() };
        var read = JsonSchema.FromText(whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal));
        var found = read.Evaluate(value, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return found.IsValid
            ? []
            : [.. found.Details.Where(x => x.HasErrors).SelectMany(x => x.Errors!.Select(e => $"{x.InstanceLocation}: {e.Value}")), "invalid"];
    }
}
