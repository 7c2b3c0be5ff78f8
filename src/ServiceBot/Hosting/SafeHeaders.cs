namespace ServiceBot.Hosting;

/// <summary>What every answer tells a browser, whoever writes the answer: guess nothing, run nothing, show it in no other page.</summary>
internal static class SafeHeaders
{
    private const string Nothing = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>To stand before everything that answers; what an answer says of itself stays.</summary>
    public static IApplicationBuilder UseSafeHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // Added last of all: an answer to a fault begins with its headers taken away.
        context.Response.OnStarting(Add, context.Response);
        return next(context);
    });

    private static Task Add(object state)
    {
        var headers = ((HttpResponse)state).Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = headers.ContentSecurityPolicy.Count == 0 ? Nothing : headers.ContentSecurityPolicy;
        return Task.CompletedTask;
    }
}
