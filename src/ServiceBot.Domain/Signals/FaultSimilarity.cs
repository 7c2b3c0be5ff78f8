namespace ServiceBot.Domain.Signals;

/// <summary>
/// Grades how like the fault of a return is to what was repaired before, from the words of complaint and works.
/// Understands the language of Russian commercial vehicle workshops, and English at a basic level. The same texts
/// always get the same answer.
/// </summary>
public static class FaultSimilarity
{
    /// <summary>Compares the complaint and works of the earlier visit with those of the return.</summary>
    /// <param name="earlier">The visit at which the fault was repaired.</param>
    /// <param name="later">The return; its works may be unknown yet.</param>
    /// <returns>The grade, why, and the words it was drawn from.</returns>
    public static FaultComparison Compare(FaultText earlier, FaultText later)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        var dictionary = FaultDictionary.Default;
        return dictionary.Compare(dictionary.Read(earlier), dictionary.Read(later));
    }
}
