using System.Net;
using System.Net.Http.Headers;
using ServiceBot.Hosting;
using ServiceBot.Intake.Api;

namespace ServiceBot.Tests.Intake.Api;

public sealed class ApiKeysTests
{
    [Theory]
    [InlineData("POST", "/api/v1/bookings")]
    [InlineData("GET", "/api/v1/cases")]
    [InlineData("GET", "/api/v1/no-such-thing")]
    [InlineData("GET", "/API/V1/bookings")]
    [InlineData("DELETE", "/api/v1/bookings")]
    public async Task Without_a_key_every_address_answers_401(string method, string path)
    {
        await using var api = await ApiDriver.StartAsync();

        var (status, body, answer) = await api.SendAsync(new HttpMethod(method), path, key: null);

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(401, body.GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData("Bearer nope")]
    [InlineData("Bearer klyuch-vseg")]
    [InlineData("Bearer klyuch-vsego1")]
    [InlineData("Bearer KLYUCH-VSEGO")]
    [InlineData("Bearer ")]
    [InlineData("Basic klyuch-vsego")]
    [InlineData("klyuch-vsego")]
    public async Task A_key_that_is_not_known_to_the_letter_answers_401(string header)
    {
        await using var api = await ApiDriver.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/cases");
        request.Headers.TryAddWithoutValidation("Authorization", header);

        var answer = await api.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.NotEmpty(answer.Headers.WwwAuthenticate);
        Assert.DoesNotContain("klyuch-vsego", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_scheme_may_be_written_in_any_case()
    {
        await using var api = await ApiDriver.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/no-such-thing");
        request.Headers.Authorization = new AuthenticationHeaderValue("bearer", ApiDriver.Key);

        var answer = await api.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Where_no_key_is_set_nobody_gets_in_and_the_answer_says_how_to_set_one()
    {
        await using var api = await ApiDriver.StartAsync(s => s.Api.Keys = [new ApiKeySettings { Name = "blank", Key = "" }]);

        var (status, body, _) = await api.SendAsync(HttpMethod.Get, "/api/v1/cases", key: "any");

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Contains("ServiceBot__Api__Keys__0__Key", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_opens_its_stations_and_a_key_without_stations_opens_all()
    {
        var keys = new KnownKeys(
            new ApiSettings
            {
                Keys = [new ApiKeySettings { Name = "all", Key = "a" }, new ApiKeySettings { Name = "one", Key = "b", Stations = ["sever"] }],
            },
            before: null);

        Assert.True(keys.Find("a")!.MayUse("yug"));
        Assert.True(keys.Find("b")!.MayUse("sever"));
        Assert.False(keys.Find("b")!.MayUse("yug"));
        Assert.Null(keys.Find(""));
    }

    [Fact]
    public void The_words_are_the_same_in_both_languages() =>
        ResourceParity.AssertSame(typeof(ApiWording).FullName!, typeof(ApiWording).Assembly);
}
