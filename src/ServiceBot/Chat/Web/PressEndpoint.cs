using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Hosting;
using ServiceBot.Storage;

namespace ServiceBot.Chat.Web;

/// <summary>A tap on a button of a card.</summary>
internal static class PressEndpoint
{
    /// <summary>Hands the press to the chat and answers with the words for the person.</summary>
    public static async Task<IResult> PressAsync(
        HttpContext context, ChatInbox inbox, WebRooms rooms, RisingOrder order, IDbContextFactory<ServiceBotDb> contexts,
        TimeProvider time, CancellationToken cancel)
    {
        // The number is drawn before anything is waited for: presses count in the order in which they arrive.
        var number = order.Next();
        var heardAt = time.GetUtcNow();
        var request = await JsonBody.ReadAsync(context, WebJson.Wire.PressRequest, cancel);
        if (request is not { Room: not null, Token: not null } || request.QueryId == Guid.Empty)
            return Refusals.Refuse(context, StatusCodes.Status400BadRequest, "BadRequest");
        var person = context.Visitor().Person;
        if (rooms.Find(person, request.Room) is not { } room)
            return Refusals.Refuse(context, StatusCodes.Status404NotFound, "NoSuchRoom");

        var user = WebRooms.UserIn(person, room);
        var press = new ButtonPressed(
            number, room.Address, user, $"{user.UserId}:{request.QueryId:N}", request.Token,
            await PressedMessageAsync(contexts, room, request, cancel));
        var answers = await Revisions.RaceAsync(() => inbox.TakeAsync([press], position: null, cancel));
        var answer = answers.Single();
        Telemetry.PressAnswered(room.Address.Channel, time.GetUtcNow() - heardAt);
        return TypedResults.Json(new PressView(answer.Text, answer.Alert), WebJson.Wire.PressView);
    }

    // The message a press names is retired as a stray copy where another is the live card. So it must be one that does
    // show this button; a press on a button that has just gone from the card is judged by its token alone.
    private static async Task<string?> PressedMessageAsync(
        IDbContextFactory<ServiceBotDb> contexts, WebRoom room, PressRequest request, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.WebMessages.AsNoTracking()
            .SingleOrDefaultAsync(x => x.Id == request.MessageId && x.ChatKey == room.Key, cancel);
        return row is not null && WebMessages.HasButton(row, request.Token!)
            ? row.Id.ToString(CultureInfo.InvariantCulture)
            : null;
    }
}
