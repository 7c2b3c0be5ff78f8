using HttpStatus = System.Net.HttpStatusCode;

namespace Telegram.Bot.Exceptions;

/// <summary>A request got no answer of the Bot API: no network, no time, or an answer that cannot be read.</summary>
public class RequestException : Exception
{
    /// <summary>Without a status.</summary>
    public RequestException(string message)
        : base(message)
    {
    }

    /// <summary>Without a status.</summary>
    public RequestException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With the status of an answer that is none.</summary>
    public RequestException(string message, HttpStatus httpStatusCode)
        : base(message) => HttpStatusCode = httpStatusCode;

    /// <summary>With the status of an answer that is none.</summary>
    public RequestException(string message, HttpStatus httpStatusCode, Exception? innerException)
        : base(message, innerException) => HttpStatusCode = httpStatusCode;

    /// <summary>The HTTP status, where there was one.</summary>
    public HttpStatus? HttpStatusCode { get; }
}

/// <summary>The Bot API refused a request.</summary>
public class ApiRequestException : RequestException
{
    /// <summary>A refusal without number.</summary>
    public ApiRequestException(string message)
        : base(message)
    {
    }

    /// <summary>A refusal with its number.</summary>
    public ApiRequestException(string message, int errorCode)
        : base(message) => ErrorCode = errorCode;

    /// <summary>A refusal without number.</summary>
    public ApiRequestException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>A refusal with its number.</summary>
    public ApiRequestException(string message, int errorCode, Exception innerException)
        : base(message, innerException) => ErrorCode = errorCode;

    /// <summary>A refusal that says how to repeat the request.</summary>
    public ApiRequestException(string message, int errorCode, ResponseParameters? parameters)
        : base(message) => (ErrorCode, Parameters) = (errorCode, parameters);

    /// <summary>A refusal that says how to repeat the request.</summary>
    public ApiRequestException(string message, int errorCode, ResponseParameters? parameters, Exception innerException)
        : base(message, innerException) => (ErrorCode, Parameters) = (errorCode, parameters);

    /// <summary>The number of the fault, like an HTTP status: 400, 401, 403, 404, 409, 429, 500.</summary>
    public virtual int ErrorCode { get; }

    /// <summary>How the request could be repeated with success.</summary>
    public ResponseParameters? Parameters { get; }

    /// <inheritdoc/>
    public override string ToString() => $"[{ErrorCode}] {base.ToString()}";
}

/// <summary>Makes an exception of a refusal.</summary>
public interface IExceptionParser
{
    /// <summary>The exception to be thrown for <paramref name="apiResponse"/>.</summary>
    ApiRequestException Parse(ApiResponse apiResponse);
}

/// <summary>Makes an <see cref="ApiRequestException"/> with all that the refusal says.</summary>
public class DefaultExceptionParser : IExceptionParser
{
    /// <inheritdoc/>
    public ApiRequestException Parse(ApiResponse apiResponse)
    {
        ArgumentNullException.ThrowIfNull(apiResponse);
        return new(apiResponse.Description!, apiResponse.ErrorCode, apiResponse.Parameters);
    }
}
