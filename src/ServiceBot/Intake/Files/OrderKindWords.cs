using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>Tells the kind of a work order by the words for it in dealer systems.</summary>
/// <remarks>A stem with a space behind it is a whole word.</remarks>
internal static class OrderKindWords
{
    private static readonly string[] NoWarranty = ["постгарант", "послегарант", "негарант", "не гарант"];
    private static readonly string[] Warranty = ["гарант", "warranty", "рекламац", "goodwill", "гудвил", "добрая воля"];

    private static readonly string[] Body =
        ["кузов", "маляр", "окрас", "покрас", "жестян", "арматур", "страхов", "каско", "осаго", "дтп", "body"];

    private static readonly string[] Internal =
        ["внутр", "предпродаж", "пп ", "пдп ", "ппп ", "собственн", "хозяйств", "internal"];

    private static readonly string[] Tyres = ["шин", "колес", "tyre", "tire"];

    private static readonly string[] Maintenance =
    [
        "то ", "то0", "то1", "то2", "то3", "техобслуж", "тех обслуж", "техническое обслуж", "технического обслуж",
        "сервисное обслуж", "планов", "регламент", "сезонн", "maintenance",
    ];

    private static readonly string[] Repair = ["ремонт", "слесар", "repair"];

    private static readonly string[] PaidWork =
    [
        "коммерч", "платн", "текущ", "тр ", "диагност", "агрегат", "электр", "мотор", "восстановит", "наличн", "безнал",
    ];

    private static readonly string[] Other =
    [
        "мойк", "химчист", "доп", "тюнинг", "установк", "консерв", "кампан", "отзывн", "проч", "друг", "иное", "разное",
        "other",
    ];

    /// <summary>The kind, or null where the words are unknown.</summary>
    /// <remarks>"ТО и ремонт" is a repair: the return of such a car must not be overlooked.</remarks>
    /// <param name="text">The cell.</param>
    public static WorkOrderKind? Read(string text)
    {
        if (WorkOrderKindNames.Read(text) is { } named) return named;
        var words = CellWords.Folded(text);
        bool Says(string[] stems) => stems.Any(stem => words.Contains(" " + stem, StringComparison.Ordinal));

        var onlyMaintenance = Says(Maintenance) && !Says(Repair);
        if (Says(NoWarranty)) return WorkOrderKind.Repair;
        if (Says(Warranty)) return onlyMaintenance ? WorkOrderKind.Maintenance : WorkOrderKind.Warranty;
        if (Says(Body)) return WorkOrderKind.Body;
        if (Says(Internal)) return WorkOrderKind.Internal;
        if (Says(Tyres)) return WorkOrderKind.Tyres;
        if (onlyMaintenance) return WorkOrderKind.Maintenance;
        if (Says(Repair) || Says(PaidWork)) return WorkOrderKind.Repair;
        return Says(Other) ? WorkOrderKind.Other : null;
    }
}
