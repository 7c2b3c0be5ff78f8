namespace ServiceBot.Domain.Signals.Language;

/// <summary>
/// What the dictionary of faults lends to the reading of surveys: the names of parts, and the symptoms of more than one
/// word. Its single words are no proof that something is wrong ("температура", "расход"); those that are stand in
/// survey-repair.txt.
/// </summary>
internal static class SurveyDictionary
{
    // Names of parts that are common words of speech.
    private static readonly HashSet<string> Common =
    [
        "свет", "сигнал", "стоп", "поворот", "дальний", "ближний", "вода", "газ", "ключ", "ручка", "стол", "карта", "блок", "модуль",
        "комплект", "набор", "пол", "место", "узел", "палец", "кольцо", "защита", "доп оборудование", "ход", "корпус", "люк", "ось",
        "key", "light", "lights", "body", "floor", "frame", "belt", "control", "power", "door",
    ];

    // Names of what is measured: nothing is wrong with it yet.
    private static readonly HashSet<string> Measured =
    [
        "уровень масло", "давление масло", "лампа масло", "уровень ож", "уровень антифриз", "уровень тормозной жидкость", "температур* двигатель",
        "стрелка температура", "лампа акб", "лампа абс", "указатель топлив*", "лампа заряд*", "лампочка заряд*", "лампочка масло", "oil pressure",
        "холост* ход", "холост* оборот*", "тепл* воздух", "холодн* воздух", "температур* в фургон*", "ток утечк*", "громко работает", "руль стоит",
        "сел на", "угар масло", "едет как", "как трактор", "как самолет", "как трамвай", "на подъем*", "в масле", "oil light", "battery light", "engine light", "abs light", "airbag light", "water in*", "свободный ход",
    ];

    /// <summary>The patterns with their lists.</summary>
    public static IEnumerable<(string Pattern, Cue Cue)> Patterns()
    {
        foreach (var line in FaultVocabulary.Lines("symptoms"))
        {
            var list = line.StartsWith("fluid ", StringComparison.Ordinal) ? Cue.Fluid : Cue.Symptom;
            if (line.StartsWith("set ", StringComparison.Ordinal) || line.StartsWith("hint ", StringComparison.Ordinal)) continue;
            foreach (var name in Names(line))
            {
                if (list == Cue.Fluid || IsFault(name)) yield return (name, list);
            }
        }

        foreach (var file in new[] { "parts-engine", "parts-chassis", "parts-body" })
        {
            foreach (var line in FaultVocabulary.Lines(file))
            {
                foreach (var name in Names(line))
                {
                    if (!Common.Contains(name)) yield return (name, Cue.Part);
                }
            }
        }
    }

    // "не греет" is understood as the denial of what must work, wherever its words stand.
    private static bool IsFault(string name) => name.Contains(' ', StringComparison.Ordinal) && !Measured.Contains(name)
        && !(name.StartsWith("не ", StringComparison.Ordinal) && name.IndexOf(' ', 3) < 0);

    private static IEnumerable<string> Names(string line)
    {
        var from = line.IndexOf(" = ", StringComparison.Ordinal);
        if (from < 0) return [];
        var to = line.AsSpan(from).IndexOfAny('@', '>', '~');
        return (to < 0 ? line[(from + 3)..] : line[(from + 3)..(from + to)])
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
