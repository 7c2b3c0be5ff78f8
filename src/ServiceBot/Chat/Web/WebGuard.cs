using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using ServiceBot.Hosting;

namespace ServiceBot.Chat.Web;

/// <summary>What every call of the page passes: is it our page that calls, and who is it.</summary>
internal static class WebGuard
{
    /// <summary>Names the session the page believes to be in. A form of another site cannot send it.</summary>
    public const string SessionHeader = "X-ServiceBot-Session";

    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Nothing from elsewhere, no script in the page, nothing guessed, nothing told to other sites.</summary>
    public static void AddHeaders(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = ContentPolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        // "no-referrer" would also blank the Origin of our own forms.
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
    }

    /// <summary>Headers for all, and our own words for a body that is too large or broken.</summary>
    public static async ValueTask<object?> Always(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        AddHeaders(call.HttpContext.Response);
        call.HttpContext.Response.Headers.CacheControl = "no-store";
        try
        {
            return await next(call);
        }
        catch (BadHttpRequestException fault)
        {
            return Refusals.Refuse(call.HttpContext, fault.StatusCode, "BadRequest");
        }
    }

    /// <summary>Lets signed-in people through; what they change must come from our page and their present session.</summary>
    public static async ValueTask<object?> OnlyVisitors(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        var sessions = context.RequestServices.GetRequiredService<WebSessions>();
        var cookie = context.RequestServices.GetRequiredService<SessionCookie>();
        if (await sessions.FindAsync(cookie.Read(context), context.RequestAborted) is not { } visitor)
            return Refusals.Refuse(context, StatusCodes.Status401Unauthorized, "SignInFirst");
        if (context.RequestServices.GetRequiredService<WebPaces>().Take(visitor.SessionId) is { } wait)
            return Refusals.TooMany(context, "TooFast", wait);
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            if (!ComesFromOurPage(context.Request))
                return Refusals.Refuse(context, StatusCodes.Status403Forbidden, "WrongOrigin");
            // Another tab may have become somebody else: nobody acts in a name the page does not show.
            if (context.Request.Headers[SessionHeader] != visitor.SessionId)
                return Refusals.Refuse(context, StatusCodes.Status409Conflict, "OtherSession");
            await sessions.UsedAsync(visitor, context.RequestAborted);
        }

        context.Features.Set(visitor);
        return await next(call);
    }

    /// <summary>The one who calls; only behind <see cref="OnlyVisitors"/>.</summary>
    public static WebVisitor Visitor(this HttpContext context) => context.Features.GetRequiredFeature<WebVisitor>();

    /// <summary>Whether a form or script of our own page sent it: the header is there and the origin is ours.</summary>
    public static bool ComesFromOurPage(HttpRequest request) =>
        request.Headers.ContainsKey(SessionHeader) && HasOurOrigin(request);

    /// <summary>Whether the browser says the request began on a page of ours. What is no browser says nothing.</summary>
    public static bool HasOurOrigin(HttpRequest request)
    {
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site) && site != "same-origin" && site != "none")
            return false;
        if (!request.Headers.TryGetValue("Origin", out var text)) return true;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var origin)) return false;
        // Behind a proxy the host we are asked for may be the proxy's way to us; a page elsewhere cannot send either.
        var asked = new[] { request.Host.Value, request.Headers["X-Forwarded-Host"].ToString() };
        return asked.Contains(origin.Authority, StringComparer.OrdinalIgnoreCase);
    }
}

/// <summary>The cookie that holds the session's secret.</summary>
/// <param name="demo">The sample station's sessions are kept apart from those of a service on the same host.</param>
internal sealed class SessionCookie(bool demo)
{
    private readonly string _name = demo ? "servicebot-demo" : "servicebot";

    public string? Read(HttpContext context) => context.Request.Cookies[NameFor(context)];

    public void Write(HttpContext context, string token) =>
        context.Response.Cookies.Append(NameFor(context), token, Options(context, WebSessions.Lifetime));

    /// <summary>Takes the cookie back, and what the browser has kept of photos that the session could see.</summary>
    public void Remove(HttpContext context)
    {
        context.Response.Cookies.Delete(NameFor(context), Options(context, null));
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
    }

    // Over https the name itself promises that no other host has set it; over plain http browsers refuse such a name.
    private string NameFor(HttpContext context) => IsSecure(context) ? "__Host-" + _name : _name;

    private static bool IsSecure(HttpContext context) =>
        context.Request.IsHttps || context.Request.Headers["X-Forwarded-Proto"] == "https";

    private static CookieOptions Options(HttpContext context, TimeSpan? age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = IsSecure(context),
        Path = "/",
        MaxAge = age,
        IsEssential = true,
    };
}

/// <summary>Refusals as problem details, in words for the person.</summary>
internal static class Refusals
{
    /// <summary>Too many calls: with when to come again.</summary>
    public static IResult TooMany(HttpContext context, string word, TimeSpan wait)
    {
        Telemetry.CallRefused("Web" + word);
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Refuse(context, StatusCodes.Status429TooManyRequests, word, seconds);
    }

    public static IResult Refuse(HttpContext context, int status, string word, params object?[] arguments)
    {
        var words = context.RequestServices.GetRequiredService<WebWording>();
        return TypedResults.Problem(title: words.Format(word, arguments), statusCode: status);
    }
}
