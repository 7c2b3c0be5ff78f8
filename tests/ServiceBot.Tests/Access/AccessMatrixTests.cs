using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Hosting.Commands;

namespace ServiceBot.Tests.Access;

/// <summary>Every address of the running service × every kind of caller, against <see cref="AccessTable"/>.</summary>
public sealed partial class AccessMatrixTests(GuardedStations service) : IClassFixture<GuardedStations>
{
    // What may be seen from outside anyway, and the callers to whom everything here belongs.
    private static readonly Caller[] Insiders = [Caller.KeyOfHere, Caller.KeyOfAll, Caller.Mechanic, Caller.Commission, Caller.Administrator];

    public static TheoryData<string> Addresses => [.. AccessTable.Rows.Select(x => x.Address)];

    [Fact]
    public void Every_address_of_the_service_stands_in_the_table_and_the_table_names_no_other()
    {
        var served = service.Service.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(Addressed).Distinct().Order().ToList();
        var judged = AccessTable.Rows.Select(x => x.Address.Split('?')[0]).Distinct().Order().ToList();

        Assert.Equal(judged, served);
        Assert.True(served.Count > 30, $"{served.Count}");
    }

    [Fact]
    public void Every_command_of_the_command_line_stands_in_the_table()
    {
        var root = CommandLine.Build(new CommandFrame(
            new CommandWording(CultureInfo.GetCultureInfo("en")), new Terminal(TextWriter.Null, TextWriter.Null, IsLive: false)));

        Assert.Equal(AccessTable.ProgramCommands, root.Subcommands.Select(x => x.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Each_kind_of_caller_gets_what_the_table_says(string address)
    {
        var row = AccessTable.Rows.Single(x => x.Address == address);
        foreach (var (caller, expected) in row.Expected)
        {
            var (status, text) = await AskAsync(address, Target.Here, caller);

            Assert.True(text.Contains("X-Content-Type-Options: nosniff", StringComparison.Ordinal) && text.Contains("frame-ancestors 'none'", StringComparison.Ordinal), $"{address} × {caller}: {text}");
            Assert.True(expected == status, $"{address} × {caller}: {status} instead of {expected}\n{text}");
            var isCodeItself = address.Contains("{code}", StringComparison.Ordinal);
            if (!Insiders.Contains(caller) && !isCodeItself)
                Assert.False(text.Contains(GuardedStations.Mark, StringComparison.OrdinalIgnoreCase), $"{address} × {caller} tells of the other station:\n{text}");
        }
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Who_is_refused_is_answered_as_if_what_he_asks_for_were_not_there(string address)
    {
        var row = AccessTable.Rows.Single(x => x.Address == address);
        foreach (var (caller, expected) in row.Expected.Where(x => x.Value >= 400))
        {
            var refused = await AskAsync(address, Target.Here, caller);
            foreach (var absent in (Target[])[Target.Nowhere, Target.NotHere])
                Assert.Equal((address, caller, absent, refused), (address, caller, absent, await AskAsync(address, absent, caller)));
            // In his own station or room the same words are said, where there is something that can be missing in it.
            if (ThingInPlace().IsMatch(address) && expected == 404)
                Assert.Equal((address, caller, refused), (address, caller, await AskAsync(address, Target.NotInOther, caller)));
        }
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("DELETE")]
    public async Task The_address_of_the_webhook_answers_every_method_like_an_address_that_is_not_there(string method)
    {
        var (client, _) = await service.AsAsync(Caller.Nobody);
        using var there = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), GuardedStations.WebhookPath));
        using var nowhere = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), GuardedStations.WebhookPath + "d"));

        Assert.Equal(HttpStatusCode.NotFound, there.StatusCode);
        Assert.Equal(await SaidAsync(nowhere, [GuardedStations.WebhookPath + "d"]), await SaidAsync(there, [GuardedStations.WebhookPath]));
    }

    private async Task<(int Status, string Text)> AskAsync(string address, Target target, Caller caller)
    {
        var (client, _) = await service.AsAsync(caller);
        using var own = client;
        var (request, values) = await AddressSamples.MakeAsync(service, address, target, caller);
        using var sent = request;
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        // A stream of live updates never ends.
        var isStream = answer.Content.Headers.ContentType?.MediaType == "text/event-stream";
        return ((int)answer.StatusCode, await SaidAsync(answer, values, isStream));
    }

    /// <summary>The answer with its headers, without what differs from call to call or repeats what was asked.</summary>
    private static async Task<string> SaidAsync(HttpResponseMessage answer, IEnumerable<string> asked, bool headersOnly = false)
    {
        var text = headersOnly ? "" : await answer.Content.ReadAsStringAsync();
        if (text.Length > 0 && answer.Content.Headers.ContentType?.MediaType == "application/problem+json" && JsonNode.Parse(text) is JsonObject problem)
        {
            problem.Remove("traceId");
            // It repeats the address that was asked for, and nothing else; of a hook without the secret in it.
            if ((string?)problem["instance"] is { } instance)
                Assert.StartsWith(instance, answer.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
            problem.Remove("instance");
            text = problem.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        }

        var headers = answer.Headers.Concat(answer.Content.Headers).Where(x => x.Key is not ("Date" or "Content-Length"))
            .OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => $"{x.Key}: {string.Join(", ", x.Value)}");
        text = string.Join('\n', headers.Append(text));
        foreach (var value in asked.Where(x => x.Length > 1).OrderByDescending(x => x.Length)) text = text.Replace(value, "?", StringComparison.Ordinal);
        return Ids().Replace(text, "#");
    }

    private static IEnumerable<string> Addressed(RouteEndpoint endpoint)
    {
        var path = "/" + Constraint().Replace(endpoint.RoutePattern.RawText!.Trim('/'), "}");
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        return methods.Count == 0 ? [$"ANY {path}"] : methods.Select(x => $"{x} {path}");
    }

    [GeneratedRegex(@":\w+\}")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\{(station|room)\}/.*\{")]
    private static partial Regex ThingInPlace();

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Ids();
}
