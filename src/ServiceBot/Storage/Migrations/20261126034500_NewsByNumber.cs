using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ServiceBot.Storage.Migrations;

/// <summary>The newest cases that are not from old records are found without a look at those that are.</summary>
[DbContext(typeof(SqliteServiceBotDb))]
[Migration("20261126034500_NewsByNumber")]
public sealed class NewsByNumber : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex(
        name: "IX_Cases_Station_Number_News", table: "Cases", columns: ["Station", "Number"], filter: "NOT \"FromHistory\"");

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropIndex(name: "IX_Cases_Station_Number_News", table: "Cases");
}
