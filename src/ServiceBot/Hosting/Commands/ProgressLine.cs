using System.Globalization;

namespace ServiceBot.Hosting.Commands;

/// <summary>How far the reading of a file has come: one line drawn over again, or, where nobody watches, one at the end.</summary>
internal sealed class ProgressLine(Terminal terminal, string name)
{
    private const int Width = 24;
    private int _shown = -1;

    /// <summary>Shows the part that is done, 0 to 1.</summary>
    public void Show(double part)
    {
        var percent = (int)Math.Clamp(part * 100, 0, 100);
        if (percent == _shown) return;
        _shown = percent;
        if (terminal.IsLive) terminal.Error.Write("\r" + Line(percent));
    }

    /// <summary>The line as it stays.</summary>
    public void End(bool whole)
    {
        var line = Line(whole ? 100 : Math.Max(_shown, 0));
        terminal.Error.WriteLine(terminal.IsLive ? "\r" + line : line);
    }

    private string Line(int percent)
    {
        var done = Width * percent / 100;
        return string.Create(
            CultureInfo.InvariantCulture, $"[{new string('█', done)}{new string('░', Width - done)}] {percent,3} % {name}");
    }
}
