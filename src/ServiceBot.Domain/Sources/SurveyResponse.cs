namespace ServiceBot.Domain.Sources;

/// <summary>A customer's answers after a visit.</summary>
public sealed record SurveyResponse : SourceRecord
{
    /// <inheritdoc />
    public override RecordKind Kind => RecordKind.SurveyResponse;

    /// <inheritdoc />
    public override DateTimeOffset At => AnsweredAt;

    /// <summary>When the customer answered.</summary>
    public required DateTimeOffset AnsweredAt { get; init; }

    /// <summary>The work order the survey asked about; null means the vehicle's last closed one before the answer.</summary>
    public string? WorkOrderId { get; init; }

    /// <summary>The mark the customer gave, in the survey's own scale, or null.</summary>
    public decimal? Score { get; init; }

    /// <summary>The questions and the chosen answers; may be empty.</summary>
    public IReadOnlyList<SurveyAnswer> Answers { get; init; } = [];

    /// <summary>The customer's free text, or null.</summary>
    public string? Comment { get; init; }
}

/// <summary>One question of a survey with the answer given.</summary>
/// <param name="Question">The question as asked.</param>
/// <param name="Answer">The answer as given.</param>
public sealed record SurveyAnswer(string Question, string Answer);
