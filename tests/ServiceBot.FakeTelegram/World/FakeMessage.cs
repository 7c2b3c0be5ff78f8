using System.Text.Json;

namespace ServiceBot.FakeTelegram;

/// <summary>A message as it stood at one moment: an edit makes a new record.</summary>
public sealed record FakeMessage
{
    /// <summary>The chat it is in.</summary>
    public required long ChatId { get; init; }

    /// <summary>Its number in the chat.</summary>
    public required int Id { get; init; }

    /// <summary>Who wrote it.</summary>
    public required FakeUser From { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>When it was edited last.</summary>
    public DateTimeOffset? EditDate { get; init; }

    /// <summary>How often it was edited.</summary>
    public int Edits { get; init; }

    /// <summary>The topic it is in; null in General and where there are no topics.</summary>
    public int? ThreadId { get; init; }

    /// <summary>The message it answers.</summary>
    public int? ReplyToId { get; init; }

    /// <summary>Whether no phone rang for it.</summary>
    public bool IsSilent { get; init; }

    /// <summary>What it says, without tags.</summary>
    public string? Text { get; init; }

    /// <summary>What stands under its photo or document.</summary>
    public string? Caption { get; init; }

    /// <summary>The formatted parts of text or caption.</summary>
    public IReadOnlyList<FakeEntity> Entities { get; init; } = [];

    /// <summary>The rows of buttons.</summary>
    public FakeKeyboard Keyboard { get; init; } = FakeKeyboard.None;

    /// <summary>Its photo.</summary>
    public FakeFile? Photo { get; init; }

    /// <summary>Its document.</summary>
    public FakeFile? Document { get; init; }

    /// <summary>Of a service message, the property that says what happened: <c>migrate_to_chat_id</c>, …</summary>
    public string? Service { get; init; }

    /// <summary>True when it was sent with something else than inline buttons: it cannot be edited.</summary>
    public bool HasOtherMarkup { get; init; }

    /// <summary>Text or caption.</summary>
    public string Words => Text ?? Caption ?? "";

    internal object? ServiceValue { get; init; }

    internal void WriteService(Utf8JsonWriter json)
    {
        switch (ServiceValue)
        {
            case long number:
                json.WriteNumber(Service!, number);
                break;
            case FakeUser user:
                json.WritePropertyName(Service!);
                user.Write(json);
                break;
            case FakeUser[] users:
                json.WriteStartArray(Service!);
                foreach (var user in users)
                    user.Write(json);
                json.WriteEndArray();
                break;
            case FakeTopic topic:
                json.WriteStartObject(Service!);
                json.WriteString("name", topic.Name);
                json.WriteNumber("icon_color", 7322096);
                json.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException($"No form for {Service}");
        }
    }
}
