using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ServiceBot.Intake.Api.Reads;

namespace ServiceBot.Intake.Api.Description;

/// <summary>Completes the document: what it is about, the key, the records, a sentence for every field.</summary>
internal sealed class ApiDocument(DescriptionWording words) : IOpenApiDocumentTransformer
{
    private const string Scheme = "key";

    /// <inheritdoc />
    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "ServiceBot",
            Version = typeof(ApiDocument).Assembly.GetName().Version!.ToString(3),
            Description = words.Format("About", PostRecords.MaxRecords, RequestBody.MaxBytes / (1024 * 1024)),
        };
        // Where it is reached from outside, a proxy knows and we do not.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = words["Key"] },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];

        var schemas = document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        foreach (var (name, schema) in schemas) CompleteAnswer(name, (OpenApiSchema)schema);
        ((OpenApiSchema)schemas[nameof(CaseDetails)]).Properties!["facts"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array, Items = new OpenApiSchemaReference("CaseFact", document),
        };
        foreach (var (name, schema) in new RecordSchemas(document).All()) schemas[name] = schema;
        schemas["CaseFact"] = FactSchema.Create();
        schemas["Problem"] = ProblemSchemas.Problem(document);
        schemas["AllRejected"] = ProblemSchemas.AllRejected(document);
        foreach (var (name, schema) in schemas) Describe(name, schema);
        AddOpenAddresses(document);
        return Task.CompletedTask;
    }

    /// <summary>An answer leaves out what is not known, and holds all else always.</summary>
    private static void CompleteAnswer(string name, OpenApiSchema schema)
    {
        // A field that holds a name or nothing is left out where it holds nothing: null is no name.
        if (schema.Enum is { } names) schema.Enum = [.. names.Where(x => x is not null && !x.IsJsonNullSentinel())];
        if (schema.Properties is not { Count: > 0 } properties) return;
        schema.Required = new HashSet<string>();
        foreach (var (property, value) in properties.ToList())
        {
            // The one that is told even where it is not known.
            var isToldAnyway = name == nameof(RejectedRecord) && property == "id";
            if (!isToldAnyway && WithoutNull(value) is { } known) properties[property] = known;
            else schema.Required.Add(property);
        }
    }

    /// <summary>The schema of the value where there is one; null where there always is.</summary>
    private static IOpenApiSchema? WithoutNull(IOpenApiSchema schema)
    {
        if (schema is not OpenApiSchema plain) return null;
        if (plain.OneOf is { Count: 2 } choices && choices.Any(x => x.Type == JsonSchemaType.Null))
            return choices.First(x => x.Type != JsonSchemaType.Null);
        if (plain.Type is not { } type || !type.HasFlag(JsonSchemaType.Null)) return null;
        plain.Type = type & ~JsonSchemaType.Null;
        return plain;
    }

    private void Describe(string name, IOpenApiSchema schema)
    {
        schema.Description = words.Has("schema." + name) ? words["schema." + name] : null;
        foreach (var (property, value) in ((IOpenApiSchema[])[schema, .. schema.OneOf ?? []]).SelectMany(x => x.Properties ?? new Dictionary<string, IOpenApiSchema>()))
            value.Description = words[words.Has($"{name}.{property}") ? $"{name}.{property}" : property];
    }

    /// <summary>Beside the API, for those who watch over the service; no key.</summary>
    private void AddOpenAddresses(OpenApiDocument document)
    {
        foreach (var (path, id, type, mayFail) in new[]
        {
            ("/health/live", "getLive", "application/json", false), ("/health/ready", "getReady", "application/json", true),
            ("/metrics", "getMetrics", "text/plain", false),
        })
        {
            var answer = new Dictionary<string, OpenApiMediaType> { [type] = new() };
            var operation = new OpenApiOperation
            {
                OperationId = id, Summary = words[id], Security = [],
                Responses = new OpenApiResponses { ["200"] = new OpenApiResponse { Description = words["Status200"], Content = answer } },
            };
            if (mayFail) operation.Responses["503"] = new OpenApiResponse { Description = words["Status503"], Content = answer };
            document.Paths.Add(path, new OpenApiPathItem { Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Get] = operation } });
        }
    }
}
