using Quartz;
using ServiceBot.Commission;
using ServiceBot.Digests;
using ServiceBot.Hosting;
using ServiceBot.Morning;
using ServiceBot.Persons;
using ServiceBot.Stations;

namespace ServiceBot.Schedule;

/// <summary>
/// Every job and its hour. A job only rings: what is due, and what was done already, the feature knows from the store,
/// so that a ring too many does nothing and a missed one is made up for by the next.
/// </summary>
internal static class Timetable
{
    private static readonly TimeSpan DueMornings = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan DueDigests = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan OpenVotes = TimeSpan.FromSeconds(20);
    private const string AtNight = "0 20 3 * * ?";

    /// <summary>Adds the schedule, kept in memory: nothing of it needs to outlive the process.</summary>
    public static IServiceCollection AddSchedule(this IServiceCollection services, Settings settings)
    {
        var hour = DigestHour.From(settings.Digest);
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            quartz.AddJob<PostDueDigests>(job => job.WithIdentity(nameof(PostDueDigests)));
            quartz.AddTrigger(trigger => trigger
                .ForJob(nameof(PostDueDigests)).WithIdentity("digest").StartNow().WithSimpleSchedule(DueDigests));
            foreach (var station in StationDirectory.From(settings).All)
            {
                quartz.AddTrigger(trigger => trigger
                    .ForJob(nameof(PostDueDigests)).WithIdentity($"digest:{station.Code}")
                    .WithCronSchedule(Cron(hour), x => x.InTimeZone(station.Calendar.Zone)));
            }

            quartz.ScheduleJob<PostDueMornings>(trigger => trigger
                .WithIdentity(nameof(PostDueMornings)).StartNow().WithSimpleSchedule(DueMornings));
            quartz.ScheduleJob<TickOpenVotes>(trigger => trigger
                .WithIdentity(nameof(TickOpenVotes)).StartNow().WithSimpleSchedule(OpenVotes));
            // At the start too: a computer that is switched off at night must not keep anybody for ever.
            quartz.AddJob<RemoveOldPersons>(job => job.WithIdentity(nameof(RemoveOldPersons)));
            quartz.AddTrigger(trigger => trigger.ForJob(nameof(RemoveOldPersons)).WithIdentity("persons:start").StartNow());
            quartz.AddTrigger(trigger => trigger
                .ForJob(nameof(RemoveOldPersons)).WithIdentity("persons:night")
                .WithCronSchedule(AtNight, x => x.InTimeZone(StationDirectory.From(settings).All[0].Calendar.Zone)));
        });
        services.AddQuartzHostedService(x => x.WaitForJobsToComplete = true);
        return services;
    }

    /// <summary>The day and hour as Quartz writes them: second, minute, hour, any day of any month, day of the week.</summary>
    public static string Cron(DigestHour hour) =>
        $"0 {hour.Time.Minute} {hour.Time.Hour} ? * {hour.Day.ToString()[..3].ToUpperInvariant()}";

    /// <summary>Rings for the digests that are due.</summary>
    [DisallowConcurrentExecution]
    private sealed class PostDueDigests(DigestPost post, TimeProvider time) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancel = default) =>
            await post.PostDueDigests(time.GetUtcNow(), cancel);
    }

    /// <summary>Rings for what is told in the morning.</summary>
    [DisallowConcurrentExecution]
    private sealed class PostDueMornings(MorningReports reports, TimeProvider time) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancel = default) =>
            await reports.PostDueAsync(time.GetUtcNow(), cancel);
    }

    /// <summary>Rings for what is older than personal data is kept.</summary>
    [DisallowConcurrentExecution]
    private sealed class RemoveOldPersons(OldPersons persons) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancel = default) =>
            await persons.RemoveAsync(cancel);
    }

    /// <summary>Rings for the votes whose time has come.</summary>
    [DisallowConcurrentExecution]
    private sealed class TickOpenVotes(CloseVoting voting) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancel = default) =>
            await voting.TickAsync(cancel);
    }
}
