using System.Globalization;
using ServiceBot.Hosting;

namespace ServiceBot.Chat;

/// <summary>What the chat itself says, whatever the message is about.</summary>
internal sealed class ChatWording(CultureInfo culture) : Wording(culture);
