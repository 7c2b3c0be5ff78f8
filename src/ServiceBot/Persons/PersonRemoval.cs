using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Storage;

namespace ServiceBot.Persons;

/// <summary>
/// What is taken out of records and texts, so that they no longer tell of a customer. Vehicles, works, dates, votes and figures
/// stay.
/// </summary>
internal abstract class PersonRemoval
{
    /// <summary>What stands in the place of what was taken out.</summary>
    public const string Mark = "···";

    /// <summary>The text without it; the very same text where nothing of it stands there.</summary>
    public abstract string Text(string text);

    /// <summary>Whether the record's customer is taken out.</summary>
    /// <param name="client">The customer.</param>
    public abstract bool Takes(Client client);

    /// <summary>Whether a call goes as a whole: without its telephone it says nothing.</summary>
    /// <param name="call">The call.</param>
    public abstract bool Takes(CallLogEntry call);

    /// <summary>The record as it stays; null where it goes as a whole; the very same where nothing changes.</summary>
    public virtual SourceRecord? Record(SourceRecord record)
    {
        if (record is CallLogEntry gone && Takes(gone)) return null;
        var changed = Words(record);
        return changed.Client is { } client && Takes(client) ? changed with { Client = null } : changed;
    }

    /// <summary>The signal as it stays.</summary>
    public Signal Signal(Signal signal)
    {
        var evidence = signal.Evidence;
        var (quote, terms) = (Optional(evidence.Quote), evidence.Terms?.Select(Text).ToList());
        return quote == evidence.Quote && (terms is null || terms.SequenceEqual(evidence.Terms!))
            ? signal
            : signal with { Evidence = evidence with { Quote = quote, Terms = terms } };
    }

    /// <summary>The fact as it stays: of all that can have happened only a remark holds words of people.</summary>
    public CaseFact Fact(CaseFact fact) => fact is RemarkMade remark && Text(remark.Text) is var text && text != remark.Text
        ? remark with { Text = text }
        : fact;

    /// <summary>The report as it stays.</summary>
    public StaffReport Report(StaffReport report) => Optional(report.Text) is var text && text != report.Text
        ? report with { Text = text }
        : report;

    private SourceRecord Words(SourceRecord record) => record switch
    {
        Booking x when Optional(x.Complaint) is var said && said != x.Complaint => x with { Complaint = said },
        WorkOrder x => Words(x),
        SurveyResponse x => Words(x),
        CallLogEntry x when Optional(x.Transcript) is var said && Optional(x.RecordingUrl) is var url
            && (said != x.Transcript || url != x.RecordingUrl) => x with { Transcript = said, RecordingUrl = url == x.RecordingUrl ? url : null },
        _ => record,
    };

    private WorkOrder Words(WorkOrder order)
    {
        var complaint = Optional(order.Complaint);
        var lines = order.Lines.Select(x => Text(x.Text) is var text && text != x.Text ? x with { Text = text } : x).ToList();
        return complaint == order.Complaint && lines.SequenceEqual(order.Lines) ? order : order with { Complaint = complaint, Lines = lines };
    }

    private SurveyResponse Words(SurveyResponse response)
    {
        var comment = Optional(response.Comment);
        var answers = response.Answers.Select(x => Text(x.Answer) is var text && text != x.Answer ? x with { Answer = text } : x).ToList();
        return comment == response.Comment && answers.SequenceEqual(response.Answers)
            ? response
            : response with { Comment = comment, Answers = answers };
    }

    /// <summary>The text without a name, where it stands as words of its own.</summary>
    protected static string WithoutName(string text, string name)
    {
        var from = 0;
        while (text.IndexOf(name, from, StringComparison.OrdinalIgnoreCase) is var at and >= 0)
        {
            var end = at + name.Length;
            var isWord = (at == 0 || !char.IsLetter(text[at - 1])) && (end == text.Length || !char.IsLetter(text[end]));
            if (isWord) text = string.Concat(text.AsSpan(0, at), Mark, text.AsSpan(end));
            from = at + (isWord ? Mark.Length : 1);
        }

        return text;
    }

    private string? Optional(string? text) => text is null ? null : Text(text);
}

/// <summary>Everybody: what is older than the station keeps personal data.</summary>
/// <param name="name">The customer of the record whose words are looked at; null: nobody is known by name.</param>
internal sealed class EverybodyRemoved(string? name = null) : PersonRemoval
{
    /// <inheritdoc />
    public override string Text(string text)
    {
        var left = PhoneNumber.Remove(text, Mark);
        return name is null ? left : WithoutName(left, name);
    }

    /// <summary>The record without its customer, whose name goes from the words of the record too.</summary>
    public override SourceRecord? Record(SourceRecord record) =>
        // A single word may be anybody's, and any word.
        name is null && record.Client?.Name?.Trim() is { } customer && customer.Contains(' ', StringComparison.Ordinal)
            ? new EverybodyRemoved(customer).Record(record)
            : base.Record(record);

    /// <inheritdoc />
    public override bool Takes(Client client) => true;

    /// <inheritdoc />
    public override bool Takes(CallLogEntry call) => true;
}

/// <summary>One person, known by the telephone and by the names that stand beside it in the records.</summary>
/// <param name="phone">The telephone.</param>
/// <param name="names">Names of the person as records write them; empty until they are known.</param>
internal sealed class OneRemoved(PhoneNumber phone, IReadOnlyCollection<string> names) : PersonRemoval
{
    // A single word may be anybody's, and any word.
    private readonly IReadOnlyList<string> _inTexts = [.. names.Where(x => x.Contains(' ', StringComparison.Ordinal)).OrderByDescending(x => x.Length)];

    /// <inheritdoc />
    public override string Text(string text)
    {
        var left = PhoneNumber.Replace(text, x => x == phone ? Mark : null);
        foreach (var name in _inTexts) left = WithoutName(left, name);
        return left;
    }

    /// <inheritdoc />
    public override bool Takes(Client client) => client.Phone == phone
        || (client is { Name: { } name, Phone: null } && (names.Contains(name.Trim(), StringComparer.OrdinalIgnoreCase) || Text(name) != name));

    /// <inheritdoc />
    public override bool Takes(CallLogEntry call) => call.Phone == phone;
}
