using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServiceBot.Tests.Intake.OData;

/// <summary>
/// A published base of 1C as strict as the real one: it knows the options and operators that the standard interface knows,
/// answers errors in its own form, pads numbers, has no nulls, and never tells that there is a next page.
/// </summary>
internal sealed partial class FakeOneC : IAsyncDisposable
{
    public const string User = "Обмен";
    public const string Password = "тайное-слово-7";
    private readonly ConcurrentDictionary<string, List<JsonObject>> _entities = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private WebApplication? _app;
    private long _versions;

    private FakeOneC(int port) => Port = port;

    public int Port { get; private set; }

    public string BaseUrl => $"http://127.0.0.1:{Port}/alfa";

    /// <summary>Every address that was asked for, decoded.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Is called before a list is answered, with the entity: a document put in meanwhile, a fault, a pause.</summary>
    public Func<string, HttpContext, Task>? Before { get; set; }

    /// <summary>Connections are cut without an answer.</summary>
    public bool Resets { get; set; }

    public string AcceptedPassword { get; set; } = Password;

    public static async Task<FakeOneC> StartAsync()
    {
        var fake = new FakeOneC(0);
        foreach (var name in (string[])
            [
                "Document_ЗаявкаНаРемонт", "Document_ЗаказНаряд", "Document_СводныйРемонтныйЗаказ", "Catalog_Автомобили", "Catalog_ВидыРемонта",
                "Catalog_ВидыСостоянийЗаказНарядов", "Catalog_Сотрудники", "Catalog_Автоработы", "Catalog_Контрагенты",
            ])
            fake._entities[name] = [];
        await fake.ListenAsync();
        return fake;
    }

    /// <summary>Begins to listen, at the same port after a <see cref="CloseAsync"/>.</summary>
    public async Task ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{Port}");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(AnswerAsync);
        await _app.StartAsync();
        Port = new Uri(_app.Urls.Single()).Port;
    }

    /// <summary>Refuses connections.</summary>
    public async Task CloseAsync()
    {
        if (_app is null) return;
        await _app.DisposeAsync();
        _app = null;
    }

    /// <summary>Writes an object, new or changed: its version is another one then.</summary>
    public Guid Put(string entity, JsonObject item, Guid? key = null)
    {
        var id = key ?? Guid.NewGuid();
        item["Ref_Key"] = id.ToString("D");
        item["DataVersion"] = Convert.ToBase64String(BitConverter.GetBytes(Interlocked.Increment(ref _versions)));
        item["DeletionMark"] ??= false;
        lock (_lock)
        {
            _entities[entity].RemoveAll(x => (string)x["Ref_Key"]! == (string)item["Ref_Key"]!);
            _entities[entity].Add(item);
        }

        return id;
    }

    /// <summary>Changes an object, which gives it another version.</summary>
    public void Change(string entity, Guid key, Action<JsonObject> change)
    {
        lock (_lock)
        {
            var item = _entities[entity].Single(x => (string)x["Ref_Key"]! == key.ToString("D"));
            change(item);
            item["DataVersion"] = Convert.ToBase64String(BitConverter.GetBytes(Interlocked.Increment(ref _versions)));
        }
    }

    /// <summary>The entity becomes part of the interface, with nothing in it.</summary>
    public void Publish(params string[] entities)
    {
        foreach (var entity in entities) _entities[entity] = [];
    }

    /// <summary>The entity is no longer part of the interface.</summary>
    /// <returns>What is needed to publish it again.</returns>
    public Action Unpublish(string entity)
    {
        _entities.TryRemove(entity, out var items);
        return () => _entities[entity] = items!;
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (Resets)
        {
            context.Abort();
            return;
        }

        Asked.Enqueue(Uri.UnescapeDataString(context.Request.Path + context.Request.QueryString.ToString()));
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{AcceptedPassword}"));
        if (context.Request.Headers.Authorization != expected)
        {
            context.Response.StatusCode = 401;
            return;
        }

        const string Root = "/alfa/odata/standard.odata/";
        var path = context.Request.Path.Value!;
        if (!path.StartsWith(Root, StringComparison.Ordinal))
        {
            context.Response.StatusCode = 404;
            return;
        }

        var parts = path[Root.Length..].Split('/');
        if (Before is { } before)
        {
            await before(parts[0], context);
            if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested) return;
        }

        List<JsonObject> items;
        lock (_lock)
        {
            items = _entities.TryGetValue(parts[0], out var list) ? [.. list.Select(x => (JsonObject)x.DeepClone())] : null!;
        }

        if (items is null) await FaultAsync(context, 404, "9", $"Сущность не найдена: {parts[0]}");
        else if (parts is [_, "$count"]) await context.Response.WriteAsync("\uFEFF" + items.Count.ToString(CultureInfo.InvariantCulture));
        else await ListAsync(context, parts[0], items);
    }

    private static async Task ListAsync(HttpContext context, string entity, List<JsonObject> items)
    {
        var options = context.Request.Query.ToDictionary(x => x.Key, x => x.Value.ToString());
        if (options.Keys.FirstOrDefault(x => x is not ("$format" or "$filter" or "$orderby" or "$top" or "$skip")) is { } unknown)
        {
            await FaultAsync(context, 400, "6", $"Неизвестный параметр {unknown}");
            return;
        }

        if (options.GetValueOrDefault("$format") != "json")
        {
            context.Response.ContentType = "application/atom+xml";
            await context.Response.WriteAsync("<feed/>");
            return;
        }

        if (options.TryGetValue("$filter", out var filter))
        {
            if (Matching(filter) is not { } matches)
            {
                await FaultAsync(context, 400, "14", $"Ошибка разбора отбора: {filter}");
                return;
            }

            items = [.. items.Where(matches)];
        }

        // Without an order the real one gives them as they lie.
        if (options.GetValueOrDefault("$orderby") == "Date,Ref_Key")
            items = [.. items.OrderBy(x => (string)x["Date"]!, StringComparer.Ordinal).ThenBy(x => (string)x["Ref_Key"]!, StringComparer.Ordinal)];
        items = [.. items.Skip(Number("$skip", 0)).Take(Number("$top", int.MaxValue))];
        context.Response.ContentType = "application/json;charset=utf-8";
        await context.Response.WriteAsync(new JsonObject
        {
            ["odata.metadata"] = $"http://127.0.0.1/alfa/odata/standard.odata/$metadata#{entity}",
            ["value"] = new JsonArray([.. items.Select(x => (JsonNode)x)]),
        }.ToJsonString());

        int Number(string name, int otherwise) =>
            options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }

    /// <summary>The two filters of the watcher; anything else is an error, as a slip in a filter is to 1C.</summary>
    private static Func<JsonObject, bool>? Matching(string filter)
    {
        if (Since().Match(filter) is { Success: true } since)
            return x => string.CompareOrdinal((string)x["Date"]!, since.Groups[1].Value) >= 0;
        var keys = filter.Split(" or ").Select(x => ByKey().Match(x)).ToList();
        if (keys.Exists(x => !x.Success)) return null;
        var wanted = keys.Select(x => x.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        return x => wanted.Contains((string)x["Ref_Key"]!);
    }

    public static async Task FaultAsync(HttpContext context, int status, string code, string words)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json;charset=utf-8";
        await context.Response.WriteAsync(new JsonObject
        {
            ["odata.error"] = new JsonObject { ["code"] = code, ["message"] = new JsonObject { ["lang"] = "ru", ["value"] = words } },
        }.ToJsonString());
    }

    [GeneratedRegex(@"^Date ge datetime'(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)'$")]
    private static partial Regex Since();

    [GeneratedRegex("^Ref_Key eq guid'([0-9a-f-]{36})'$")]
    private static partial Regex ByKey();
}
