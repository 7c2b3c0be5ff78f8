using System.Text.Json;

namespace ServiceBot.FakeTelegram;

/// <summary>A button under a message.</summary>
/// <param name="Text">What stands on it.</param>
/// <param name="Data">What a press sends back; null for a button that does something else.</param>
/// <param name="Action">The action and its value as they came, unless it is <c>callback_data</c>.</param>
public sealed record FakeButton(string Text, string? Data, string? Action = null);

/// <summary>Rows of buttons.</summary>
public sealed class FakeKeyboard : IEquatable<FakeKeyboard>
{
    private readonly FakeButton[][] _rows;

    internal FakeKeyboard(FakeButton[][] rows) => _rows = rows;

    /// <summary>No buttons.</summary>
    public static FakeKeyboard None { get; } = new([]);

    /// <summary>The rows, from above.</summary>
    public IReadOnlyList<IReadOnlyList<FakeButton>> Rows => _rows;

    /// <summary>All buttons, row by row.</summary>
    public IEnumerable<FakeButton> Buttons => _rows.SelectMany(row => row);

    /// <summary>What stands on them, row by row.</summary>
    public IEnumerable<string> Labels => Buttons.Select(button => button.Text);

    /// <summary>True without buttons.</summary>
    public bool IsEmpty => _rows.Length == 0;

    /// <inheritdoc/>
    public bool Equals(FakeKeyboard? other) => other is not null && _rows.Length == other._rows.Length
        && _rows.Zip(other._rows, (a, b) => a.AsSpan().SequenceEqual(b)).All(same => same);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FakeKeyboard);

    /// <inheritdoc/>
    public override int GetHashCode() => Buttons.Aggregate(_rows.Length, HashCode.Combine);

    /// <summary>The button with this text or data, or the only one whose text begins like that.</summary>
    /// <exception cref="InvalidOperationException">There is no such button, or more than one.</exception>
    public FakeButton Find(string labelOrData)
    {
        var exact = Buttons.FirstOrDefault(button => button.Text == labelOrData || button.Data == labelOrData);
        if (exact is not null)
            return exact;
        var begins = Buttons.Where(b => b.Text.StartsWith(labelOrData, StringComparison.Ordinal)).Take(2).ToList();
        return begins.Count == 1
            ? begins[0]
            : throw new InvalidOperationException(
                $"{(begins.Count == 0 ? "No button" : "More than one button")} \"{labelOrData}\""
                + $" among [{string.Join("] [", Labels)}]");
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("inline_keyboard");
        foreach (var row in _rows)
        {
            json.WriteStartArray();
            foreach (var button in row)
            {
                json.WriteStartObject();
                json.WriteString("text", button.Text);
                if (button.Data is not null)
                    json.WriteString("callback_data", button.Data);
                else
                    json.WriteRawAction(button.Action!);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

internal static class RawAction
{
    /// <summary>Writes <c>name:json</c>, as <see cref="FakeButton.Action"/> holds it, as a property.</summary>
    public static void WriteRawAction(this Utf8JsonWriter json, string action)
    {
        var colon = action.IndexOf(':');
        json.WritePropertyName(action[..colon]);
        json.WriteRawValue(action[(colon + 1)..]);
    }
}
