using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceBot.Storage.Mapping;

internal sealed class BacklogMapping :
    IEntityTypeConfiguration<UnjudgedRow>, IEntityTypeConfiguration<OutlineRow>, IEntityTypeConfiguration<ImportTallyRow>
{
    public void Configure(EntityTypeBuilder<UnjudgedRow> row)
    {
        row.HasKey(x => x.RecordId);
        row.Property(x => x.RecordId).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<OutlineRow> row)
    {
        row.HasKey(x => x.RecordId);
        row.Property(x => x.RecordId).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<ImportTallyRow> row) => row.Property(x => x.Id).ValueGeneratedNever();
}
