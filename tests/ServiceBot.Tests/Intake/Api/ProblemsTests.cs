using System.Net;

namespace ServiceBot.Tests.Intake.Api;

public sealed class ProblemsTests
{
    [Theory]
    [InlineData("GET", "/api/v1/no-such-thing", 404)]
    [InlineData("DELETE", "/api/v1/bookings", 405)]
    [InlineData("GET", "/boom", 500)]
    public async Task Every_failure_is_a_problem_with_title_status_and_trace(string method, string path, int expected)
    {
        await using var api = await ApiDriver.StartAsync();

        var (status, body, answer) = await api.SendAsync(new HttpMethod(method), path);

        Assert.Equal((HttpStatusCode)expected, status);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(expected, body.GetProperty("status").GetInt32());
        Assert.Equal(path, body.GetProperty("instance").GetString());
        Assert.Matches("[а-я]", body.GetProperty("title").GetString());
        Assert.NotEmpty(body.GetProperty("traceId").GetString()!);
    }

    [Fact]
    public async Task A_fault_of_ours_tells_nothing_of_itself()
    {
        await using var api = await ApiDriver.StartAsync();

        var text = await (await api.Http.GetAsync(new Uri("/boom", UriKind.Relative))).Content.ReadAsStringAsync();

        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problems_are_told_in_the_set_language()
    {
        await using var api = await ApiDriver.StartAsync(s => s.Language = "en");

        var (_, body, _) = await api.SendAsync(HttpMethod.Get, "/api/v1/no-such-thing");

        Assert.Equal("Not found", body.GetProperty("title").GetString());
    }
}
