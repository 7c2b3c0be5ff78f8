using System.Globalization;
using System.Text;
using ServiceBot.Domain.Commission;
using ServiceBot.Hosting;

namespace ServiceBot.Chat.Web;

/// <summary>The one-time link: opening it shows a button, pressing the button lets in. A preview presses nothing.</summary>
internal static partial class EnterEndpoints
{
    public static async Task<IResult> ShowAsync(
        HttpContext context, string code, LoginLinks links, WebPaces paces, WebWording words, PageFiles files, CancellationToken cancel)
    {
        var outcome = await links.LookAsync(context.SecretOf(code), cancel);
        if (outcome is LinkOutcome.NotKnown && paces.Tried(context.Connection.RemoteIpAddress) is { } wait)
            return TooMany(context, files, words, wait);
        return outcome is LinkOutcome.Valid valid
            ? Page(context, files, words, StatusCodes.Status200OK,
                words.Format("Enter_Hello", valid.Member.Member.Name),
                words.Format(
                    "Enter_As", string.Join(", ", valid.Member.Member.Roles.Select(words.RoleName)), valid.Station.Name),
                withButton: true)
            : Refused(context, files, words, outcome);
    }

    public static async Task<IResult> EnterAsync(
        HttpContext context, string code, LoginLinks links, WebPaces paces, WebSessions sessions, SessionCookie cookie, WebWording words, PageFiles files,
        ILogger<LoginLinks> log, CancellationToken cancel)
    {
        if (!WebGuard.HasOurOrigin(context.Request))
            return Page(
                context, files, words, StatusCodes.Status403Forbidden, words["Enter_Refused"], words["WrongOrigin"], false);
        var outcome = await links.EnterAsync(context.SecretOf(code), DeviceName.Of(context), cancel);
        if (outcome is not LinkOutcome.Entered entered)
        {
            if (outcome is LinkOutcome.NotKnown && paces.Tried(context.Connection.RemoteIpAddress) is { } wait)
                return TooMany(context, files, words, wait);
            Log.Refused(log, outcome.GetType().Name, context.Connection.RemoteIpAddress);
            return Refused(context, files, words, outcome);
        }

        Log.Entered(log, entered.Member, entered.Station, context.Connection.RemoteIpAddress);
        // Whoever was in before in this browser is out: one browser, one person.
        if (cookie.Read(context) is { Length: > 0 } before) await sessions.CloseAsync(before, cancel);
        cookie.Write(context, entered.Token);
        context.Response.Headers.Location = "/";
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static IResult Refused(HttpContext context, PageFiles files, WebWording words, LinkOutcome outcome) => Page(
        context, files, words,
        outcome is LinkOutcome.NotKnown ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone,
        words["Enter_Refused"],
        words[outcome switch
        {
            LinkOutcome.Used => "Enter_Used",
            LinkOutcome.Expired => "Enter_Expired",
            _ => "Enter_Unknown",
        }],
        withButton: false);

    private static IResult TooMany(HttpContext context, PageFiles files, WebWording words, TimeSpan wait)
    {
        Telemetry.CallRefused("WebLinks");
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Page(
            context, files, words, StatusCodes.Status429TooManyRequests, words["Enter_Refused"], words.Format("Enter_TooMany", seconds), withButton: false);
    }

    private static IResult Page(
        HttpContext context, PageFiles files, WebWording words, int status, string title, string text, bool withButton)
    {
        var html = new StringBuilder(files.Text("enter.html"))
            .Replace("{{title}}", PageFiles.Escape(title))
            .Replace("{{text}}", PageFiles.Escape(text))
            .Replace("{{button}}", PageFiles.Escape(words["Enter_Button"]))
            .Replace("{{state}}", withButton ? "open" : "closed");
        return TypedResults.Text(html.ToString(), "text/html; charset=utf-8", Encoding.UTF8, status);
    }

    private static partial class Log
    {
        [LoggerMessage(1461, LogLevel.Information, "Member {Member} of station {Station} entered the built-in chat; from {Address}")]
        public static partial void Entered(ILogger log, string member, string station, System.Net.IPAddress? address);

        [LoggerMessage(1462, LogLevel.Warning, "A link into the built-in chat let nobody in ({Outcome}); from {Address}")]
        public static partial void Refused(ILogger log, string outcome, System.Net.IPAddress? address);
    }
}
