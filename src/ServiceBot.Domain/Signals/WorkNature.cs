using System.Runtime.CompilerServices;
using ServiceBot.Domain.Signals.Language;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Signals;

/// <summary>Tells visits on which nothing was repaired, or nothing was complained of, from repairs.</summary>
internal static class WorkNature
{
    private static readonly string[] Looking =
        ["диагност", "дефектов", "осмотр", "проверк", "замер", "контрол", "diagnos", "inspect", "check"];

    private static readonly string[] Mending =
    [
        "замен", "ремонт", "регулир", "устран", "установ", "чистк", "промыв", "пайк", "протяж", "свар", "прокач", "смаз",
        "восстанов", "переборк", "снятие", "replac", "repair", "adjust", "fit ", "clean",
    ];

    private static readonly string[] NotDone = ["рекоменд", "отказал", "recommend", "declin"];

    private static readonly string[] NoComplaint =
        ["жалоб нет", "без жалоб", "нет жалоб", "жалобы отсутств", "замечаний нет", "нет замечаний", "no complaint"];

    private static readonly Lazy<(PhraseBook<Term> Book, IReadOnlyDictionary<string, Term> Lists)> Shared = new(Load);

    private static readonly (string List, WorkOrderKind Kind)[] Kinds =
    [
        ("internal", WorkOrderKind.Internal), ("body", WorkOrderKind.Body), ("tyres", WorkOrderKind.Tyres),
        ("other", WorkOrderKind.Other), ("maintenance", WorkOrderKind.Maintenance),
    ];

    /// <summary>Whether the order only looked: no part was fitted and every job is a diagnosis. There is nothing that
    /// could have been repaired badly.</summary>
    /// <param name="order">The order.</param>
    public static bool OnlyLooked(WorkOrder order) =>
        order.Parts.Count == 0 && order.Lines.Count > 0
        && order.Lines.All(x => Says(x.Text, NotDone) || (Says(x.Text, Looking) && !Says(x.Text, Mending)));

    /// <summary>Whether the visit itself says that there is no complaint: a planned check after a repair.</summary>
    /// <param name="visit">The visit.</param>
    public static bool HasNoComplaint(Visit visit) => visit.Fault.Complaint is { } said && Says(said, NoComplaint);

    /// <summary>
    /// What the words say that the order is for: "ТО-2, замена масла и фильтров" is maintenance though the source has no
    /// column that says so. A complaint that names a fault, or one job that mends, makes it a repair; only "страховой
    /// случай", "предпродажная подготовка", "отзывная кампания" and the like count whatever was done.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="dictionary">The words in which faults are understood.</param>
    /// <returns>The kind, or null for a repair and where the words do not tell.</returns>
    public static WorkOrderKind? ByWords(WorkOrder order, FaultDictionary dictionary)
    {
        var complaint = Natured.Of(order.Complaint, dictionary);
        if (complaint is { Outright: true, Kind: { } said }) return said;
        var lines = order.Lines.Select(x => Natured.Of(x.Text, dictionary)).ToList();
        if (lines.Find(static x => x is { Outright: true, Kind: not null }) is { } line) return line.Kind;
        if (lines.Exists(static x => x.IsRepair) || complaint.NamesFault) return null;
        return lines.Concat([complaint]).Select(static x => x.Kind).OfType<WorkOrderKind>().Select(static x => (WorkOrderKind?)x).FirstOrDefault();
    }

    private static bool Says(string text, string[] stems) =>
        stems.Any(x => text.Contains(x, StringComparison.OrdinalIgnoreCase));

    private static (PhraseBook<Term>, IReadOnlyDictionary<string, Term>) Load()
    {
        var reading = new VocabularyReading();
        var lists = reading.Speech(FaultVocabulary.Lines("work-nature"));
        return (reading.Close(), lists);
    }

    // What one text says of the nature of the work.
    private sealed class Natured(string text, WorkOrderKind? kind, bool outright, bool isBeside, FaultDictionary dictionary)
    {
        private static readonly Natured Nothing = new("", null, false, isBeside: true, FaultDictionary.Default);

        // Nearly every order is asked, and the same jobs are written over and over.
        private static readonly ConditionalWeakTable<FaultDictionary, TextMemo<Natured>> Known = [];

        // The costly part, and for most complaints nobody asks: a job that mends has told before.
        private readonly Lazy<bool> names = new(() => ReadsFault(text, kind, dictionary), LazyThreadSafetyMode.PublicationOnly);

        public WorkOrderKind? Kind => kind;

        public bool Outright => outright;

        public bool NamesFault => names.Value;

        public bool IsRepair => (kind is null && !isBeside) || NamesFault;

        public static Natured Of(string? text, FaultDictionary dictionary) => string.IsNullOrWhiteSpace(text)
            ? Nothing
            : Known.GetValue(dictionary, static own => new TextMemo<Natured>(said => Read(said, own))).Of(text);

        private static Natured Read(string text, FaultDictionary dictionary)
        {
            var (book, lists) = Shared.Value;
            var found = book.Find(FaultVocabulary.Default.Read(text)).Select(static hit => hit.Entry).ToHashSet();
            WorkOrderKind? kind = null;
            foreach (var (list, named) in Kinds)
            {
                if (kind is null && found.Contains(lists[list])) kind = named;
            }

            return new Natured(text, kind, found.Contains(lists["outright"]), found.Contains(lists["beside"]), dictionary);
        }

        private static bool ReadsFault(string text, WorkOrderKind? kind, FaultDictionary dictionary) =>
            dictionary.Read(new FaultText(null, [text], [], [])).Picture.Parts
                .Exists(part => part.Term is { Kind: TermKind.Part, Vague: false } && !Fits(kind, part.Term))
            || dictionary.Read(new FaultText(text, [], [], [])).Picture.Symptoms.Count > 0;

        // What is changed at maintenance or by the tyre fitter is no repair; what is fitted as equipment, painted or
        // washed neither.
        private static bool Fits(WorkOrderKind? kind, Term part) => kind switch
        {
            null => false,
            WorkOrderKind.Maintenance => part.Russian.Contains("фильтр", StringComparison.Ordinal) && part.Russian != "сажевый фильтр",
            WorkOrderKind.Tyres => part.Group is "шина" or "балансировка колёс" or "колёсный диск" or "колёсная шпилька",
            _ => true,
        };
    }
}
