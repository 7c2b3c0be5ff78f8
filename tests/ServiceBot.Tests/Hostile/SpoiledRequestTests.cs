using System.Text;
using ServiceBot.Tests.Access;

namespace ServiceBot.Tests.Hostile;

/// <summary>What broke the service once: each is the sender's fault and is told so.</summary>
public sealed class SpoiledRequestTests(GuardedStations service) : IClassFixture<GuardedStations>
{
    private const string Update = "{\"update_id\":7}";

    [Theory]
    [InlineData("/api/v1/bookings", Caller.KeyOfHere)]
    [InlineData("/chat/api/press", Caller.Commission)]
    [InlineData("/hooks/" + GuardedStations.HookName, Caller.HookSecret)]
    [InlineData(GuardedStations.WebhookPath, Caller.HookSecret)]
    public async Task A_part_that_says_to_be_larger_than_any_number_is_a_bad_request(string path, Caller caller)
    {
        var answer = await PostAsync(path, caller, Encoding.ASCII.GetBytes("f\r\n" + Update + "\r\nffffffffffff\r\n"), chunked: true);

        Assert.Equal(400, answer.Status);
    }

    [Theory]
    [InlineData("/hooks/" + GuardedStations.HookName)]
    [InlineData(GuardedStations.WebhookPath)]
    public async Task Bytes_that_are_no_UTF_8_are_a_bad_request(string path)
    {
        foreach (var json in (byte[][])[[.. "{\"order\":\""u8, 0xC8, .. "\",\"update_id\":7}"u8], [.. "{\""u8, 0xFF, .. "\":1,\"update_id\":7}"u8]])
            Assert.Equal(400, (await PostAsync(path, Caller.HookSecret, json)).Status);
    }

    [Theory]
    [InlineData("/chat/api/press")]
    [InlineData("/chat/api/links")]
    public async Task JSON_in_a_character_set_that_nobody_knows_is_a_bad_request(string path) =>
        Assert.Equal(400, (await PostAsync(path, Caller.Administrator, "{}"u8.ToArray(), type: "application/json; charset=nobody-1")).Status);

    [Fact]
    public async Task A_form_that_ends_in_the_middle_is_a_bad_request()
    {
        var form = "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nhal"u8.ToArray();

        var answer = await PostAsync($"/chat/api/rooms/{GuardedStations.Here}/messages", Caller.Commission, form, type: "multipart/form-data; boundary=x");

        Assert.Equal(400, answer.Status);
    }

    private async Task<RawAnswer> PostAsync(string path, Caller caller, byte[] body, bool chunked = false, string type = "application/json")
    {
        var (client, _) = await service.AsAsync(caller);
        var shown = client.DefaultRequestHeaders.NonValidated.SelectMany(x => x.Value.Select(value => (x.Key, value)));
        client.Dispose();
        (string, string) length = chunked ? ("Transfer-Encoding", "chunked") : ("Content-Length", $"{body.Length}");
        var request = new RawRequest(
            "POST", path, [("Host", service.Service.Address.Authority), ("Connection", "close"), ("Content-Type", type), length, .. shown], body);
        var answer = await RawAnswer.OfAsync(service.Service.Address, request);
        Assert.NotNull(answer);
        Assert.StartsWith("application/problem+json", answer["Content-Type"], StringComparison.Ordinal);
        return answer;
    }
}
