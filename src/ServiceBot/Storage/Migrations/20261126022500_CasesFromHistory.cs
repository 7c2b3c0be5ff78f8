using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ServiceBot.Storage.Migrations;

/// <summary>Cases that were opened from old records, without an alert.</summary>
[DbContext(typeof(SqliteServiceBotDb))]
[Migration("20261126022500_CasesFromHistory")]
public sealed class CasesFromHistory : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<bool>(
            name: "FromHistory", table: "Cases", type: "INTEGER", nullable: false, defaultValue: false);

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropColumn(name: "FromHistory", table: "Cases");
}
