using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using ServiceBot.Domain.Cases;
using ServiceBot.Hosting;

namespace ServiceBot.Intake.Api.Description;

/// <summary>The schemas of refusals (RFC 9457).</summary>
internal static class ProblemSchemas
{
    /// <summary>Any refusal.</summary>
    public static OpenApiSchema Problem(OpenApiDocument document) => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "type", "title", "status", "traceId" },
        Properties = Members(document),
    };

    /// <summary>The refusal of a call of which no record was taken.</summary>
    public static OpenApiSchema AllRejected(OpenApiDocument document)
    {
        var members = Members(document);
        foreach (var count in (string[])["accepted", "updated", "unchanged"]) members[count] = new OpenApiSchema { Type = JsonSchemaType.Integer };
        members["rejected"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array, Items = new OpenApiSchemaReference(nameof(RejectedRecord), document),
        };
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "type", "title", "status", "traceId", "accepted", "updated", "unchanged", "rejected" },
            Properties = members,
        };
    }

    private static Dictionary<string, IOpenApiSchema> Members(OpenApiDocument document) => new()
    {
        ["type"] = Text(),
        ["title"] = Text(),
        ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
        ["detail"] = Text(),
        ["instance"] = Text(),
        ["traceId"] = Text(),
        ["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array, Items = new OpenApiSchemaReference(nameof(ProblemField), document),
        },
        ["line"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
        ["byte"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
    };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}

/// <summary>The schema of a fact of a case: its name, when, by whom; the rest is each fact's own.</summary>
internal static class FactSchema
{
    public static OpenApiSchema Create() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "fact", "at", "by" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["fact"] = RecordSchemas.Names([.. Attribute.GetCustomAttributes(typeof(CaseFact), typeof(JsonDerivedTypeAttribute))
                .Cast<JsonDerivedTypeAttribute>().Select(x => (string)x.TypeDiscriminator!).Order(StringComparer.Ordinal)]),
            ["at"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
            ["by"] = new OpenApiSchema { Type = JsonSchemaType.Object },
        },
    };
}
