using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>What a file's name or the title above a table says of the kind of its records.</summary>
internal static class KindHints
{
    private static readonly (string Stem, RecordKind Kind)[] Stems =
    [
        ("заказ-наряд", RecordKind.WorkOrder), ("заказ наряд", RecordKind.WorkOrder), ("заказнаряд", RecordKind.WorkOrder), ("zakaz-naryad", RecordKind.WorkOrder),
        ("zakaznaryad", RecordKind.WorkOrder), ("zakaz_naryad", RecordKind.WorkOrder), ("work-order", RecordKind.WorkOrder), ("work_order", RecordKind.WorkOrder),
        ("work order", RecordKind.WorkOrder), ("workorder", RecordKind.WorkOrder), ("orders", RecordKind.WorkOrder),
        ("опрос", RecordKind.SurveyResponse), ("анкет", RecordKind.SurveyResponse), ("отзыв", RecordKind.SurveyResponse), ("opros", RecordKind.SurveyResponse),
        ("anket", RecordKind.SurveyResponse), ("otzyv", RecordKind.SurveyResponse), ("survey", RecordKind.SurveyResponse),
        ("звонк", RecordKind.Call), ("zvonk", RecordKind.Call), ("calls", RecordKind.Call),
        ("заявк", RecordKind.Booking), ("запис", RecordKind.Booking), ("zayavk", RecordKind.Booking), ("zapis", RecordKind.Booking), ("booking", RecordKind.Booking),
    ];

    /// <summary>The kind that a text speaks of, or null.</summary>
    /// <param name="text">A file name or a title.</param>
    public static RecordKind? Read(string text)
    {
        foreach (var (stem, kind) in Stems)
        {
            if (text.Contains(stem, StringComparison.OrdinalIgnoreCase)) return kind;
        }

        return null;
    }
}
