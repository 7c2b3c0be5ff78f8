using System.Collections.Frozen;
using System.Text;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>Reads cells whose words stand for a choice: yes and no, kinds of repair, states of an order.</summary>
internal static class CellWords
{
    private static readonly FrozenSet<string> Yes = Set(
        "да", "д", "истина", "1", "true", "yes", "y", "t", "+", "v", "✓", "✔", "☑", "есть", "возможен", "возможно", "повторный", "повторно", "повтор");

    private static readonly FrozenSet<string> No = Set(
        "нет", "н", "ложь", "0", "false", "no", "n", "f", "-", "—", "–", "☐", "не повторный", "неповторный", "первичный", "первично");

    private static readonly FrozenSet<string> Nothing = Set(
        "-", "—", "–", "--", "---", "нет", "н/д", "нд", "нет данных", "б/н", "не указан", "не указано", "не указана", "неизвестно", "n/a", "null", "<>", "?",
        "не работает", "неисправен");

    private static readonly string[] CancelledStems = ["отказ", "отмен", "аннулир", "не состоял", "cancel", "void", "удален"];

    /// <summary>Yes, no, or null where it is neither.</summary>
    public static bool? ReadFlag(string text)
    {
        var word = text.Trim().ToLowerInvariant();
        return Yes.Contains(word) ? true : No.Contains(word) ? false : null;
    }

    /// <summary>Whether a cell for a number or a name says in words that there is nothing.</summary>
    public static bool SaysNothing(string text) => Nothing.Contains(text.Trim().ToLowerInvariant());

    /// <summary>Whether the state of an order says that it came to nothing.</summary>
    public static bool SaysCancelled(string text)
    {
        var words = Folded(text);
        return CancelledStems.Any(stem => words.Contains(stem, StringComparison.Ordinal));
    }

    /// <summary>The kind of a work order by the words for it in dealer systems, or null where they are unknown.</summary>
    /// <remarks>"ТО и ремонт" is a repair: the return of such a car must not be overlooked.</remarks>
    public static WorkOrderKind? ReadOrderKind(string text)
    {
        if (WorkOrderKindNames.Read(text) is { } named) return named;
        var words = Folded(text);
        bool Says(params ReadOnlySpan<string> stems)
        {
            foreach (var stem in stems)
            {
                if (words.Contains(" " + stem, StringComparison.Ordinal)) return true;
            }

            return false;
        }

        var repair = Says("ремонт", "слесар", "repair");
        var maintenance = Says("то ", "то1", "то2", "то3", "то0", "техобслуж", "тех обслуж", "техническое обслуж", "технического обслуж", "планов", "регламент",
            "сезонн", "maintenance", "сервисное обслуж");
        if (Says("постгарант", "негарант", "не гарант", "послегарант")) return WorkOrderKind.Repair;
        if (Says("гарант", "warranty", "рекламац", "goodwill", "гудвил", "добрая воля"))
        {
            return maintenance && !repair ? WorkOrderKind.Maintenance : WorkOrderKind.Warranty;
        }

        if (Says("кузов", "маляр", "окрас", "покрас", "страхов", "каско", "осаго", "дтп", "body", "жестян", "арматур")) return WorkOrderKind.Body;
        if (Says("внутр", "предпродаж", "пп ", "пдп ", "ппп ", "собственн", "хозяйств", "internal")) return WorkOrderKind.Internal;
        if (Says("шин", "колес", "tyre", "tire")) return WorkOrderKind.Tyres;
        if (maintenance && !repair) return WorkOrderKind.Maintenance;
        if (repair || Says("коммерч", "платн", "текущ", "диагност", "агрегат", "электр", "мотор", "восстановит", "наличн", "безнал", "тр ")) return WorkOrderKind.Repair;
        return Says("мойк", "доп", "тюнинг", "установк", "проч", "друг", "иное", "разное", "кампан", "отзывн", "химчист", "консерв", "other")
            ? WorkOrderKind.Other
            : null;
    }

    /// <summary>Lower case, "ё" as "е", single spaces for everything that is neither letter nor digit, one at both ends.</summary>
    private static string Folded(string text)
    {
        var folded = new StringBuilder(text.Length + 2).Append(' ');
        foreach (var c in text)
        {
            var lower = char.ToLowerInvariant(c);
            if (char.IsLetterOrDigit(lower)) folded.Append(lower == 'ё' ? 'е' : lower);
            else if (folded[^1] != ' ') folded.Append(' ');
        }

        return folded[^1] == ' ' ? folded.ToString() : folded.Append(' ').ToString();
    }

    private static FrozenSet<string> Set(params IEnumerable<string> words) => words.ToFrozenSet(StringComparer.Ordinal);
}
