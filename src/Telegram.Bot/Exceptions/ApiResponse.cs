namespace Telegram.Bot.Exceptions
{
    /// <summary>What stands around every answer of the Bot API.</summary>
    public class ApiResponse
    {
        /// <summary>True when the request was carried out.</summary>
        public bool Ok { get; init; }

        /// <summary>Why it was not.</summary>
        public string? Description { get; init; }

        /// <summary>The number of the fault, like an HTTP status.</summary>
        public int ErrorCode { get; init; }

        /// <summary>How the request could be repeated with success.</summary>
        public ResponseParameters? Parameters { get; init; }
    }
}

namespace Telegram.Bot.Types
{
    /// <summary>An answer with a result.</summary>
    public class ApiResponse<TResult> : ApiResponse
    {
        /// <summary>The result, where <see cref="ApiResponse.Ok"/>.</summary>
        public TResult Result { get; init; } = default!;
    }
}
