using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ServiceBot.Storage;

/// <summary>Lets <c>dotnet ef migrations add NAME -- </c> build the model without settings (see docs/migrations.md).</summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<SqliteServiceBotDb>
{
    public SqliteServiceBotDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteServiceBotDb>().UseSqlite("Data Source=:memory:").Options);
}
