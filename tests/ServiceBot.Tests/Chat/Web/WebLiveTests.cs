using System.Diagnostics;
using ServiceBot.Chat;
using ServiceBot.Chat.Web;

namespace ServiceBot.Tests.Chat.Web;

public sealed class WebLiveTests
{
    [Fact]
    public async Task A_new_card_and_its_edit_reach_an_open_page_at_once()
    {
        await using var host = await WebChatHost.StartAsync();
        using var gromov = await host.EnterAsync("sever", "gromov");
        using var stream = await LiveStream.OpenAsync(gromov);
        Assert.Equal("hello", (await stream.NextAsync())!.Kind);

        var card = await host.SendCardAsync("sever", "Карточка", ["Голоса: 0"], ["Да"]);
        var sent = Stopwatch.StartNew();
        var shown = await stream.NextAsync("message");
        Assert.Equal("Голоса: 0", (string)shown!.Body["card"]!["lines"]![0]!);
        await host.EditCardAsync(card, "Карточка", ["Голоса: 1"], ["Да"]);
        var changed = await stream.NextAsync("message");
        Assert.Equal((long)shown.Body["id"]!, (long)changed!.Body["id"]!);
        Assert.Equal("Голоса: 1", (string)changed.Body["card"]!["lines"]![0]!);
        Assert.NotNull(changed.Body["editedAt"]);
        Assert.True(long.Parse(changed.Id) > long.Parse(shown.Id));
        Assert.InRange(sent.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_tells_nobody()
    {
        await using var host = await WebChatHost.StartAsync();
        var card = await host.SendCardAsync("sever", "Карточка", ["Голоса: 0"], ["Да"]);
        using var gromov = await host.EnterAsync("sever", "gromov");
        var before = (long)(await gromov.GetAsync("/chat/api/rooms"))["revision"]!;
        await host.EditCardAsync(card, "Карточка", ["Голоса: 0"], ["Да"]);
        Assert.Equal(before, (long)(await gromov.GetAsync("/chat/api/rooms"))["revision"]!);
    }

    [Fact]
    public async Task After_a_break_a_page_gets_all_it_missed_and_nothing_twice()
    {
        await using var host = await WebChatHost.StartAsync();
        using var gromov = await host.EnterAsync("sever", "gromov");
        var card = await host.SendCardAsync("sever", "Первая", [], ["Да"]);
        string seen;
        using (var stream = await LiveStream.OpenAsync(gromov, since: 0)) seen = (await stream.NextAsync("message"))!.Id;

        for (var i = 0; i < 130; i++) await host.SendCardAsync("sever", $"Новая {i}", []);
        await host.EditCardAsync(card, "Первая, изменённая", [], ["Да"]);
        using var again = await LiveStream.OpenAsync(gromov, lastEventId: seen);
        var titles = new List<string>();
        for (var i = 0; i < 131; i++) titles.Add((string)(await again.NextAsync("message"))!.Body["card"]!["title"]!);
        Assert.Equal([.. Enumerable.Range(0, 130).Select(i => $"Новая {i}"), "Первая, изменённая"], titles);
    }

    [Fact]
    public async Task Another_stations_messages_are_not_heard()
    {
        await using var host = await WebChatHost.StartAsync();
        using var gromov = await host.EnterAsync("sever", "gromov");
        using var stream = await LiveStream.OpenAsync(gromov);
        await host.SendCardAsync("yug", "Чужая", []);
        await host.SendCardAsync("sever", "Своя", []);
        Assert.Equal("Своя", (string)(await stream.NextAsync("message"))!.Body["card"]!["title"]!);
    }

    [Fact]
    public async Task What_another_process_wrote_is_found_without_a_bell()
    {
        await using var host = await WebChatHost.StartAsync(pace: new LivePace(TimeSpan.FromMilliseconds(200), TimeSpan.FromMinutes(1)));
        using var gromov = await host.EnterAsync("sever", "gromov");
        using var stream = await LiveStream.OpenAsync(gromov);
        await stream.NextAsync("hello");
        await host.ReadAsync(async db =>
        {
            db.WebMessages.Add(new ServiceBot.Storage.WebMessageRow
            {
                ChatKey = "web:sever", Author = "kotov", AuthorName = "Котов К. К.", Content = "Слышно?",
                At = host.Time.GetUtcNow(), Revision = 1,
            });
            return await db.SaveChangesAsync();
        });
        Assert.Equal("Слышно?", (string)(await stream.NextAsync("message"))!.Body["text"]!);
    }

    [Fact]
    public async Task A_page_that_has_seen_more_than_there_is_is_told_to_load_anew()
    {
        await using var host = await WebChatHost.StartAsync();
        using var gromov = await host.EnterAsync("sever", "gromov");
        using var stream = await LiveStream.OpenAsync(gromov, lastEventId: "999999");
        Assert.Equal("reload", (await stream.NextAsync())!.Kind);
    }

    [Fact]
    public async Task A_quiet_stream_beats_and_ends_when_the_person_leaves()
    {
        await using var host = await WebChatHost.StartAsync(
            pace: new LivePace(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100)));
        using var gromov = await host.EnterAsync("sever", "gromov");
        using var stream = await LiveStream.OpenAsync(gromov);
        Assert.NotNull(await stream.NextAsync("beat"));
        (await gromov.PostAsync("/chat/api/leave", null)).Dispose();
        Assert.NotNull(await stream.NextAsync("end"));
        Assert.Null(await stream.NextAsync());
    }

    [Fact]
    public async Task An_open_stream_does_not_hold_up_the_stop_of_the_service()
    {
        var host = await WebChatHost.StartAsync();
        using var gromov = await host.EnterAsync("sever", "gromov");
        using var stream = await LiveStream.OpenAsync(gromov);
        await stream.NextAsync("hello");
        var stopping = Stopwatch.StartNew();
        await host.DisposeAsync();
        Assert.InRange(stopping.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Null(await stream.NextAsync());
    }

    [Fact]
    public async Task The_same_outbox_row_never_gives_two_messages()
    {
        await using var host = await WebChatHost.StartAsync();
        var room = new ChatAddress("web", "sever");
        var first = await host.Channel.SendAsync(room, new OutgoingMessage("Раз", [], []), 5, CancellationToken.None);
        var second = await host.Channel.SendAsync(room, new OutgoingMessage("Два", [], []), 5, CancellationToken.None);
        Assert.Equal(first, second);
        var row = Assert.Single(await host.ReadAsync(db => Task.FromResult(db.WebMessages.ToList())));
        Assert.Contains("\"Два\"", System.Text.RegularExpressions.Regex.Unescape(row.Content), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_not_there_is_gone_and_a_room_that_is_not_there_is_a_wrong_setting()
    {
        await using var host = await WebChatHost.StartAsync();
        var message = new OutgoingMessage("Раз", [], []);
        var room = new ChatAddress("web", "sever");
        Assert.IsType<SendOutcome.Gone>(await host.Channel.EditAsync(room, "4242", message, CancellationToken.None));
        Assert.IsType<SendOutcome.Gone>(await host.Channel.EditAsync(room, "x", message, CancellationToken.None));
        Assert.IsType<SendOutcome.Misconfigured>(
            await host.Channel.SendAsync(new ChatAddress("web", "zapad"), message, 1, CancellationToken.None));

        using var gromov = await host.EnterAsync("sever", "gromov");
        using var written = await gromov.WriteAsync("sever", "Моё");
        var id = ((long)(await WebVisit.BodyAsync(written))["id"]!).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.IsType<SendOutcome.Gone>(await host.Channel.EditAsync(room, id, message, CancellationToken.None));
    }
}
