using System.Text.Json;
using ServiceBot.Intake.Hooks;

namespace ServiceBot.Tests.Intake.Hooks;

public sealed class JsonPathTests
{
    private static readonly JsonElement Body = JsonSerializer.Deserialize<JsonElement>(
        """{ "a": { "b": [ { "c": 1 }, { "c": "два" } ], "ключ с пробелом": true, "it's": 3, "n": null }, "0": "ноль" }""");

    [Theory]
    [InlineData("$.a.b[1].c", "\"два\"")]
    [InlineData("a.b[0].c", "1")]
    [InlineData("$['a']['ключ с пробелом']", "true")]
    [InlineData("$.a.ключ с пробелом", "true")]
    [InlineData("""$.a['it\'s']""", "3")]
    [InlineData("""["a"]["it's"]""", "3")]
    [InlineData("$.0", "\"ноль\"")]
    [InlineData("$.a.b[2].c", null)]
    [InlineData("$.a.n", null)]
    [InlineData("$.a.b.c", null)]
    [InlineData("$.missing.x", null)]
    public void A_path_leads_to_one_value_or_to_none(string path, string? json)
    {
        Assert.True(JsonPath.TryParse(path, out var parsed));
        Assert.Equal(json is null ? null : JsonSerializer.Deserialize<JsonElement>(json).ToString(), parsed.Find(Body)?.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("$.")]
    [InlineData("$..a")]
    [InlineData("$.a[*]")]
    [InlineData("$.a[")]
    [InlineData("$.a['b]")]
    [InlineData("$.a[?(@.b)]")]
    public void What_is_no_path_is_told(string path) => Assert.False(JsonPath.TryParse(path, out _));
}
