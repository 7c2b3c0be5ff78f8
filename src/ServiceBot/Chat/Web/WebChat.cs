using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceBot.Hosting;
using ServiceBot.Stations;

namespace ServiceBot.Chat.Web;

/// <summary>The built-in chat: a page, its rooms, and live updates.</summary>
internal static class WebChat
{
    private const int SmallBody = 64 * 1024;

    /// <summary>Whether the settings give the built-in chat a room.</summary>
    public static bool IsOn(Settings settings) =>
        settings.Stations.Any(s => s.Chats.Any(c => c.Channel == WebChannel.ChannelName));

    /// <summary>
    /// Registers the channel and what the page needs. The chat's own parts, the database, the stations and the time
    /// come from the host.
    /// </summary>
    /// <param name="settings">Gives the language.</param>
    /// <param name="demo">Whether persons may be switched freely from this computer.</param>
    /// <param name="ownRooms">Whether each person has a room alone with the bot: where a feature answers commands.</param>
    public static IServiceCollection AddWebChat(
        this IServiceCollection services, Settings settings, bool demo, bool ownRooms = false)
    {
        services.AddSingleton(new WebWording(CultureInfo.GetCultureInfo(settings.Language)));
        services.AddSingleton(x => new WebRooms(x.GetRequiredService<StationDirectory>(), ownRooms));
        services.AddSingleton<WebChannel>();
        services.AddSingleton<IChatChannel>(x => x.GetRequiredService<WebChannel>());
        services.AddSingleton<WebPhotos>();
        services.AddSingleton<IPhotoSource>(x => x.GetRequiredService<WebPhotos>());
        services.AddSingleton(settings.Web);
        services.TryAddSingleton<WrongKeys>();
        services.AddSingleton(x => new WebPaces(settings.Web, settings.Api, x.GetRequiredService<WrongKeys>(), x.GetRequiredService<TimeProvider>()));
        services.AddSingleton<WebSessions>();
        services.AddSingleton<LoginLinks>();
        services.AddSingleton<RisingOrder>();
        services.AddSingleton<ReadMarks>();
        services.AddSingleton<MemberPosts>();
        services.AddSingleton(LivePace.Default);
        services.AddSingleton<LiveUpdates>();
        services.AddSingleton<PageFiles>();
        services.AddSingleton(new SessionCookie(demo));
        services.AddSingleton(new DemoDoor(demo));
        return services;
    }

    /// <summary>Maps the page at <c>/</c>, the one-time links and what the page asks for.</summary>
    public static IEndpointRouteBuilder MapWebChat(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("").ExcludeFromDescription();
        all.MapGet("/", (HttpContext context, PageFiles files) => files.Send(context, "index.html"));
        all.MapGet("/chat/page/{name}", (HttpContext context, string name, PageFiles files) => files.Send(context, name));

        var doors = all.MapGroup("").AddEndpointFilter(WebGuard.Always).WithMetadata(new RequestSizeLimitAttribute(SmallBody));
        doors.MapGet("/enter/{code}", EnterEndpoints.ShowAsync);
        doors.MapPost("/enter/{code}", EnterEndpoints.EnterAsync);
        doors.MapGet("/chat/api/texts", MeEndpoints.Texts);
        doors.MapGet("/chat/api/demo/people", MeEndpoints.PeopleAsync);
        doors.MapPost("/chat/api/demo/become", MeEndpoints.BecomeAsync);

        var api = doors.MapGroup("/chat/api").AddEndpointFilter(WebGuard.OnlyVisitors);
        api.MapGet("/me", MeEndpoints.MeAsync);
        api.MapPost("/leave", MeEndpoints.LeaveAsync);
        api.MapPost("/leave-everywhere", MeEndpoints.LeaveEverywhereAsync);
        api.MapGet("/sessions", SessionEndpoints.ListAsync);
        api.MapPost("/sessions/{session}/end", SessionEndpoints.EndAsync);
        api.MapPost("/links", MeEndpoints.LinkAsync);
        api.MapGet("/rooms", MessageEndpoints.RoomsAsync);
        api.MapGet("/rooms/{room}/messages", MessageEndpoints.PageAsync);
        api.MapPost("/rooms/{room}/messages", MessageEndpoints.WriteAsync)
            .WithMetadata(new RequestSizeLimitAttribute(MessageEndpoints.MostBodyBytes));
        api.MapGet("/rooms/{room}/photos/{key}", MessageEndpoints.PhotoAsync);
        api.MapGet("/rooms/{room}/messages/{message:long}/pictures/{key}", MessageEndpoints.PictureAsync);
        api.MapPost("/rooms/{room}/read", MessageEndpoints.MarkReadAsync);
        api.MapPost("/press", PressEndpoint.PressAsync);
        api.MapGet("/events", Events);
        return routes;
    }

    private static IResult Events(HttpContext context, long? since, LiveUpdates updates)
    {
        // What the browser has seen before a break counts for more than where the page began.
        if (long.TryParse(
            context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen))
            since = seen;
        // Proxies that collect an answer before they pass it on would make it no stream.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(updates.StreamAsync(context.Visitor(), since, context.RequestAborted));
    }
}
