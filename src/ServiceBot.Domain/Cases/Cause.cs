using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Cases;

/// <summary>Why a car came back (trade usage of Russian service stations).</summary>
public enum Cause
{
    /// <summary>ошибка диагностики</summary>
    Diagnosis = 1,

    /// <summary>нарушение технологии ремонта</summary>
    Workmanship = 2,

    /// <summary>некачественная запчасть (брак детали)</summary>
    DefectivePart = 3,

    /// <summary>запчасть клиента</summary>
    CustomerPart = 4,

    /// <summary>неполный ремонт: клиент отказался от рекомендованных работ</summary>
    CustomerDeclinedWork = 5,

    /// <summary>не выполнена работа из заказ-наряда</summary>
    WorkNotDone = 6,

    /// <summary>нет выходного контроля</summary>
    NoFinalCheck = 7,

    /// <summary>недостаток квалификации: нужно обучение</summary>
    Training = 8,

    /// <summary>заводской или конструктивный дефект</summary>
    FactoryDefect = 9,

    /// <summary>условия эксплуатации</summary>
    Operation = 10,
}

/// <summary>What kind of answer "whose work it was" got.</summary>
public enum ResponsibleKind
{
    /// <summary>A mechanic of the earlier work order.</summary>
    Mechanic = 1,

    /// <summary>The foreman of the shift.</summary>
    Foreman = 2,

    /// <summary>The advisor who received the car.</summary>
    Advisor = 3,

    /// <summary>The parts.</summary>
    Parts = 4,

    /// <summary>Nobody: the process. A full answer.</summary>
    Process = 5,
}

/// <summary>Whose work it was.</summary>
/// <param name="Kind">Who or what.</param>
/// <param name="Person">The person, where it is one.</param>
public sealed record Responsible(ResponsibleKind Kind, Person? Person);

/// <summary>How the call back to the customer went.</summary>
public enum CallOutcome
{
    /// <summary>Reached; the customer stays with us.</summary>
    Satisfied = 1,

    /// <summary>Reached; still displeased, the director should know.</summary>
    Displeased = 2,

    /// <summary>Not reached; to be tried again.</summary>
    NotReached = 3,
}
