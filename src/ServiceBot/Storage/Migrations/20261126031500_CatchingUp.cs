using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ServiceBot.Storage.Migrations;

/// <summary>Which messages are of no use when they are late, and which come without a sound.</summary>
[DbContext(typeof(SqliteServiceBotDb))]
[Migration("20261126031500_CatchingUp")]
public sealed class CatchingUp : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>(name: "IsPassing", table: "Outbox", type: "INTEGER", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<bool>(name: "IsSilent", table: "Outbox", type: "INTEGER", nullable: false, defaultValue: false);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn(name: "IsPassing", table: "Outbox");
        migrationBuilder.DropColumn(name: "IsSilent", table: "Outbox");
    }
}
