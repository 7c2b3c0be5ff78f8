namespace ServiceBot.Intake.Api.Description;

/// <summary>What the description says of one address beside what its answers are.</summary>
/// <param name="Id">The name of the operation; its summary and details are the texts <c>Id</c> and <c>Id_more</c>.</param>
/// <param name="Refusals">The statuses with which it may be refused, beside those of every call.</param>
internal sealed record CallDescription(string Id, params IReadOnlyList<int> Refusals)
{
    /// <summary>The schema of what is sent, or null where nothing is.</summary>
    public string? Body { get; init; }

    /// <summary>Whether an array of it may be sent as well.</summary>
    public bool TakesMany { get; init; }

    /// <summary>The questions of the query.</summary>
    public IReadOnlyList<QueryDescription> Query { get; init; } = [];
}

/// <summary>A question of the query.</summary>
/// <param name="Name">As it is written; its description is the text <c>query.Name</c>.</param>
/// <param name="Names">Where it takes names, those there are; several may be asked for with commas between.</param>
internal sealed record QueryDescription(string Name, IReadOnlyList<string>? Names = null)
{
    /// <summary>A question that takes the names of an enumeration.</summary>
    public static QueryDescription Of<T>(string name)
        where T : struct, Enum => new(name, Enum.GetNames<T>());
}
