using System.Collections.Frozen;
using System.Text;

namespace ServiceBot.Intake.Files;

/// <summary>
/// Tells the pages of one byte a letter apart in which Russian programs write: windows-1251, cp866 of DOS, KOI8-R.
/// </summary>
internal static class CyrillicPages
{
    private const int SampleBytes = 64 * 1024;

    /// <summary>How much more like Russian another page must look than windows-1251, which is by far the most common.</summary>
    private const double Clearly = 1.25;

    /// <summary>A small letter is seldom followed by a capital one, and a line of a frame stands in no table.</summary>
    private const int OddPair = -40;

    private static readonly Encoding Windows1251 = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
    private static readonly Encoding[] Others =
        [CodePagesEncodingProvider.Instance.GetEncoding(866)!, CodePagesEncodingProvider.Instance.GetEncoding(20866)!];

    /// <summary>How often a letter stands in a thousand of Russian text (the Russian National Corpus, rounded).</summary>
    private static readonly FrozenDictionary<char, int> Frequency = new Dictionary<char, int>
    {
        ['о'] = 110, ['е'] = 85, ['а'] = 80, ['и'] = 74, ['н'] = 67, ['т'] = 63, ['с'] = 55, ['р'] = 47, ['в'] = 45, ['л'] = 44,
        ['к'] = 35, ['м'] = 32, ['д'] = 30, ['п'] = 28, ['у'] = 26, ['я'] = 20, ['ы'] = 19, ['ь'] = 17, ['г'] = 17, ['з'] = 16,
        ['б'] = 16, ['ч'] = 14, ['й'] = 12, ['х'] = 10, ['ж'] = 9, ['ш'] = 7, ['ю'] = 6, ['ц'] = 5, ['щ'] = 4, ['э'] = 3, ['ф'] = 3,
        ['ъ'] = 1, ['ё'] = 1,
    }.ToFrozenDictionary();

    /// <summary>The page in which the text looks most like Russian; windows-1251 where none clearly does.</summary>
    /// <param name="content">A stream that can seek; its position moves.</param>
    public static Encoding Guess(Stream content)
    {
        var sample = Sample(content);
        var (best, least) = (Windows1251, Likeness(Windows1251, sample));
        foreach (var page in Others)
        {
            var likeness = Likeness(page, sample);
            if (likeness > Math.Max(0, least) * Clearly && likeness > 0) (best, least) = (page, likeness);
        }

        return best;
    }

    /// <summary>The stretches in which letters beyond ASCII stand, wherever in the file they begin.</summary>
    private static byte[] Sample(Stream content)
    {
        content.Position = 0;
        var sample = new MemoryStream();
        var block = new byte[SampleBytes];
        while (sample.Length < SampleBytes && content.Read(block) is var read and > 0)
        {
            var bytes = block.AsSpan(0, read);
            var first = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (first >= 0) sample.Write(bytes[first..]);
        }

        return sample.ToArray();
    }

    private static long Likeness(Encoding page, byte[] sample)
    {
        var likeness = 0L;
        var before = ' ';
        foreach (var c in page.GetString(sample))
        {
            if (c >= '\u0080')
            {
                var small = char.ToLowerInvariant(c);
                if (Frequency.TryGetValue(small, out var often)) likeness += often;
                else if (!char.IsPunctuation(c) && !char.IsWhiteSpace(c) && c is not ('№' or '°')) likeness += OddPair;
                if (char.IsLower(before) && char.IsUpper(c)) likeness += OddPair;
            }

            before = c;
        }

        return likeness;
    }
}
