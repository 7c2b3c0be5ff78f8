using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;

namespace ServiceBot.Intake.Hooks;

/// <summary>One address of the settings, and what the tool that posts to it calls the fields of a record.</summary>
internal sealed class Hook
{
    // Members of the body of a tool: nothing else would tell two answers of one customer from each other.
    private const string FieldOfKey = "id";

    private static readonly FrozenSet<string> NamesOfQuestion = Names("question", "title", "label", "name", "вопрос");
    private static readonly FrozenSet<string> NamesOfAnswer = Names("answer", "value", "text", "ответ");

    private readonly (string Field, JsonPath Path)[] _fields;
    private readonly (string? Question, JsonPath Path)[] _answers;
    private readonly byte[] _secret;

    /// <param name="settings">Checked.</param>
    public Hook(HookSettings settings)
    {
        (Name, Station, Kind) = (settings.Name, settings.Station, Enum.Parse<RecordKind>(settings.Kind));
        (Caller, CallsPerMinute) = (new ApiCaller(settings.Name, null), settings.CallsPerMinute);
        _secret = Secrets.Hash(settings.Secret);
        _fields = [.. settings.Fields.Select(x => (x.Key, PathOf(x.Value)))];
        _answers = [.. settings.Answers.Select(x => (string.IsNullOrWhiteSpace(x.Question) ? null : x.Question.Trim(), PathOf(x.Path)))];
    }

    public string Name { get; }

    public string Station { get; }

    public RecordKind Kind { get; }

    /// <summary>Who posts: how much of the allowance is used up, and from where the secret has worked.</summary>
    public ApiCaller Caller { get; }

    /// <summary>Posts that are taken in a minute; 0: as many as come.</summary>
    public int CallsPerMinute { get; }

    /// <summary>Whether the settings say where the moment of the record stands.</summary>
    public bool KnowsTime => _fields.Any(x => x.Field == RecordFields.TimeOf(Kind));

    /// <summary>Whether this is the secret. Takes the same time whatever is shown.</summary>
    public bool Opens(string shown) => Secrets.Opens(_secret, shown);

    /// <summary>The record that a body holds.</summary>
    public (RecordDraft Draft, string Id) Draft(JsonElement body)
    {
        var draft = new RecordDraft(Kind);
        string? id = null;
        foreach (var (field, path) in _fields)
        {
            if (path.Find(body) is not { } value) continue;
            if (field == FieldOfKey) id = Text(value);
            else draft.Set(field, value);
        }

        foreach (var (question, path) in _answers)
        {
            if (path.Find(body) is { } value) AddAnswers(draft, question, value);
        }

        // Without a key of its own the body is its key: sent again it is the same record.
        id = string.IsNullOrWhiteSpace(id) ? "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(body)))) : id.Trim();
        draft.Set(FieldOfKey, id);
        return (draft, id);
    }

    private static void AddAnswers(RecordDraft draft, string? question, JsonElement value)
    {
        if (question is not null)
        {
            Add(draft, question, value);
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject()) Add(draft, member.Name, member.Value);
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Object) Add(draft, null, item);
                else if (Member(item, NamesOfAnswer) is { } answer) Add(draft, Member(item, NamesOfQuestion) is { } asked ? Text(asked) : null, answer);
            }
        }
        else
        {
            Add(draft, null, value);
        }
    }

    private static void Add(RecordDraft draft, string? question, JsonElement answer)
    {
        if (answer.ValueKind == JsonValueKind.Object)
            answer = Member(answer, NamesOfAnswer) ?? JsonSerializer.SerializeToElement(answer.GetRawText());
        if (Text(answer) is not { Length: > 0 }) return;
        draft.AddRow("answers", [new("answers.question", question), new("answers.answer", answer)]);
    }

    private static JsonElement? Member(JsonElement item, FrozenSet<string> names)
    {
        foreach (var member in item.EnumerateObject())
        {
            if (names.Contains(member.Name) && member.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)) return member.Value;
        }

        return null;
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()?.Trim() ?? "",
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.Array when value.GetArrayLength() == 0 => "",
        _ => value.GetRawText(),
    };

    /// <summary>The body with its members sorted and without idle spaces: the same content is the same text.</summary>
    private static string Canonical(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(",", value.EnumerateObject().OrderBy(x => x.Name, StringComparer.Ordinal)
            .Select(x => JsonSerializer.Serialize(x.Name) + ":" + Canonical(x.Value))) + "}",
        JsonValueKind.Array => "[" + string.Join(",", value.EnumerateArray().Select(Canonical)) + "]",
        JsonValueKind.String => JsonSerializer.Serialize(value.GetString()),
        _ => value.GetRawText(),
    };

    private static JsonPath PathOf(string text) =>
        JsonPath.TryParse(text, out var path) ? path : throw new ArgumentException("A path of the settings was not checked.", nameof(text));


    private static FrozenSet<string> Names(params string[] names) => names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
