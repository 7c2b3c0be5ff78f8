using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using ServiceBot.Intake.Api;
using ServiceBot.Storage;

namespace ServiceBot.Hosting;

/// <summary>One wrong field of a request.</summary>
/// <param name="Field">Its path as the caller writes it.</param>
/// <param name="Message">What is wrong and what is allowed, in words.</param>
internal sealed record ProblemField(
    [property: JsonPropertyName("field")] string Field, [property: JsonPropertyName("message")] string Message);

/// <summary>Answers that say what went wrong (RFC 9457), in the set language.</summary>
internal sealed class Problems(ApiWording words)
{
    public const string ContentType = "application/problem+json";

    /// <summary>A problem with its title; the detail is the sentence of the key, or absent.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="detail">The sentence, already in words, or null.</param>
    /// <param name="fields">The wrong fields, each by its path.</param>
    public ProblemDetails Of(int status, string? detail = null, params IReadOnlyList<ProblemField> fields)
    {
        var title = "Problem" + status;
        var problem = new ProblemDetails
        {
            Type = "about:blank",
            Status = status,
            Title = words.Has(title) ? words[title] : ReasonPhrases.GetReasonPhrase(status),
            Detail = detail,
        };
        if (fields.Count > 0) problem.Extensions["errors"] = fields;
        return problem;
    }

    /// <summary>The problem as the result of an endpoint.</summary>
    public IResult Result(int status, string? detail = null, params IReadOnlyList<ProblemField> fields) =>
        Result(Of(status, detail, fields));

    /// <inheritdoc cref="Result(int,string?,IReadOnlyList{ProblemField})"/>
    public static IResult Result(ProblemDetails problem) => new ProblemResult(problem);

    /// <summary>Writes the problem. Nothing is written where the answer has already begun.</summary>
    public static async Task WriteAsync(HttpContext context, ProblemDetails problem)
    {
        if (context.Response.HasStarted) return;
        context.Response.StatusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
        problem.Instance ??= context.Request.Path;
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(
            problem, problem.GetType(), ApiJson.Options, ContentType, context.RequestAborted);
    }

    private sealed class ProblemResult(ProblemDetails problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, problem);
    }
}

/// <summary>Puts a problem where an answer would be empty, and where something broke.</summary>
internal static class ProblemPipeline
{
    /// <summary>To stand before everything that can fail.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerFault,
            SuppressDiagnosticsCallback = context => StatusOf(context.Exception) < StatusCodes.Status500InternalServerError,
        });
        return app.UseStatusCodePages(context => AnswerEmpty(context.HttpContext));
    }

    private static async Task AnswerFault(HttpContext context)
    {
        var problems = context.RequestServices.GetRequiredService<Problems>();
        var fault = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        // Of our own faults nothing is told but the trace to look for.
        try
        {
            await Problems.WriteAsync(context, problems.Of(StatusOf(fault)));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more: what went wrong is in the log, and this is no fault beside it.
        }
    }

    /// <summary>A request that cannot be read is the sender's fault.</summary>
    private static int StatusOf(Exception? fault) => fault switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        // So the server tells of a part that says to be larger than any number; a disk has no such fault.
        IOException { InnerException: OverflowException } => StatusCodes.Status400BadRequest,
        // Nothing of the call was stored; the sender may well bring it again.
        _ => StorageFaults.Of(fault) switch
        {
            StorageFault.Busy => StatusCodes.Status503ServiceUnavailable,
            StorageFault.Full => StatusCodes.Status507InsufficientStorage,
            StorageFault.None => StatusCodes.Status500InternalServerError,
        },
    };

    private static Task AnswerEmpty(HttpContext context) =>
        Problems.WriteAsync(
            context, context.RequestServices.GetRequiredService<Problems>().Of(context.Response.StatusCode));

    /// <summary>Lets through only callers with a known key; everyone else, whatever the path, gets 401.</summary>
    /// <param name="prefix">The part of the address that is guarded.</param>
    public static IApplicationBuilder UseApiKeys(this IApplicationBuilder app, string prefix) =>
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase),
            guarded => guarded.UseMiddleware<ApiKeyGate>());
}
