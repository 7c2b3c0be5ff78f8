using ServiceBot.Storage;

namespace ServiceBot.Chat;

/// <summary>Renders the living card of a subject from its newest state. Registered by the feature that owns it.</summary>
internal interface ICardRenderer
{
    /// <summary>The first part of the subjects it renders: <c>case</c> of <c>case:12</c>.</summary>
    string SubjectKind { get; }

    /// <summary>The cards as they should be now, by subject; without those that are not to be shown.</summary>
    /// <param name="db">Where to read.</param>
    /// <param name="subjects">Each once; many are read together.</param>
    /// <param name="cancel">Ends the waiting.</param>
    Task<IReadOnlyDictionary<string, MessageContent>> RenderAsync(
        ServiceBotDb db, IReadOnlyCollection<string> subjects, CancellationToken cancel);
}

/// <summary>Keeps the pictures that cards show. Registered by the feature that owns them.</summary>
internal interface ICardPictures
{
    /// <summary>The picture of that <see cref="PictureContent.Key"/>, or null: it is none of this feature's, or gone.</summary>
    Task<PhotoContent?> FetchAsync(string key, CancellationToken cancel);
}

/// <summary>Acts on presses on the buttons of its subjects, within the transaction that records them.</summary>
internal interface IPressHandler
{
    string SubjectKind { get; }

    /// <summary>Reads at once what the presses of a batch are about, where one by one would take longer.</summary>
    /// <param name="db">The open transaction.</param>
    /// <param name="subjects">Of the buttons pressed, each once.</param>
    /// <param name="cancel">Ends the waiting.</param>
    Task PrepareAsync(ServiceBotDb db, IReadOnlyCollection<string> subjects, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Checks and acts; what it writes to the database is committed with the press.</summary>
    /// <param name="db">The open transaction.</param>
    /// <param name="press">The press.</param>
    /// <param name="button">What the button means.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>The words for the person.</returns>
    Task<PressReply> HandleAsync(ServiceBotDb db, ButtonPressed press, ButtonMeaning button, CancellationToken cancel);
}

/// <param name="Subject">What the button's card is about: <c>case:12</c>.</param>
/// <param name="Action">What it asks for: <c>vote:Repeat</c>.</param>
internal sealed record ButtonMeaning(string Subject, string Action);

/// <summary>The words for the person who pressed, and how it was judged.</summary>
/// <param name="Text">In words.</param>
/// <param name="Outcome">The name of the outcome, for the record of presses.</param>
/// <param name="Alert">Whether it must be confirmed rather than fade.</param>
internal sealed record PressReply(string Text, string Outcome, bool Alert = false)
{
    /// <summary>Whether who pressed is nobody of the station: then not even the message that he names is looked at.</summary>
    public bool IsOfStranger { get; init; }
}

/// <summary>Takes what people write: replies to cards, commands. The first that answers true has taken it.</summary>
internal interface IMessageHandler
{
    /// <param name="db">The open transaction.</param>
    /// <param name="message">The message.</param>
    /// <param name="repliedSubject">The subject of the card it answers, or null.</param>
    /// <param name="cancel">Ends the waiting.</param>
    Task<bool> HandleAsync(
        ServiceBotDb db, MessageReceived message, string? repliedSubject, CancellationToken cancel);
}

/// <summary>Knows the commands that people may write, for channels that show a menu of them.</summary>
internal interface ICommandMenu
{
    /// <summary>Names without the slash, and what each does in a few words.</summary>
    IReadOnlyList<(string Name, string Description)> Commands { get; }
}
