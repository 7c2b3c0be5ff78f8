namespace Telegram.Bot.Args
{
    /// <summary>A request is about to be sent.</summary>
    public class ApiRequestEventArgs(IRequest request, HttpRequestMessage? httpRequestMessage = default) : EventArgs
    {
        /// <summary>What is asked.</summary>
        public IRequest Request { get; } = request;

        /// <summary>How it is sent; its address holds the token.</summary>
        public HttpRequestMessage? HttpRequestMessage { get; } = httpRequestMessage;
    }

    /// <summary>An answer has come.</summary>
    public class ApiResponseEventArgs(HttpResponseMessage responseMessage, ApiRequestEventArgs apiRequestEventArgs)
    {
        /// <summary>The answer.</summary>
        public HttpResponseMessage ResponseMessage { get; } = responseMessage;

        /// <summary>What it answers.</summary>
        public ApiRequestEventArgs ApiRequestEventArgs { get; } = apiRequestEventArgs;
    }
}

namespace Telegram.Bot
{
    /// <summary>Something that is waited for when an event occurs.</summary>
    public delegate ValueTask AsyncEventHandler<TArgs>(
        ITelegramBotClient botClient, TArgs args, CancellationToken cancellationToken = default);
}
