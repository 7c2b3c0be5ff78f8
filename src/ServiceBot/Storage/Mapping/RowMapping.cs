using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceBot.Storage.Mapping;

internal sealed class SourceMapping :
    IEntityTypeConfiguration<RecordRow>, IEntityTypeConfiguration<RecordEditRow>, IEntityTypeConfiguration<StaffReportRow>
{
    public void Configure(EntityTypeBuilder<StaffReportRow> row)
    {
        row.HasIndex(x => new { x.Station, x.Key }).IsUnique();
        row.HasIndex(x => new { x.Station, x.Vin });
        row.HasIndex(x => new { x.Station, x.Plate });
    }

    public void Configure(EntityTypeBuilder<RecordRow> row)
    {
        row.HasIndex(x => new { x.Station, x.Kind, x.RecordId }).IsUnique();
        row.HasIndex(x => new { x.Station, x.Vin });
        row.HasIndex(x => new { x.Station, x.Plate });
        row.HasIndex(x => new { x.Station, x.SecondVin }).HasFilter("\"SecondVin\" IS NOT NULL");
        row.HasIndex(x => new { x.Station, x.RefersTo }).HasFilter("\"RefersTo\" IS NOT NULL");
        row.HasIndex(x => new { x.Station, x.Kind, x.ClosedAt }).HasFilter("\"ClosedAt\" IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<RecordEditRow> row) =>
        row.HasIndex(x => new { x.Station, x.Kind, x.RecordId });
}

internal sealed class CaseMapping :
    IEntityTypeConfiguration<SignalRow>, IEntityTypeConfiguration<CaseRow>, IEntityTypeConfiguration<CaseFactRow>
{
    public void Configure(EntityTypeBuilder<SignalRow> row)
    {
        row.HasIndex(x => new { x.Station, x.Key }).IsUnique();
        row.HasIndex(x => new { x.Station, x.At });
        row.HasIndex(x => x.CaseId);
        row.HasOne(x => x.Case).WithMany().HasForeignKey(x => x.CaseId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CaseRow> row)
    {
        row.HasIndex(x => new { x.Station, x.Number }).IsUnique();
        // Whether cases come thick is asked at each new one: those from old records, however many, are not looked at.
        row.HasIndex(x => new { x.Station, x.Number }, "IX_Cases_Station_Number_News").HasFilter("NOT \"FromHistory\"");
        row.HasIndex(x => new { x.Station, x.State });
        row.HasIndex(x => new { x.State, x.Deadline });
        row.Property(x => x.FactCount).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<CaseFactRow> row)
    {
        row.HasIndex(x => new { x.CaseId, x.Sequence }).IsUnique();
        row.HasIndex(x => new { x.Kind, x.At });
        row.HasOne(x => x.Case).WithMany().HasForeignKey(x => x.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ChatMapping :
    IEntityTypeConfiguration<OutboxRow>, IEntityTypeConfiguration<ChatMessageRow>, IEntityTypeConfiguration<ButtonRow>,
    IEntityTypeConfiguration<PressRow>, IEntityTypeConfiguration<ChannelStateRow>, IEntityTypeConfiguration<ChatMoveRow>,
    IEntityTypeConfiguration<AttachmentRow>, IEntityTypeConfiguration<DocumentRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> row)
    {
        row.HasIndex(x => new { x.ChatKey, x.Subject }).IsUnique();
        row.HasIndex(x => x.Subject);
        row.HasIndex(x => new { x.State, x.DueAt });
    }

    public void Configure(EntityTypeBuilder<ChatMessageRow> row)
    {
        row.HasIndex(x => new { x.ChatKey, x.MessageId }).IsUnique();
        row.HasIndex(x => x.Subject);
    }

    public void Configure(EntityTypeBuilder<ButtonRow> row)
    {
        row.HasKey(x => x.Token);
        row.HasIndex(x => new { x.Subject, x.ChatKey, x.Action }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<PressRow> row) =>
        row.HasIndex(x => new { x.Channel, x.QueryId }).IsUnique();

    public void Configure(EntityTypeBuilder<ChannelStateRow> row) => row.HasKey(x => x.Channel);

    public void Configure(EntityTypeBuilder<ChatMoveRow> row) => row.HasKey(x => new { x.Channel, x.OldChatId });

    public void Configure(EntityTypeBuilder<AttachmentRow> row) =>
        row.HasOne(x => x.Case).WithMany().HasForeignKey(x => x.CaseId).OnDelete(DeleteBehavior.Restrict);

    public void Configure(EntityTypeBuilder<DocumentRow> row) =>
        row.HasIndex(x => new { x.Station, x.Key }).IsUnique();
}

internal sealed class WebMapping :
    IEntityTypeConfiguration<MemberLinkRow>, IEntityTypeConfiguration<LoginLinkRow>,
    IEntityTypeConfiguration<WebSessionRow>, IEntityTypeConfiguration<WebMessageRow>,
    IEntityTypeConfiguration<WebPhotoRow>, IEntityTypeConfiguration<WebReadRow>
{
    public void Configure(EntityTypeBuilder<MemberLinkRow> row) =>
        row.HasIndex(x => new { x.Station, x.Channel, x.UserId }).IsUnique();

    public void Configure(EntityTypeBuilder<LoginLinkRow> row) => row.HasKey(x => x.CodeHash);

    public void Configure(EntityTypeBuilder<WebSessionRow> row) => row.HasKey(x => x.TokenHash);

    public void Configure(EntityTypeBuilder<WebMessageRow> row)
    {
        row.HasIndex(x => x.OutboxId).IsUnique();
        row.HasIndex(x => new { x.ChatKey, x.Author, x.ClientKey }).IsUnique().HasFilter("\"ClientKey\" IS NOT NULL");
        row.HasIndex(x => new { x.ChatKey, x.Id });
        // Unique, so that of two writers at once one waits and tries again: a reader who has seen N has seen all below.
        row.HasIndex(x => x.Revision).IsUnique();
    }

    public void Configure(EntityTypeBuilder<WebPhotoRow> row) => row.HasKey(x => x.Key);

    public void Configure(EntityTypeBuilder<WebReadRow> row) => row.HasKey(x => new { x.ChatKey, x.Person });
}

internal sealed class WatcherMapping : IEntityTypeConfiguration<WatcherStateRow>
{
    public void Configure(EntityTypeBuilder<WatcherStateRow> row) => row.HasKey(x => x.Source);
}
