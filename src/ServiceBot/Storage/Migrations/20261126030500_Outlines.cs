using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ServiceBot.Storage.Migrations;

/// <summary>The outlines of records that are marked, kept true by the database itself.</summary>
[DbContext(typeof(SqliteServiceBotDb))]
[Migration("20261126030500_Outlines")]
public sealed class Outlines : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "Outlines",
            columns: table => new
            {
                RecordId = table.Column<long>(type: "INTEGER", nullable: false),
                Body = table.Column<byte[]>(type: "BLOB", nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_Outlines", x => x.RecordId));
        foreach (var act in (string[])["UPDATE", "DELETE"])
        {
            migrationBuilder.Sql(
                $"""
                 CREATE TRIGGER "Records_{act}_Outline" AFTER {act} ON "Records"
                 BEGIN DELETE FROM "Outlines" WHERE "RecordId" = OLD."Id"; END;
                 """);
        }
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var act in (string[])["UPDATE", "DELETE"]) migrationBuilder.Sql($"""DROP TRIGGER "Records_{act}_Outline";""");
        migrationBuilder.DropTable("Outlines");
    }
}
