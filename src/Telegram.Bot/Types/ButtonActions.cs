namespace Telegram.Bot.Types;

/// <summary>Makes a button copy a text, 1-256 characters.</summary>
public class CopyTextButton
{
    /// <summary>What is copied.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string Text { get; set; } = default!;

    /// <summary>The text.</summary>
    public static implicit operator string(CopyTextButton self) => self.Text;

    /// <summary>A button's text to copy.</summary>
    public static implicit operator CopyTextButton(string text) => new() { Text = text };
}

/// <summary>A web app by its address.</summary>
public class WebAppInfo
{
    /// <summary>An app without address yet.</summary>
    public WebAppInfo()
    {
    }

    /// <summary>The app at this address.</summary>
    [SetsRequiredMembers]
    public WebAppInfo(string url) => Url = url;

    /// <summary>The address, https.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string Url { get; set; }

    /// <summary>The address.</summary>
    public static implicit operator string(WebAppInfo self) => self.Url;

    /// <summary>The app at this address.</summary>
    public static implicit operator WebAppInfo(string url) => new(url);
}
