using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Hosting;

namespace ServiceBot.Tests.Intake.Api;

/// <summary>How many calls a key may make, and how often wrong keys may be tried.</summary>
public sealed class CallLimitTests
{
    [Fact]
    public async Task A_key_that_has_used_up_its_minute_waits_and_another_key_does_not()
    {
        var clock = new SteppedClock();
        await using var api = await StartAsync(clock, calls: 60);
        for (var i = 0; i < 60; i++) Assert.Equal(HttpStatusCode.OK, (await CallAsync(api)).Status);

        var (status, body, answer) = await CallAsync(api);

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Equal("1", Assert.Single(answer.Headers.GetValues("Retry-After")));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("60", body.GetProperty("detail").GetString());
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(api, ApiDriver.NorthKey)).Status);

        clock.Go(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(api)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await CallAsync(api)).Status);
        clock.Go(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 60; i++) Assert.Equal(HttpStatusCode.OK, (await CallAsync(api)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await CallAsync(api)).Status);
        Assert.Contains("servicebot_api_refused_total{reason=\"TooManyCalls\"} ", await api.Http.GetStringAsync("/metrics"));
    }

    [Fact]
    public async Task By_default_thousands_of_calls_in_a_row_and_arrays_of_five_thousand_are_taken()
    {
        await using var api = await StartAsync(new SteppedClock(), new ApiSettings().CallsPerMinute);
        await Parallel.ForAsync(0, 4_000, async (_, _) => Assert.Equal(HttpStatusCode.OK, (await CallAsync(api)).Status));

        var records = string.Join(',', Enumerable.Range(0, 5_000).Select(i =>
            $$"""{"id":"З-{{i}}","station":"sever","createdAt":"2026-11-20T10:00","vehicle":{"plate":"А{{i % 1000:000}}ВС178"} }"""));
        Assert.Equal(5_000, (await api.PostAsync("/api/v1/bookings", $"[{records}]")).Body.GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task Where_no_limit_is_set_none_is_kept()
    {
        await using var api = await StartAsync(new SteppedClock(), calls: 0, wrong: 0);
        await Parallel.ForAsync(0, 500, async (i, _) =>
            Assert.Equal(i % 2 == 0 ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, (await CallAsync(api, i % 2 == 0 ? ApiDriver.Key : "wrong")).Status));
    }

    [Fact]
    public async Task After_too_many_wrong_keys_no_new_key_is_looked_at_but_one_in_use_goes_on()
    {
        var clock = new SteppedClock();
        await using var api = await StartAsync(clock, wrong: 5);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(api)).Status);
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(api, "guess-" + i.ToString(CultureInfo.InvariantCulture))).Status);

        var wrong = await CallAsync(api, "guess-6");
        var right = await CallAsync(api, ApiDriver.NorthKey);

        // The right key among the guesses is answered like the wrong ones.
        Assert.Equal((HttpStatusCode.TooManyRequests, wrong.Body.GetProperty("detail").GetString()), (right.Status, right.Body.GetProperty("detail").GetString()));
        Assert.Equal(wrong.Answer.Headers.GetValues("Retry-After"), right.Answer.Headers.GetValues("Retry-After"));
        Assert.Equal("12", Assert.Single(wrong.Answer.Headers.GetValues("Retry-After")));
        Assert.Equal(HttpStatusCode.TooManyRequests, wrong.Status);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(api)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(api, key: null)).Status);

        clock.Go(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(api, ApiDriver.NorthKey)).Status);
    }

    [Fact]
    public void A_subscriber_of_IPv6_is_one_address_and_many_addresses_at_once_share_what_is_left()
    {
        Assert.Equal(WrongKeys.NetworkOf(IPAddress.Parse("2001:db8:1:2::1")), WrongKeys.NetworkOf(IPAddress.Parse("2001:db8:1:2:ffff::9")));
        Assert.NotEqual(WrongKeys.NetworkOf(IPAddress.Parse("2001:db8:1:2::1")), WrongKeys.NetworkOf(IPAddress.Parse("2001:db8:1:3::1")));
        Assert.Equal(IPAddress.Parse("192.0.2.7"), WrongKeys.NetworkOf(IPAddress.Parse("::ffff:192.0.2.7")));

        var wrong = new WrongKeys();
        var now = TimeSpan.FromHours(1);
        for (var i = 0; i < 10_000; i++) Assert.Null(wrong.Take(new IPAddress(0x0A000000L + i), now, 5));
        Assert.Equal(5, Enumerable.Range(0, 100).Count(i => wrong.Take(new IPAddress(0x0B000000L + i), now, 5) is null));
        // Once the first have rested there is room again.
        Assert.Equal(100, Enumerable.Range(0, 100).Count(i => wrong.Take(new IPAddress(0x0C000000L + i), now + TimeSpan.FromMinutes(1), 5) is null));
    }

    [Fact]
    public void Calls_at_once_take_no_more_than_the_allowance()
    {
        var pace = new CallPace();
        var taken = 0;
        Parallel.For(0, 10_000, _ =>
        {
            if (pace.Take(TimeSpan.FromHours(1), 1_000) is null) Interlocked.Increment(ref taken);
        });
        Assert.Equal(1_000, taken);
    }

    private static Task<(HttpStatusCode Status, System.Text.Json.JsonElement Body, HttpResponseMessage Answer)> CallAsync(
        ApiDriver api, string? key = ApiDriver.Key) => api.SendAsync(HttpMethod.Get, "/api/v1/cases?station=sever", key: key);

    private static Task<ApiDriver> StartAsync(TimeProvider clock, int calls = 0, int wrong = 30) => ApiDriver.StartAsync(
        settings => (settings.Api.CallsPerMinute, settings.Api.WrongKeysPerMinute) = (calls, wrong), services => services.AddSingleton(clock));

    /// <summary>A clock that stands until it is told to go.</summary>
    private sealed class SteppedClock : TimeProvider
    {
        private long _ticks = TimeSpan.TicksPerDay;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Go(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);
    }
}
