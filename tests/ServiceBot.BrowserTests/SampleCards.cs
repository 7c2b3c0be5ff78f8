using ServiceBot.Tests.Chat.Web;

namespace ServiceBot.BrowserTests;

/// <summary>Cards as the commission sees them. People, plates and phones are invented.</summary>
internal static class SampleCards
{
    public const string Repeat = "✅ Повторный";
    public const string NotRepeat = "❌ Не повторный";
    public const string Abstain = "🤚 Воздержусь";
    public const string Diagnosis = "🔍 Нужна диагностика";

    public static string[][] Votes => [[Repeat, NotRepeat], [Abstain, Diagnosis]];

    public static string[] Lines(string votes) =>
    [
        "А123ВС178 · ГАЗель NEXT · …4821",
        "Запись 21.11 10:30: «снова стук спереди справа»",
        "Прошлый заказ-наряд ЗН-000123 от 12.11 (9 дней назад): замена шаровой опоры",
        "Почему: отметка при записи; тот же узел (стук, шаровая)",
        $"Голоса: {votes}, нужно 3 · до 24.11 12:00",
    ];

    public static Task<SentCard> OpenAsync(WebChatHost host, int number, string votes = "0 из 4") => host.SendCardAsync(
        "sever", $"🟠 Случай №{number} · возможный повторный ремонт", Lines(votes), Votes);

    public static Task VotedAsync(WebChatHost host, SentCard card, int number, string votes) => host.EditCardAsync(
        card, $"🟠 Случай №{number} · возможный повторный ремонт", Lines(votes), Votes);

    public static Task DecidedAsync(WebChatHost host, SentCard card, int number) => host.EditCardAsync(
        card, $"🔴 Случай №{number} · повторный ремонт", [.. Lines("3 из 4")[..4], "Решение: повторный, 3 голоса из 4"],
        ["Качество работы", "Брак запчасти"], ["Неполная диагностика", "Не выявлено"]);
}
