using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals;

/// <summary>Tells visits on which nothing was repaired, or nothing was complained of, from repairs.</summary>
internal static class WorkNature
{
    private static readonly string[] Looking =
        ["диагност", "дефектов", "осмотр", "проверк", "замер", "контрол", "diagnos", "inspect", "check"];

    private static readonly string[] Mending =
    [
        "замен", "ремонт", "регулир", "устран", "установ", "чистк", "промыв", "пайк", "протяж", "свар", "прокач", "смаз",
        "восстанов", "переборк", "снятие", "replac", "repair", "adjust", "fit ", "clean",
    ];

    private static readonly string[] NotDone = ["рекоменд", "отказал", "recommend", "declin"];

    private static readonly string[] NoComplaint = ["жалоб нет", "без жалоб", "нет жалоб", "no complaint"];

    /// <summary>Whether the order only looked: no part was fitted and every job is a diagnosis. There is nothing that
    /// could have been repaired badly.</summary>
    /// <param name="order">The order.</param>
    public static bool OnlyLooked(WorkOrder order) =>
        order.Parts.Count == 0 && order.Lines.Count > 0
        && order.Lines.All(x => Says(x.Text, NotDone) || (Says(x.Text, Looking) && !Says(x.Text, Mending)));

    /// <summary>Whether the visit itself says that there is no complaint: a planned check after a repair.</summary>
    /// <param name="visit">The visit.</param>
    public static bool HasNoComplaint(Visit visit) => visit.Fault.Complaint is { } said && Says(said, NoComplaint);

    private static bool Says(string text, string[] stems) =>
        stems.Any(x => text.Contains(x, StringComparison.OrdinalIgnoreCase));
}
