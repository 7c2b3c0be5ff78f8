using System.Collections.Concurrent;
using System.Globalization;
using ServiceBot.Hosting;

namespace ServiceBot.Intake;

/// <summary>What is said of records and files that cannot be taken.</summary>
internal sealed class IntakeTexts : Wording
{
    private static readonly ConcurrentDictionary<string, IntakeTexts> Known = [];

    private IntakeTexts(CultureInfo culture)
        : base(culture)
    {
    }

    /// <summary>The sentences in a language.</summary>
    public static IntakeTexts In(CultureInfo culture) => Known.GetOrAdd(culture.Name, _ => new IntakeTexts(culture));
}
