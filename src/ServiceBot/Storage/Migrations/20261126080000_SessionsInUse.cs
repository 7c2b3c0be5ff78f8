using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ServiceBot.Storage.Migrations;

/// <summary>When a session of the built-in chat was last used, and on what.</summary>
[DbContext(typeof(SqliteServiceBotDb))]
[Migration("20261126080000_SessionsInUse")]
public sealed class SessionsInUse : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>(name: "SeenAt", table: "WebSessions", type: "INTEGER", nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<string>(name: "Device", table: "WebSessions", type: "TEXT", nullable: false, defaultValue: "");
        // Of those that are open nobody knows more than when they began.
        migrationBuilder.Sql("UPDATE \"WebSessions\" SET \"SeenAt\" = \"CreatedAt\"");
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn(name: "SeenAt", table: "WebSessions");
        migrationBuilder.DropColumn(name: "Device", table: "WebSessions");
    }
}
