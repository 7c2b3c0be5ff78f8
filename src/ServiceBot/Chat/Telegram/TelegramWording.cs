using System.Globalization;
using ServiceBot.Hosting;

namespace ServiceBot.Chat.Telegram;

/// <summary>What is said about Telegram itself: absences, health, the check of its settings.</summary>
internal sealed class TelegramWording(CultureInfo culture) : Wording(culture);
