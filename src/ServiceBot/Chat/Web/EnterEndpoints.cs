using System.Globalization;
using System.Text;
using ServiceBot.Domain.Commission;

namespace ServiceBot.Chat.Web;

/// <summary>The one-time link: opening it shows a button, pressing the button lets in. A preview presses nothing.</summary>
internal static class EnterEndpoints
{
    public static async Task<IResult> ShowAsync(
        HttpContext context, string code, LoginLinks links, WebWording words, PageFiles files, CancellationToken cancel)
    {
        var outcome = await links.LookAsync(code, cancel);
        return outcome is LinkOutcome.Valid valid
            ? Page(context, files, words, StatusCodes.Status200OK,
                words.Format("Enter_Hello", valid.Member.Member.Name),
                words.Format(
                    "Enter_As", string.Join(", ", valid.Member.Member.Roles.Select(words.RoleName)), valid.Station.Name),
                withButton: true)
            : Refused(context, files, words, outcome);
    }

    public static async Task<IResult> EnterAsync(
        HttpContext context, string code, LoginLinks links, SessionCookie cookie, WebWording words, PageFiles files,
        CancellationToken cancel)
    {
        if (!WebGuard.HasOurOrigin(context.Request))
            return Page(
                context, files, words, StatusCodes.Status403Forbidden, words["Enter_Refused"], words["WrongOrigin"], false);
        var outcome = await links.EnterAsync(code, cancel);
        if (outcome is not LinkOutcome.Entered entered) return Refused(context, files, words, outcome);
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
}
