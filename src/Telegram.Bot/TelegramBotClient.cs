namespace Telegram.Bot;

/// <summary>Speaks with the Bot API over HTTP.</summary>
public class TelegramBotClient : ITelegramBotClient
{
    private readonly TelegramBotClientOptions _options;
    private readonly HttpClient _http;

    /// <summary>Prepares a client; nothing is sent yet.</summary>
    /// <param name="options">Whose bot, and which server.</param>
    /// <param name="httpClient">Null: one of its own, whose connections are renewed every three minutes.</param>
    /// <param name="cancellationToken">Ends every request of this client.</param>
    public TelegramBotClient(
        TelegramBotClientOptions options, HttpClient? httpClient = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _http = httpClient
            ?? new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(3) });
        GlobalCancelToken = cancellationToken;
    }

    /// <summary>Prepares a client of the public server.</summary>
    public TelegramBotClient(
        string token, HttpClient? httpClient = default, CancellationToken cancellationToken = default)
        : this(new TelegramBotClientOptions(token), httpClient, cancellationToken)
    {
    }

    /// <inheritdoc/>
    public event AsyncEventHandler<ApiRequestEventArgs>? OnMakingApiRequest;

    /// <inheritdoc/>
    public event AsyncEventHandler<ApiResponseEventArgs>? OnApiResponseReceived;

    /// <summary>The token.</summary>
    public string Token => _options.Token;

    /// <inheritdoc/>
    public long BotId => _options.BotId;

    /// <inheritdoc/>
    public bool LocalBotServer => _options.LocalBotServer;

    /// <inheritdoc/>
    public TimeSpan Timeout
    {
        get => _http.Timeout;
        set => _http.Timeout = value;
    }

    /// <summary>Ends every request of this client.</summary>
    public CancellationToken GlobalCancelToken { get; }

    /// <inheritdoc/>
    public IExceptionParser ExceptionsParser { get; set; } = new DefaultExceptionParser();

    /// <inheritdoc/>
    public virtual async Task<TResponse> SendRequest<TResponse>(
        IRequest<TResponse> request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(GlobalCancelToken, cancellationToken);
        var token = linked.Token;
        var url = $"{_options.BaseRequestUrl}/{request.MethodName}";
        using var content = request.ToHttpContent();
        var mayRepeat = _options is { RetryThreshold: > 0, RetryCount: > 1 };
        if (mayRepeat && content is { Headers.ContentLength: null })
            await content.LoadIntoBufferAsync(token).ConfigureAwait(false);

        for (var attempt = 1; ; attempt++)
        {
            var message = new HttpRequestMessage(request.HttpMethod, url) { Content = content };
            var args = new ApiRequestEventArgs(request, message);
            if (OnMakingApiRequest is { } before)
                await before(this, args, token).ConfigureAwait(false);
            using var response = await Send(message, HttpCompletionOption.ResponseContentRead, token)
                .ConfigureAwait(false);
            if (OnApiResponseReceived is { } after)
                await after(this, new(response, args), token).ConfigureAwait(false);

            if (response.StatusCode == HttpStatusCode.OK)
            {
                var answer = await Read<ApiResponse<TResponse>>(
                    response, answer => answer.Ok && answer.Result is not null, token).ConfigureAwait(false);
                return answer.Result;
            }

            var refusal = await ReadRefusal(response, token).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.TooManyRequests
                || refusal.Parameters?.RetryAfter is not { } seconds
                || seconds > _options.RetryThreshold
                || attempt >= _options.RetryCount)
                throw ExceptionsParser.Parse(refusal);
            await Task.Delay(TimeSpan.FromSeconds(seconds), token).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> TestApi(CancellationToken cancellationToken = default)
    {
        try
        {
            await this.GetMe(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ApiRequestException refusal) when (refusal.ErrorCode == 401)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public Task DownloadFile(TGFile file, Stream destination, CancellationToken cancellationToken = default) =>
        DownloadFile(file.FilePath!, destination, cancellationToken);

    /// <inheritdoc/>
    public async Task DownloadFile(string filePath, Stream destination, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(filePath) || filePath.Length < 2)
            throw new ArgumentException("Invalid file path", nameof(filePath));
        ArgumentNullException.ThrowIfNull(destination);

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(GlobalCancelToken, cancellationToken);
        var token = linked.Token;
        var message = new HttpRequestMessage(HttpMethod.Get, $"{_options.BaseFileUrl}/{filePath}");
        using var response = await Send(message, HttpCompletionOption.ResponseHeadersRead, token).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw ExceptionsParser.Parse(await ReadRefusal(response, token).ConfigureAwait(false));
        try
        {
            await response.Content.CopyToAsync(destination, token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new RequestException("Exception during file download", response.StatusCode, fault);
        }
    }

    private async Task<HttpResponseMessage> Send(
        HttpRequestMessage message, HttpCompletionOption completion, CancellationToken token)
    {
        try
        {
            return await _http.SendAsync(message, completion, token).ConfigureAwait(false);
        }
        catch (TaskCanceledException) when (token.IsCancellationRequested)
        {
            throw;
        }
        catch (TaskCanceledException timeout)
        {
            throw new RequestException("Bot API Request timed out", timeout);
        }
        catch (Exception fault)
        {
            throw new RequestException($"Bot API Service Failure: {fault.GetType().Name}: {fault.Message}", fault);
        }
    }

    private static Task<ApiResponse> ReadRefusal(HttpResponseMessage response, CancellationToken token) =>
        Read<ApiResponse>(response, answer => answer is { ErrorCode: not 0, Description: not null }, token);

    private static async Task<T> Read<T>(HttpResponseMessage response, Func<T, bool> isWhole, CancellationToken token)
        where T : class
    {
        T? answer;
        try
        {
            var body = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
            answer = await JsonSerializer.DeserializeAsync<T>(body, JsonBotAPI.Options, token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new RequestException(
                "There was an exception during deserialization of the response", response.StatusCode, fault);
        }

        return answer is not null && isWhole(answer)
            ? answer
            : throw new RequestException("Required properties not found in response", response.StatusCode);
    }
}
