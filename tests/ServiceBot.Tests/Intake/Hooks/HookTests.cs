using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Intake.Hooks;

/// <summary>Survey tools post to the real host.</summary>
public sealed class HookTests
{
    private const string Secret = "forms-secret-0123456789";

    // As docs/forms.md shows it.
    private static readonly HookSettings Yandex = new()
    {
        Name = "yandex", Station = StationUnderTest.Code, Secret = Secret,
        Fields = new() { ["id"] = "$.id", ["answeredAt"] = "$.created", ["workOrderId"] = "$.order", ["vehicle.plate"] = "$.plate", ["score"] = "$.score", ["comment"] = "$.comment" },
        Answers = [new() { Question = "Всё ли устранили с первого раза?", Path = "$.fixed" }],
    };

    private static readonly HookSettings Formbricks = new()
    {
        Name = "formbricks", Station = StationUnderTest.Code, Secret = Secret,
        Fields = new()
        {
            ["id"] = "$.data.id", ["answeredAt"] = "$.data.createdAt", ["workOrderId"] = "$.data.data.order", ["score"] = "$.data.data.q1mark",
            ["comment"] = "$.data.data.q3words",
        },
        Answers = [new() { Path = "$.data.data" }],
    };

    private const string YandexBody =
        """{ "id": "65f1a2c3", "created": "2026-11-20T18:31:07Z", "order": "АС00001234/2026", "plate": "А123ВС178", "score": "2", "fixed": "Нет, стук остался", "comment": "Сделали плохо, опять тот же стук" }""";

    private const string FormbricksBody =
        """
        { "webhookId": "cljwxvjos0003qhnvj2jg4k5i", "event": "responseFinished",
          "data": { "id": "cljwy2m8r0001qhclco1godnu", "createdAt": "2026-11-20T14:14:17.115Z", "updatedAt": "2026-11-20T14:15:02.000Z",
            "surveyId": "cljsf3d7a000019cv9apt2t27", "finished": true,
            "data": { "order": "АС00001234/2026", "q1mark": 1, "q2what": [ "Подвеска", "Тормоза" ], "q3words": "Не помогло, вернулся с тем же", "q4none": "" },
            "meta": { "source": "https://app.example.test", "userAgent": { "browser": "Chrome" } }, "contactAttributes": {}, "tags": [], "ttc": { "_total": 4000 } } }
        """;

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    [Fact]
    public async Task A_form_of_Yandex_becomes_a_survey_response_and_the_same_again_changes_nothing()
    {
        await using var host = await HookHost.StartAsync(Yandex);

        var first = await host.PostAsync("/hooks/yandex", Json(YandexBody), Secret);
        var second = await host.PostAsync("/hooks/yandex", Json(YandexBody), Secret);

        Assert.True(first.Status == HttpStatusCode.OK, first.Text);
        Assert.Equal((HttpStatusCode.OK, 1), (first.Status, first.Body.GetProperty("accepted").GetInt32()));
        Assert.Equal((HttpStatusCode.OK, 1), (second.Status, second.Body.GetProperty("unchanged").GetInt32()));
        var response = Assert.Single(await host.ResponsesAsync());
        Assert.Equal(("65f1a2c3", "АС00001234/2026", 2m), (response.Id, response.WorkOrderId, response.Score));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 18, 31, 7, TimeSpan.Zero), response.AnsweredAt);
        Assert.Equal([new SurveyAnswer("Всё ли устранили с первого раза?", "Нет, стук остался")], response.Answers);
        Assert.Equal("Сделали плохо, опять тот же стук", response.Comment);
    }

    [Fact]
    public async Task A_response_of_Formbricks_brings_every_answer_by_the_secret_in_its_address()
    {
        await using var host = await HookHost.StartAsync(Formbricks);

        var answer = await host.PostAsync($"/hooks/formbricks/{Secret}", Json(FormbricksBody));

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        var response = Assert.Single(await host.ResponsesAsync());
        Assert.Equal(("cljwy2m8r0001qhclco1godnu", 1m), (response.Id, response.Score));
        Assert.Equal(
            [("order", "АС00001234/2026"), ("q1mark", "1"), ("q2what", "Подвеска, Тормоза"), ("q3words", "Не помогло, вернулся с тем же")],
            response.Answers.Select(x => (x.Question, x.Answer)));
    }

    [Fact]
    public async Task A_form_post_without_key_and_time_is_one_record_however_often_it_comes()
    {
        await using var host = await HookHost.StartAsync(new HookSettings
        {
            Name = "plain", Station = StationUnderTest.Code, Secret = Secret,
            Fields = new() { ["vehicle.plate"] = "$['Госномер']", ["comment"] = "$['Ваш отзыв']" }, Answers = [new() { Path = "$.list" }],
        });
        FormUrlEncodedContent Form(string words) => new(
            [new("Госномер", "А123ВС178"), new("Ваш отзыв", words), new("list", "раз"), new("list", "два")]);

        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("/hooks/plain", Form("хорошо"), Secret)).Status);
        var again = await host.PostAsync("/hooks/plain", Form("хорошо"), Secret);
        var other = await host.PostAsync("/hooks/plain", Form("плохо"), Secret);

        Assert.Equal(1, again.Body.GetProperty("unchanged").GetInt32());
        Assert.Equal(1, other.Body.GetProperty("accepted").GetInt32());
        var responses = await host.ResponsesAsync();
        Assert.Equal(["плохо", "хорошо"], responses.Select(x => x.Comment!).Order(StringComparer.Ordinal));
        Assert.All(responses, x => Assert.Equal(["раз", "два"], x.Answers.Select(a => a.Answer)));
    }

    [Theory]
    [InlineData("/hooks/yandex", null, HttpStatusCode.Unauthorized)]
    [InlineData("/hooks/yandex", "forms-secret-9999999999", HttpStatusCode.Unauthorized)]
    [InlineData("/hooks/yandex/forms-secret-9999999999", Secret, HttpStatusCode.Unauthorized)]
    [InlineData("/hooks/nobody", Secret, HttpStatusCode.Unauthorized)]
    [InlineData("/hooks/nobody/forms-secret-0123456789", null, HttpStatusCode.Unauthorized)]
    public async Task A_wrong_secret_and_an_unknown_name_get_nothing_in_and_no_hint(string path, string? secret, HttpStatusCode status)
    {
        await using var host = await HookHost.StartAsync(Yandex);

        var answer = await host.PostAsync(path, Json(YandexBody), secret);

        Assert.Equal(status, answer.Status);
        Assert.Equal("По этому адресу ничего не принимается. Адрес и секрет берутся из настройки Hooks.", answer.Body.GetProperty("detail").GetString());
        Assert.DoesNotContain("forms-secret", answer.Text, StringComparison.Ordinal);
        Assert.Empty(await host.ResponsesAsync());
    }

    [Theory]
    [InlineData("{ \"id\": ", HttpStatusCode.BadRequest)]
    [InlineData("\"text\"", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("{ \"a\": \"\\ud800\" }", HttpStatusCode.BadRequest)]
    [InlineData("{ \"id\": \"1\", \"created\": \"yesterday\", \"plate\": \"А123ВС178\" }", HttpStatusCode.UnprocessableEntity)]
    public async Task A_body_that_cannot_be_read_or_taken_is_refused_in_words(string body, HttpStatusCode status)
    {
        await using var host = await HookHost.StartAsync(Yandex);

        var answer = await host.PostAsync("/hooks/yandex", Json(body), Secret);

        Assert.Equal(status, answer.Status);
        Assert.Equal((int)status, answer.Body.GetProperty("status").GetInt32());
        if (status == HttpStatusCode.UnprocessableEntity)
            Assert.Equal("answeredAt", Assert.Single(answer.Body.GetProperty("errors").EnumerateArray()).GetProperty("field").GetString());
        Assert.Empty(await host.ResponsesAsync());
    }

    [Fact]
    public async Task More_than_a_mebibyte_is_too_much_and_just_under_is_not()
    {
        await using var host = await HookHost.StartAsync(Yandex);
        string Padded(int bytes) => YandexBody + new string(' ', bytes - Encoding.UTF8.GetByteCount(YandexBody));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await host.PostAsync("/hooks/yandex", Json(Padded((1024 * 1024) + 1)), Secret)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("/hooks/yandex", Json(Padded(1024 * 1024)), Secret)).Status);
    }

    [Fact]
    public async Task A_hook_that_is_posted_to_too_often_waits_and_another_one_does_not()
    {
        var limited = new HookSettings { Name = "limited", Station = Yandex.Station, Secret = Secret, Fields = Yandex.Fields, Answers = Yandex.Answers, CallsPerMinute = 3 };
        await using var host = await HookHost.StartAsync(limited, Yandex);

        var answers = new List<(HttpStatusCode Status, JsonElement Body, string Text)>();
        for (var i = 0; i < 8; i++) answers.Add(await host.PostAsync("/hooks/limited", Json(YandexBody), Secret));

        // One more comes free every twenty seconds.
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK], answers.Take(3).Select(x => x.Status));
        var refused = answers.FindAll(x => x.Status == HttpStatusCode.TooManyRequests);
        Assert.NotEmpty(refused);
        Assert.StartsWith("Ответов больше, чем разрешает настройка Hooks:CallsPerMinute.", refused[0].Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("/hooks/yandex", Json(YandexBody), Secret)).Status);
    }

    [Fact]
    public async Task After_too_many_wrong_secrets_no_new_one_is_looked_at_but_one_in_use_goes_on()
    {
        await using var host = await HookHost.StartAsync(wrongPerMinute: 1, Yandex, Formbricks);
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("/hooks/yandex", Json(YandexBody), Secret)).Status);

        var tries = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++) tries.Add((await host.PostAsync(i % 2 == 0 ? "/hooks/yandex" : "/hooks/nobody", Json(YandexBody), $"guess-{i}-0123456789")).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, tries[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, tries);
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("/hooks/yandex", Json(YandexBody), Secret)).Status);
        // The right secret of another hook among the guesses is answered like a wrong one.
        var right = await host.PostAsync($"/hooks/formbricks/{Secret}", Json(FormbricksBody));
        Assert.Equal(HttpStatusCode.TooManyRequests, right.Status);
        Assert.DoesNotContain(Secret, right.Text, StringComparison.Ordinal);
        Assert.Single(await host.ResponsesAsync());
    }

    /// <summary>A host with these hooks.</summary>
    private sealed class HookHost(TemporaryFolder folder, RunningHost host) : IAsyncDisposable
    {
        private readonly HttpClient _http = new() { BaseAddress = host.Address };

        public static Task<HookHost> StartAsync(params HookSettings[] hooks) => StartAsync(30, hooks);

        public static async Task<HookHost> StartAsync(int wrongPerMinute, params HookSettings[] hooks)
        {
            var folder = new TemporaryFolder();
            var settings = StationUnderTest.Settings(folder.Path);
            settings.Hooks = [.. hooks];
            settings.Api.WrongKeysPerMinute = wrongPerMinute;
            return new HookHost(folder, await RunningHost.StartAsync(settings));
        }

        public async Task<(HttpStatusCode Status, JsonElement Body, string Text)> PostAsync(string path, HttpContent content, string? secret = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
            if (secret is not null) request.Headers.Add("X-Hook-Secret", secret);
            using var answer = await _http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            return (answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(text), text);
        }

        public Task<List<SurveyResponse>> ResponsesAsync() => host.ReadAsync(async db =>
            (await db.Records.AsNoTracking().OrderBy(x => x.RecordId).ToListAsync()).Select(x => (SurveyResponse)BodyJson.Read(x)).ToList());

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await host.DisposeAsync();
            folder.Dispose();
        }
    }
}
