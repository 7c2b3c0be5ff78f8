using System.Text.Json.Serialization;

namespace ServiceBot.Chat;

/// <summary>How messages are kept.</summary>
[JsonSerializable(typeof(MessageContent))]
[JsonSerializable(typeof(OutgoingMessage))]
internal sealed partial class ContentJson : JsonSerializerContext;
