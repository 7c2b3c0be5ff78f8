using ServiceBot.Domain.Commission;

namespace ServiceBot.Faults.Weeks;

/// <summary>
/// What a case must come to, worked out from the script alone. It knows the rules of the commission by trying out everything
/// that those left could do, and shares no code with the program. Beside each rule stands whether it was given (the section of the
/// design, or the interface) or is a rule of our own: such a one the week repeats, and cannot judge.
/// </summary>
internal sealed class TrueCase
{
    /// <summary>By position among the members of a station, and the one behind them: somebody who is none.</summary>
    public const int Client = 0, Manager = 1, Director = 3, Advisor = 4, Stranger = 5;

    // Design, 6: the four roles vote, a quorum is three.
    private const int Voters = 4, Quorum = 3;

    private bool _awaitsDiagnosis;

    /// <summary>The votes that count, by member.</summary>
    public SortedDictionary<int, VoteChoice> Votes { get; } = [];

    public Verdict? Verdict { get; private set; }

    /// <summary>The cause's label on its button, once it is named.</summary>
    public string? Cause { get; private set; }

    public string? Responsible { get; private set; }

    public string? Call { get; private set; }

    public bool DiagnosisAsked { get; private set; }

    /// <summary>What members said, in order.</summary>
    public List<(int Member, string Text)> Remarks { get; } = [];

    /// <summary>Keys of its signals.</summary>
    public List<string> Signals { get; } = [];

    /// <summary>Keys of the signals that came after the verdict.</summary>
    public List<string> SignalsAfterVerdict { get; } = [];

    // Design, 6: the case closes when all three are there. That one who was not reached has not been called is our own.
    /// <summary>Whether cause, responsible and call are all there.</summary>
    public bool IsClosed => Cause is not null && Responsible is not null && Call is not null and not Buttons.NotReached;

    /// <summary>The name of its state.</summary>
    public string State => IsClosed ? "Closed" : Verdict?.ToString() ?? "Open";

    // Design, 5: what reaches a decided case becomes a remark.
    /// <summary>A signal comes.</summary>
    public void Join(string key) => (Verdict is null ? Signals : SignalsAfterVerdict).Add(key);

    // Interface: what a member answers to the card is a remark. That the manager's answers the diagnosis is our own.
    /// <summary>A member says something; the station manager answers with it the diagnosis that was asked for.</summary>
    public void Say(int member, string text)
    {
        Remarks.Add((member, text));
        if (member == Manager) _awaitsDiagnosis = false;
    }

    /// <summary>Somebody presses.</summary>
    /// <returns>What must come of it.</returns>
    public string Press(int person, string button)
    {
        // Design, 4: who presses is looked at first. Interface: every press is told what came of it; with which word is our own.
        if (person == Stranger) return "NotAMember";
        if (Buttons.Choice(button) is { } choice) return Vote(person, choice);
        if (button == Buttons.Diagnosis) return AskDiagnosis(person);
        if (State != "Repeat") return "StaleCard";
        return button switch
        {
            Buttons.Satisfied or Buttons.NotReached => RecordCall(person, button),
            Buttons.Parts or Buttons.Process => NameResponsible(person, button),
            _ => NameCause(person, button),
        };
    }

    private string Vote(int person, VoteChoice choice)
    {
        // Design, 6: until the verdict a vote may be changed. That the same vote again is none, and what is said first, is our own.
        if (Verdict is not null) return "AlreadyDecided";
        if (person >= Voters) return "NoVoteRight";
        if (Votes.TryGetValue(person, out var held) && held == choice) return "SameVote";
        Votes[person] = choice;
        Verdict = Decided();
        return "VoteTaken";
    }

    // Design, 6: voting closes once nobody left could change the outcome: it is the same whatever they would choose.
    private Verdict? Decided()
    {
        if (Votes.Count < Quorum) return null;
        List<Dictionary<int, VoteChoice>> ends = [new(Votes)];
        foreach (var left in Enumerable.Range(0, Voters).Where(x => !Votes.ContainsKey(x)))
        {
            ends = [.. ends.SelectMany(end => Enum.GetValues<VoteChoice>().Select(x => new Dictionary<int, VoteChoice>(end) { [left] = x }))];
        }

        var outcomes = ends.Select(Outcome).Distinct().ToList();
        return outcomes.Count == 1 ? outcomes[0] : null;
    }

    // Design, 6: abstentions make the quorum, not the majority; a tie goes to the director.
    private static Verdict? Outcome(Dictionary<int, VoteChoice> votes)
    {
        var (yes, no) = (votes.Values.Count(x => x == VoteChoice.Repeat), votes.Values.Count(x => x == VoteChoice.NotRepeat));
        if (yes == no)
        {
            return votes[Director] switch
            {
                VoteChoice.Repeat => Domain.Commission.Verdict.Repeat, VoteChoice.NotRepeat => Domain.Commission.Verdict.NotRepeat, _ => null,
            };
        }

        return yes > no ? Domain.Commission.Verdict.Repeat : Domain.Commission.Verdict.NotRepeat;
    }

    // Design, 6: a request to the station manager, not a vote. Who may ask, and that it is asked for once until it is answered, is our own.
    private string AskDiagnosis(int person)
    {
        if (Verdict is not null) return "AlreadyDecided";
        if (person >= Voters) return "NoVoteRight";
        if (_awaitsDiagnosis) return "AlreadyAsked";
        (DiagnosisAsked, _awaitsDiagnosis) = (true, true);
        return "Done";
    }

    // Design, 6: the station manager names both. Interface: the cause first. That what is named is named once on a card is our own.
    private string NameCause(int person, string button)
    {
        if (person != Manager) return "OnlyStationManager";
        if (Cause is not null) return "StaleCard";
        Cause = button;
        return "Done";
    }

    private string NameResponsible(int person, string button)
    {
        if (person != Manager) return "OnlyStationManager";
        if (Cause is null || Responsible is not null) return "StaleCard";
        Responsible = button;
        return "Done";
    }

    // Design, 6: the client service calls. That the manager and the advisor may note it too, and a later note stands, is our own.
    private string RecordCall(int person, string button)
    {
        if (person is not (Client or Manager or Advisor)) return "OnlyClientService";
        Call = button;
        return "Done";
    }
}

/// <summary>The buttons of a card by what stands on them, as people know them.</summary>
internal static class Buttons
{
    public const string Repeat = "✅", NotRepeat = "❌", Abstain = "🤚", Diagnosis = "🔍";
    public const string Training = "Нужно обучение", Workmanship = "Технология", NoFinalCheck = "Нет контроля";
    public const string Parts = "📦", Process = "⚙";
    public const string Satisfied = "📞 Клиент доволен", NotReached = "📞 Не дозвонились";

    /// <summary>The buttons with which one votes.</summary>
    public static IReadOnlyList<string> Votes { get; } = [Repeat, NotRepeat, Abstain];

    /// <summary>Some of the causes.</summary>
    public static IReadOnlyList<string> Causes { get; } = [Training, Workmanship, NoFinalCheck];

    /// <summary>The choice of a voting button; null for another.</summary>
    public static VoteChoice? Choice(string button) => button switch
    {
        Repeat => VoteChoice.Repeat, NotRepeat => VoteChoice.NotRepeat, Abstain => VoteChoice.Abstain, _ => null,
    };

    /// <summary>The name that the program has for what a button says; null for one that this does not know.</summary>
    public static string? NameOf(string? button) => button switch
    {
        Training => "Training", Workmanship => "Workmanship", NoFinalCheck => "NoFinalCheck", Parts => "Parts", Process => "Process",
        Satisfied => "Satisfied", NotReached => "NotReached", _ => null,
    };
}
