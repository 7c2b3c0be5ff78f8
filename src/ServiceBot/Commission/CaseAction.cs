using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Commission;

/// <summary>What a button of a case's card asks for. Written to and read from our own database, never the message.</summary>
internal abstract record CaseAction
{
    private CaseAction()
    {
    }

    public sealed record CastVote(VoteChoice Choice) : CaseAction;

    public sealed record RequestDiagnosis : CaseAction;

    public sealed record NameCause(Cause Cause) : CaseAction;

    public sealed record TakeCauseBack : CaseAction;

    public sealed record NameResponsible(Responsible Responsible) : CaseAction;

    public sealed record RecordCall(CallOutcome Outcome) : CaseAction;

    public sealed record Reopen : CaseAction;

    /// <summary>The form kept with the button: <c>vote:Repeat</c>.</summary>
    public string Text => this switch
    {
        CastVote x => $"vote:{x.Choice}",
        RequestDiagnosis => "diagnosis",
        NameCause x => $"cause:{x.Cause}",
        TakeCauseBack => "cause-back",
        NameResponsible { Responsible: { Person: { } who } x } => $"responsible:{x.Kind}:{who.Id}\t{who.Name}",
        NameResponsible x => $"responsible:{x.Responsible.Kind}",
        RecordCall x => $"call:{x.Outcome}",
        Reopen => "reopen",
        _ => throw new InvalidOperationException(GetType().Name),
    };

    /// <summary>Reads the kept form.</summary>
    /// <returns>Null when a former version wrote something that this one does not know.</returns>
    public static CaseAction? Read(string text)
    {
        var parts = text.Split(':', 3);
        return parts[0] switch
        {
            "vote" when Enum.TryParse<VoteChoice>(parts[^1], out var choice) => new CastVote(choice),
            "diagnosis" => new RequestDiagnosis(),
            "cause" when Enum.TryParse<Cause>(parts[^1], out var cause) => new NameCause(cause),
            "cause-back" => new TakeCauseBack(),
            "responsible" when parts.Length > 1 && Enum.TryParse<ResponsibleKind>(parts[1], out var kind) =>
                new NameResponsible(new Responsible(kind, parts.Length > 2 ? ReadPerson(parts[2]) : null)),
            "call" when Enum.TryParse<CallOutcome>(parts[^1], out var outcome) => new RecordCall(outcome),
            "reopen" => new Reopen(),
            _ => null,
        };
    }

    private static Person ReadPerson(string text)
    {
        var tab = text.IndexOf('\t', StringComparison.Ordinal);
        return new Person(tab <= 0 ? null : text[..tab], text[(tab + 1)..]);
    }
}
