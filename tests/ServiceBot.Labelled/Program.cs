using System.Globalization;
using ServiceBot.Labelled;

if (args is ["learn", var weights])
{
    var texts = LikenessLearning.Texts();
    await File.WriteAllLinesAsync(weights, LikenessLearning.Learn(texts));
    Console.WriteLine($"{texts.Count} texts");
    return 0;
}

if (args.Length == 0 || args[0] is not ("survey" or "faults"))
{
    Console.Error.WriteLine("""
        Measures the readers of texts on the labelled sets.

            dotnet run -c Release --project tests/ServiceBot.Labelled -- survey|faults [--misses] [FILE]
            dotnet run -c Release --project tests/ServiceBot.Labelled -- learn src/ServiceBot.Domain/Signals/Language/survey-likeness.txt

        --misses   shows what was misread in the part that is tuned on; the held part keeps its secret
        learn      learns from all texts of surveys that are not held back, and writes the weights of SurveyLikeness
        FILE       another file in the form of the set: part, level, label, then the columns of the text, tabs between
        """);
    return 2;
}

var set = args[0];
var file = args.Skip(1).FirstOrDefault(static a => !a.StartsWith("--", StringComparison.Ordinal));
LabelledSet.Judge(set, file);
const int Passes = 40;
for (var i = 0; i < Passes; i++) LabelledSet.Judge(set, file);
// Processor time and not the wall's: a busy machine must not make the reader look slow.
var before = Environment.CpuUsage.TotalTime;
for (var i = 1; i < Passes; i++) LabelledSet.Judge(set, file);
var judged = LabelledSet.Judge(set, file);
var spent = Environment.CpuUsage.TotalTime - before;
if (args.Contains("--misses"))
{
    foreach (var miss in judged.Where(static j => j.Part != "held" && j.Wanted != j.Got))
        Console.WriteLine($"wanted {miss.Wanted}, got {miss.Got}: {miss.Text}{(miss.Because.Length > 0 ? $"   <- {miss.Because}" : "")}");
}

foreach (var part in judged.Select(static j => j.Part).Distinct().Order(StringComparer.Ordinal))
{
    foreach (var level in (string?[])[null, "hard"])
    {
        var texts = judged.Where(j => j.Part == part && (level is null || j.Level == level)).ToList();
        var confusion = new Confusion(LabelledSet.Classes(set), texts);
        Console.WriteLine($"\n{set}, {part}{(level is null ? "" : $", {level} ones")}: {texts.Count} texts");
        Console.WriteLine($"  {"wanted \\ got",-20}{string.Concat(confusion.Classes.Select(static c => $"{c,20}"))}{"precision",11}{"recall",9}");
        foreach (var wanted in confusion.Classes)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {wanted,-20}{string.Concat(confusion.Classes.Select(got => $"{confusion.Count(wanted, got),20}"))}{confusion.Precision(wanted),11:F3}{confusion.Recall(wanted),9:F3}"));
        }
    }
}

Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"\n{spent.TotalMicroseconds / Passes / Math.Max(1, judged.Count):F0} µs of processor a text, the code warm"));
return 0;
