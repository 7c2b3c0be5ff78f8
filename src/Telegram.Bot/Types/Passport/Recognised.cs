namespace Telegram.Bot.Types.Passport;

/// <inheritdoc cref="Recognised"/>
public class PassportData;
