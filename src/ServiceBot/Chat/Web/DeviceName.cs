namespace ServiceBot.Chat.Web;

/// <summary>What a session was opened on, told as a person tells his devices apart.</summary>
internal static class DeviceName
{
    // The first that is named counts: a browser also names those whose pages it can show, and Android names Linux.
    private static readonly (string Sign, string Name)[] Browsers =
        [("YaBrowser", "Yandex"), ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux")];

    /// <summary>"Chrome, Android"; empty where the browser tells nothing that is known. Nothing that it wrote itself is kept.</summary>
    public static string Of(HttpContext context)
    {
        var told = context.Request.Headers.UserAgent.ToString();
        return string.Join(", ", ((string?[])[NameIn(told, Browsers), NameIn(told, Systems)]).OfType<string>());
    }

    private static string? NameIn(string told, (string Sign, string Name)[] names) =>
        Array.Find(names, x => told.Contains(x.Sign, StringComparison.Ordinal)).Name;
}
