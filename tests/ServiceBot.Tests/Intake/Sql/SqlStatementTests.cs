using ServiceBot.Intake.Sql;
using ServiceBot.Storage;

namespace ServiceBot.Tests.Intake.Sql;

/// <summary>The text of the statements. Of SQL Server this is all that is tested: there is none where the tests run.</summary>
public sealed class SqlStatementTests
{
    private static SqlStatement Of(StationDatabaseKind kind) => new(kind, "dbo.orders", "changed", ["number", "Гос_номер"]);

    [Fact]
    public void SQL_Server_limits_by_TOP_and_quotes_by_brackets()
    {
        var statement = Of(StationDatabaseKind.SqlServer);

        Assert.Equal("SELECT TOP (@limit) [changed], [number], [Гос_номер] FROM [dbo].[orders] WHERE [changed] IS NOT NULL ORDER BY [changed]", statement.First());
        Assert.Equal("SELECT TOP (@limit) [changed], [number], [Гос_номер] FROM [dbo].[orders] WHERE [changed] >= @from ORDER BY [changed]", statement.At());
        Assert.Equal("SELECT TOP (@limit) [changed], [number], [Гос_номер] FROM [dbo].[orders] WHERE [changed] > @from ORDER BY [changed]", statement.After());
        Assert.Equal("SELECT [changed], [number], [Гос_номер] FROM [dbo].[orders] WHERE [changed] = @from", statement.Tie());
        Assert.Equal("SELECT COUNT(*) FROM (SELECT [changed], [number], [Гос_номер] FROM [dbo].[orders]) AS counted", statement.Count());
    }

    [Theory]
    [InlineData(StationDatabaseKind.Sqlite)]
    [InlineData(StationDatabaseKind.PostgreSql)]
    public void The_others_limit_at_the_end_and_quote_by_quotation_marks(object kind) =>
        Assert.Equal(
            """SELECT "changed", "number", "Гос_номер" FROM "dbo"."orders" WHERE "changed" >= @from ORDER BY "changed" LIMIT @limit""",
            Of((StationDatabaseKind)kind).At());

    [Theory]
    [InlineData("orders", 1, true)]
    [InlineData("dbo.orders", 2, true)]
    [InlineData("db.dbo.orders", 3, true)]
    [InlineData("dbo.orders", 1, false)]
    [InlineData("", 1, false)]
    [InlineData("a b", 1, false)]
    [InlineData("a\"; DROP TABLE x; --", 1, false)]
    [InlineData("a]", 1, false)]
    [InlineData("1a", 1, false)]
    [InlineData("a..b", 3, false)]
    public void Only_plain_names_are_names(string text, int parts, bool isName) => Assert.Equal(isName, SqlStatement.IsName(text, parts));

    [Fact]
    public void A_name_that_was_not_checked_never_reaches_a_statement() =>
        Assert.Throws<ArgumentException>(() => (Of(StationDatabaseKind.Sqlite) with { View = "x\" WHERE 1=1 --" }).First());
}
