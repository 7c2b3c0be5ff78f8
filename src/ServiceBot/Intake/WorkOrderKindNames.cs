using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake;

/// <summary>The names by which records of the API call the kinds of a work order.</summary>
internal static class WorkOrderKindNames
{
    /// <summary>Every name, for a sentence that says what is allowed.</summary>
    public static string Allowed { get; } = string.Join(", ", Enum.GetValues<WorkOrderKind>().Select(NameOf));

    /// <summary>The name of a kind.</summary>
    public static string NameOf(WorkOrderKind kind) => kind switch
    {
        WorkOrderKind.Repair => "repair",
        WorkOrderKind.Warranty => "warranty",
        WorkOrderKind.Maintenance => "maintenance",
        WorkOrderKind.Body => "body",
        WorkOrderKind.Internal => "internal",
        WorkOrderKind.Tyres => "tyres",
        WorkOrderKind.Other => "other",
    };

    /// <summary>The kind of a name, whatever its case; null when there is none such.</summary>
    public static WorkOrderKind? Read(string name)
    {
        foreach (var kind in Enum.GetValues<WorkOrderKind>())
        {
            if (string.Equals(NameOf(kind), name.Trim(), StringComparison.OrdinalIgnoreCase)) return kind;
        }

        return null;
    }
}
