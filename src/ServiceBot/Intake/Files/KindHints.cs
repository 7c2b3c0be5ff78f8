using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>What a file's name or the title above a table says of the kind of its records.</summary>
internal static class KindHints
{
    private static readonly (RecordKind Kind, string[] Stems)[] Known =
    [
        (RecordKind.WorkOrder, ["заказ-наряд", "заказ наряд", "заказнаряд", "zakaz-naryad", "zakaznaryad", "zakaz_naryad",
            "work-order", "work_order", "work order", "workorder", "orders"]),
        (RecordKind.SurveyResponse, ["опрос", "анкет", "отзыв", "opros", "anket", "otzyv", "survey"]),
        (RecordKind.Call, ["звонк", "zvonk", "calls"]),
        (RecordKind.Booking, ["заявк", "запис", "zayavk", "zapis", "booking"]),
    ];

    /// <summary>The kind that a text speaks of, or null.</summary>
    /// <param name="text">A file name or a title.</param>
    public static RecordKind? Read(string text)
    {
        foreach (var (kind, stems) in Known)
        {
            if (stems.Any(stem => text.Contains(stem, StringComparison.OrdinalIgnoreCase))) return kind;
        }

        return null;
    }
}
