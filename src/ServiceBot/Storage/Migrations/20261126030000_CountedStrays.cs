using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ServiceBot.Storage.Migrations;

/// <summary>Stray copies of a message are counted: what was "there may be one" (1) or not (0) is a number now.</summary>
[DbContext(typeof(SqliteServiceBotDb))]
[Migration("20261126030000_CountedStrays")]
public sealed class CountedStrays : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.RenameColumn(name: "MayHaveStray", table: "Outbox", newName: "Strays");

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.RenameColumn(name: "Strays", table: "Outbox", newName: "MayHaveStray");
}
