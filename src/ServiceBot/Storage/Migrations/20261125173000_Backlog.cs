using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ServiceBot.Storage.Migrations;

/// <summary>The marks of records that a big import has stored and not judged yet, and what it has found so far.</summary>
[DbContext(typeof(SqliteServiceBotDb))]
[Migration("20261125173000_Backlog")]
public sealed class Backlog : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "Unjudged",
            columns: table => new { RecordId = table.Column<long>(type: "INTEGER", nullable: false) },
            constraints: table => table.PrimaryKey("PK_Unjudged", x => x.RecordId));
        migrationBuilder.CreateTable(
            name: "ImportTallies",
            columns: table => new
            {
                Id = table.Column<long>(type: "INTEGER", nullable: false),
                Key = table.Column<string>(type: "TEXT", nullable: false),
                Returns = table.Column<int>(type: "INTEGER", nullable: false),
                Signals = table.Column<int>(type: "INTEGER", nullable: false),
                Cases = table.Column<int>(type: "INTEGER", nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_ImportTallies", x => x.Id));
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("Unjudged");
        migrationBuilder.DropTable("ImportTallies");
    }
}
