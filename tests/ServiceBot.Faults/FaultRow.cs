namespace ServiceBot.Faults;

/// <summary>One row of the table: a fault, and what must hold under it.</summary>
/// <param name="Number">Its number in the table.</param>
/// <param name="Fault">What goes wrong.</param>
/// <param name="Holds">What must hold.</param>
/// <param name="Full">How many cases of it the full table has.</param>
/// <param name="Small">How many of them run with the tests.</param>
/// <param name="PerTrial">How many make one trial, which has a service and a seed of its own.</param>
/// <param name="Run">One trial.</param>
/// <param name="Beside">How many trials run side by side: where real seconds are waited for, they are waited for together.</param>
internal sealed record FaultRow(
    int Number, string Fault, string Holds, int Full, int Small, int PerTrial, Func<Trial, Task> Run, int Beside = 1);

/// <summary>One trial of a row. The same seed and count are the same trial.</summary>
/// <param name="Seed">Everything that is left to chance comes from it.</param>
/// <param name="Count">How many cases of the fault.</param>
/// <param name="IsSmall">Beside other tests, on any machine: figures that hang on the wall's clock are told and not judged.</param>
internal sealed record Trial(int Seed, int Count, bool IsSmall = false)
{
    /// <summary>Chance, from the seed.</summary>
    public Random Random { get; } = new(Seed);

    /// <summary>What came of it.</summary>
    public Findings Findings { get; } = new();
}
