using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ServiceBot.Intake.Api.Description;

/// <summary>Writes an operation: its words, its questions, what it takes and how it may be refused.</summary>
internal sealed class Operations(DescriptionWording words, ApiWording api) : IOpenApiOperationTransformer
{
    /// <summary>The media type of a refusal.</summary>
    public const string ProblemType = Hosting.Problems.ContentType;

    private static readonly int[] EveryCall =
    [
        StatusCodes.Status401Unauthorized, StatusCodes.Status429TooManyRequests, StatusCodes.Status500InternalServerError,
        StatusCodes.Status503ServiceUnavailable, StatusCodes.Status507InsufficientStorage,
    ];

    /// <inheritdoc />
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var call = context.Description.ActionDescriptor.EndpointMetadata.OfType<CallDescription>().Single();
        var document = context.Document!;
        operation.OperationId = call.Id;
        operation.Summary = words[call.Id];
        operation.Description = words.Has(call.Id + "_more") ? words.Format(call.Id + "_more", PostRecords.MaxRecords) : null;
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            parameter.Description = words["path." + parameter.Name];
        foreach (var question in call.Query) (operation.Parameters ??= []).Add(Question(question));
        if (call.Body is { } body) operation.RequestBody = Body(body, call.TakesMany, document);

        operation.Responses ??= [];
        foreach (var (status, response) in operation.Responses) response.Description = words["Status" + status];
        foreach (var status in call.Refusals.Concat(EveryCall).Order())
        {
            var schema = status == StatusCodes.Status422UnprocessableEntity && call.TakesMany ? "AllRejected" : "Problem";
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = api["Problem" + status],
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [ProblemType] = new() { Schema = new OpenApiSchemaReference(schema, document) },
                },
            };
        }

        return Task.CompletedTask;
    }

    private OpenApiParameter Question(QueryDescription question) => new()
    {
        Name = question.Name,
        In = ParameterLocation.Query,
        Description = words["query." + question.Name],
        // Several names stand in one text with commas between, which is what "explode: false" says of an array.
        Explode = false,
        Schema = question.Names is { } names
            ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = RecordSchemas.Names(names) }
            : question.Name == "page"
                ? new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Default = 1 }
                : new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private OpenApiRequestBody Body(string name, bool takesMany, OpenApiDocument document)
    {
        IOpenApiSchema one = new OpenApiSchemaReference(name, document);
        return new OpenApiRequestBody
        {
            Required = true,
            Description = takesMany
                ? words.Format("BodyMany", PostRecords.MaxRecords, RequestBody.MaxBytes / (1024 * 1024))
                : words.Format("BodyOne", RequestBody.MaxBytes / (1024 * 1024)),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new()
                {
                    Schema = !takesMany ? one : new OpenApiSchema
                    {
                        OneOf = [one, new OpenApiSchema { Type = JsonSchemaType.Array, Items = one, MaxItems = PostRecords.MaxRecords }],
                    },
                },
            },
        };
    }
}
