using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ServiceBot.Storage.Migrations;

/// <summary>How far the watchers of other systems have read.</summary>
[DbContext(typeof(SqliteServiceBotDb))]
[Migration("20261125183000_WatcherStates")]
public sealed class WatcherStates : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            name: "WatcherStates",
            columns: table => new
            {
                Source = table.Column<string>(type: "TEXT", nullable: false),
                Place = table.Column<string>(type: "TEXT", nullable: false),
                NotedAt = table.Column<long>(type: "INTEGER", nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_WatcherStates", x => x.Source));

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable(name: "WatcherStates");
}
