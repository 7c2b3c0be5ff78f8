using System.Net.Http.Json;

namespace Telegram.Bot.Requests.Abstractions
{
    /// <summary>A request to the Bot API.</summary>
    public interface IRequest
    {
        /// <summary>POST, unless changed.</summary>
        HttpMethod HttpMethod { get; }

        /// <summary>The method of the Bot API.</summary>
        string MethodName { get; }

        /// <summary>True when the request is given as the answer to a webhook call: the JSON holds the method.</summary>
        bool IsWebhookResponse { get; set; }

        /// <summary>What is sent; null for nothing.</summary>
        HttpContent? ToHttpContent();
    }

    /// <summary>A request whose result is a <typeparamref name="TResponse"/>.</summary>
    public interface IRequest<TResponse> : IRequest;
}

namespace Telegram.Bot.Requests
{
    /// <summary>A request sent as JSON.</summary>
    public abstract class RequestBase<TResponse> : IRequest<TResponse>
    {
        private protected RequestBase(string methodName) => MethodName = methodName;

        /// <inheritdoc/>
        [JsonIgnore]
        public HttpMethod HttpMethod { get; set; } = HttpMethod.Post;

        /// <inheritdoc/>
        [JsonIgnore]
        public string MethodName { get; }

        /// <inheritdoc/>
        [JsonIgnore]
        public bool IsWebhookResponse { get; set; }

        [JsonInclude]
        [JsonPropertyName("method")]
        internal string? WebhookMethod => IsWebhookResponse ? MethodName : null;

        /// <inheritdoc/>
        public virtual HttpContent? ToHttpContent() =>
            JsonContent.Create(this, GetType(), options: JsonBotAPI.Options);
    }

    /// <summary>A request without parameters: an empty body.</summary>
    public abstract class ParameterlessRequest<TResult> : RequestBase<TResult>
    {
        private protected ParameterlessRequest(string methodName)
            : base(methodName)
        {
        }

        /// <inheritdoc/>
        public override HttpContent? ToHttpContent() => IsWebhookResponse ? base.ToHttpContent() : null;
    }

    /// <summary>A request that may hold new files: multipart when it does, JSON when it does not.</summary>
    public abstract class FileRequestBase<TResponse> : RequestBase<TResponse>
    {
        private protected FileRequestBase(string methodName)
            : base(methodName)
        {
        }

        /// <inheritdoc/>
        public override HttpContent? ToHttpContent()
        {
            var attachments = new List<InputFileStream>();
            var outer = InputFileConverter.Attachments.Value;
            InputFileConverter.Attachments.Value = attachments;
            JsonElement json;
            try
            {
                json = JsonSerializer.SerializeToElement(this, GetType(), JsonBotAPI.Options);
            }
            finally
            {
                InputFileConverter.Attachments.Value = outer;
            }

            if (attachments.Count == 0)
                return JsonContent.Create(json, options: JsonBotAPI.Options);

            var multipart = new MultipartFormDataContent();
            foreach (var property in json.EnumerateObject())
                multipart.Add(new StringContent(Text(property.Value)), property.Name);
            for (var number = 0; number < attachments.Count; number++)
                multipart.Add(FilePart(attachments[number], number));
            return multipart;
        }

        private static string Text(JsonElement value) =>
            value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

        // The name of a file goes out as plain UTF-8: HttpClient writes each char of a header as one byte.
        private static StreamContent FilePart(InputFileStream file, int number)
        {
            var name = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(file.FileName ?? number.ToString()));
            var part = new StreamContent(file.Content);
            part.Headers.Add("Content-Type", "application/octet-stream");
            part.Headers.Add("Content-Disposition", $"form-data; name=\"{number}\"; filename=\"{name}\"");
            return part;
        }
    }
}
