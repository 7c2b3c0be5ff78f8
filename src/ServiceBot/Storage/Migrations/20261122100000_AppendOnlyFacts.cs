using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ServiceBot.Storage.Migrations;

/// <summary>The database itself refuses to change or remove what happened.</summary>
[DbContext(typeof(SqliteServiceBotDb))]
[Migration("20261122100000_AppendOnlyFacts")]
public sealed class AppendOnlyFacts : Migration
{
    private static readonly string[] Tables = ["CaseFacts", "RecordEdits", "StaffReports"];

    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in Tables)
        {
            foreach (var act in (string[])["UPDATE", "DELETE"])
            {
                migrationBuilder.Sql(
                    $"""
                     CREATE TRIGGER "{table}_{act}" BEFORE {act} ON "{table}"
                     BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
                     """);
            }
        }
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in Tables)
        {
            foreach (var act in (string[])["UPDATE", "DELETE"])
                migrationBuilder.Sql($"""DROP TRIGGER "{table}_{act}";""");
        }
    }
}
