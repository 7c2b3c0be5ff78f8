namespace ServiceBot.Chat;

/// <summary>Fetches the photos that a channel's messages refer to.</summary>
internal interface IPhotoSource
{
    /// <summary>"telegram" or "web", as in <see cref="ChatAddress.Channel"/>.</summary>
    string Channel { get; }

    /// <summary>The photo behind a reference of <see cref="MessageReceived.Photos"/>, or null when it is not there.</summary>
    Task<PhotoContent?> FetchAsync(string reference, CancellationToken cancel);
}

/// <param name="ContentType"><c>image/jpeg</c> and the like, told by the first bytes rather than by a name.</param>
internal sealed record PhotoContent(byte[] Bytes, string ContentType);
