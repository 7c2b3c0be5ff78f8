using System.Runtime.CompilerServices;
using ServiceBot.Chat.Telegram;
using ServiceBot.Hosting;

namespace ServiceBot.Intake.Watching;

/// <summary>Tries every source and names every hook, for the command that tries the settings.</summary>
internal sealed class SourceProbe(IEnumerable<IWatchedSource> sources, Settings settings, WatcherWording words)
{
    /// <summary>A line for each entity or view that is reached, one for the first that is not.</summary>
    public async IAsyncEnumerable<ProbeLine> AllAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var source in sources)
        {
            await using var found = source.ProbeAsync(cancel).GetAsyncEnumerator(cancel);
            while (true)
            {
                ProbeLine line;
                try
                {
                    if (!await found.MoveNextAsync()) break;
                    line = new ProbeLine(true, words.Plural("CheckFound", found.Current.Count, source.Key, found.Current.What));
                }
                catch (SourceFault fault)
                {
                    line = new ProbeLine(
                        false, words.Format("CheckFailed", source.Key, words["Trouble" + fault.Trouble], fault.Message), words["CheckMend" + fault.Trouble]);
                }

                yield return line;
                if (!line.Ok) break;
            }
        }

        foreach (var hook in settings.Hooks) yield return new ProbeLine(true, words.Format("CheckHook", hook.Name, hook.Station));
    }
}
