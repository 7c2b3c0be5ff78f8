namespace ServiceBot.Labelled;

/// <summary>How often each class was taken for each.</summary>
public sealed class Confusion(IReadOnlyList<string> classes, IEnumerable<Judged> judged)
{
    private readonly Dictionary<(string Wanted, string Got), int> counts =
        judged.GroupBy(static j => (j.Wanted, j.Got)).ToDictionary(static g => g.Key, static g => g.Count());

    /// <summary>The classes.</summary>
    public IReadOnlyList<string> Classes => classes;

    /// <summary>How many texts of one class were read as another.</summary>
    public int Count(string wanted, string got) => counts.GetValueOrDefault((wanted, got));

    /// <summary>How many texts are of a class.</summary>
    public int Size(string wanted) => classes.Sum(got => Count(wanted, got));

    /// <summary>The share of right ones among those read as the class; 1 where none was.</summary>
    public double Precision(string name) => Share(Count(name, name), classes.Sum(wanted => Count(wanted, name)));

    /// <summary>The share of the class that was found; 1 where the class is empty.</summary>
    public double Recall(string name) => Share(Count(name, name), Size(name));

    private static double Share(int part, int whole) => whole == 0 ? 1 : (double)part / whole;
}
