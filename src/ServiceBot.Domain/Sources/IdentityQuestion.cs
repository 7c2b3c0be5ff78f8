namespace ServiceBot.Domain.Sources;

/// <summary>Why two vehicles of the records may be one.</summary>
public enum IdentityDoubt
{
    /// <summary>The chassis numbers differ only in letters that no number has: I for 1, O or Q for 0.</summary>
    ConfusedLetters = 1,

    /// <summary>The plate is the same and the chassis numbers differ by one slip: a character wrong, left out, doubled
    /// or exchanged with its neighbour.</summary>
    SlipUnderOnePlate = 2,
}

/// <summary>
/// Two chassis numbers that are probably one vehicle, badly typed. A question for people: the histories stay apart until
/// the source is corrected, because a plate does move to another vehicle.
/// </summary>
/// <param name="One">The smaller number.</param>
/// <param name="Other">The greater.</param>
/// <param name="Plate">The plate they share, or null.</param>
/// <param name="Doubt">Why they may be one.</param>
public sealed record IdentityQuestion(Vin One, Vin Other, PlateNumber? Plate, IdentityDoubt Doubt)
{
    /// <summary>Holds the vehicles of new records against others of the same station.</summary>
    /// <param name="fresh">As the new records describe them.</param>
    /// <param name="known">As all records that may concern them do; the fresh ones may be among them.</param>
    /// <returns>Each pair once, by number.</returns>
    public static IReadOnlyList<IdentityQuestion> Find(IEnumerable<VehicleRef> fresh, IEnumerable<VehicleRef> known)
    {
        var others = known.Where(x => x.Vin is not null).Distinct().ToList();
        // Numbers that one record names together are one vehicle already.
        var joined = others.Where(x => x.SecondVin is not null)
            .SelectMany(x => new[] { (x.Vin!.Value, x.SecondVin!.Value), (x.SecondVin!.Value, x.Vin!.Value) }).ToHashSet();
        var found = new Dictionary<(string, string), IdentityQuestion>();
        foreach (var one in fresh.Where(x => x.Vin is not null).Distinct())
        {
            foreach (var other in others)
            {
                if (one.Vin == other.Vin || joined.Contains((one.Vin!.Value, other.Vin!.Value))) continue;
                if (DoubtOf(one, other) is not { } doubt) continue;
                var (low, high) = string.CompareOrdinal(one.Vin.Value, other.Vin.Value) < 0
                    ? (one.Vin, other.Vin) : (other.Vin, one.Vin);
                found.TryAdd(
                    (low.Value, high.Value), new IdentityQuestion(low, high, one.Plate == other.Plate ? one.Plate : null, doubt));
            }
        }

        return [.. found.OrderBy(x => x.Key.Item1, StringComparer.Ordinal).ThenBy(x => x.Key.Item2, StringComparer.Ordinal)
            .Select(x => x.Value)];
    }

    private static IdentityDoubt? DoubtOf(VehicleRef one, VehicleRef other)
    {
        if (one.Vin!.IsSoftMatch(other.Vin)) return IdentityDoubt.ConfusedLetters;
        return one.Plate is not null && one.Plate == other.Plate && IsOneSlip(one.Vin.Value, other.Vin!.Value)
            ? IdentityDoubt.SlipUnderOnePlate
            : null;
    }

    // One character put in, left out or changed, or two neighbours exchanged (Damerau's four slips).
    private static bool IsOneSlip(string a, string b)
    {
        if (a.Length > b.Length) (a, b) = (b, a);
        if (b.Length - a.Length > 1) return false;
        var i = 0;
        while (i < a.Length && a[i] == b[i]) i++;
        if (a.Length < b.Length) return a.AsSpan(i).SequenceEqual(b.AsSpan(i + 1));
        if (i == a.Length) return false;
        if (a.AsSpan(i + 1).SequenceEqual(b.AsSpan(i + 1))) return true;
        return i + 1 < a.Length && a[i] == b[i + 1] && a[i + 1] == b[i] && a.AsSpan(i + 2).SequenceEqual(b.AsSpan(i + 2));
    }
}
