using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ServiceBot.Storage;

/// <summary>Everything that is kept. A derived context per database adds what only that database needs.</summary>
internal abstract class ServiceBotDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<RecordRow> Records => Set<RecordRow>();
    public DbSet<RecordEditRow> RecordEdits => Set<RecordEditRow>();
    public DbSet<StaffReportRow> StaffReports => Set<StaffReportRow>();
    public DbSet<SignalRow> Signals => Set<SignalRow>();
    public DbSet<CaseRow> Cases => Set<CaseRow>();
    public DbSet<CaseFactRow> CaseFacts => Set<CaseFactRow>();
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();
    public DbSet<ChatMessageRow> ChatMessages => Set<ChatMessageRow>();
    public DbSet<ButtonRow> Buttons => Set<ButtonRow>();
    public DbSet<PressRow> Presses => Set<PressRow>();
    public DbSet<ChannelStateRow> ChannelStates => Set<ChannelStateRow>();
    public DbSet<ChatMoveRow> ChatMoves => Set<ChatMoveRow>();
    public DbSet<WatcherStateRow> WatcherStates => Set<WatcherStateRow>();
    public DbSet<MemberLinkRow> MemberLinks => Set<MemberLinkRow>();
    public DbSet<LoginLinkRow> LoginLinks => Set<LoginLinkRow>();
    public DbSet<WebSessionRow> WebSessions => Set<WebSessionRow>();
    public DbSet<WebMessageRow> WebMessages => Set<WebMessageRow>();
    public DbSet<WebPhotoRow> WebPhotos => Set<WebPhotoRow>();
    public DbSet<WebReadRow> WebReads => Set<WebReadRow>();
    public DbSet<AttachmentRow> Attachments => Set<AttachmentRow>();
    public DbSet<DocumentRow> Documents => Set<DocumentRow>();
    public DbSet<UnjudgedRow> Unjudged => Set<UnjudgedRow>();
    public DbSet<OutlineRow> Outlines => Set<OutlineRow>();
    public DbSet<ImportTallyRow> ImportTallies => Set<ImportTallyRow>();

    /// <summary>Whether all moves of chats are among what is tracked: then they are not asked for again.</summary>
    public bool HasChatMoves { get; set; }

    /// <inheritdoc />
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        NoticeChanges();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <inheritdoc />
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        NoticeChanges();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    // The writer does without the search for changes at each look at what is tracked: here they are found once.
    private void NoticeChanges()
    {
        if (!ChangeTracker.AutoDetectChangesEnabled) ChangeTracker.DetectChanges();
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ServiceBotDb).Assembly);

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite can neither order nor compare a DateTimeOffset.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
    }

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
        at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

/// <summary>The embedded database: one file.</summary>
internal sealed class SqliteServiceBotDb(DbContextOptions<SqliteServiceBotDb> options) : ServiceBotDb(options);
