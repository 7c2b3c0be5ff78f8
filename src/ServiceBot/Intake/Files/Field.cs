namespace ServiceBot.Intake.Files;

/// <summary>What a column of a table can hold, whichever kind of record it is.</summary>
internal enum Field
{
    Id = 1,
    Station,
    Vin,
    SecondVin,
    Plate,
    Model,
    ClientName,
    ClientPhone,
    Complaint,
    PossibleRepeat,

    // Bookings.
    CreatedAt,
    PlannedAt,
    PlannedTime,
    Operator,
    EarlierWorkOrderId,

    // Work orders.
    BookingId,
    ConsolidatedOrderId,
    OpenedAt,
    OpenedTime,
    ClosedAt,
    ClosedTime,
    OrderKind,
    State,
    Cancelled,
    OdometerKm,
    Foreman,
    Advisor,
    Total,
    LineCode,
    LineText,
    LineTexts,
    LineArea,
    Mechanic,
    NormHours,
    Rate,
    PartNumber,
    PartName,
    PartNames,
    PartQuantity,

    // Survey responses.
    AnsweredAt,
    WorkOrderId,
    Score,
    Question,
    Answer,
    NamedAnswer,
    Comment,

    // Calls.
    StartedAt,
    StartedTime,
    Direction,
    CallPhone,
    Duration,
    RecordingUrl,
    Transcript,
}
