using ServiceBot.Intake.Sql;
using ServiceBot.Storage;

namespace ServiceBot.Tests.Intake.Sql;

public sealed class HighWaterTests
{
    public static TheoryData<object> Values =>
    [
        42L, 42.5m, 1.5, new DateTime(2026, 11, 3, 9, 0, 0, 123, DateTimeKind.Unspecified).AddTicks(4567), new DateTime(2026, 11, 3, 9, 0, 0, DateTimeKind.Utc),
        "00017", new DateOnly(2026, 11, 3), new byte[] { 0, 0, 0, 255 },
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_asked_with_again_as_it_was_read(object value)
    {
        var kept = HighWater.Of(value);
        using var command = new Microsoft.Data.Sqlite.SqliteCommand();
        kept.AddTo(command, "@from", StationDatabaseKind.Sqlite);

        Assert.Equal(value, command.Parameters[0].Value);
        if (value is DateTime moment) Assert.Equal(moment.Kind, ((DateTime)command.Parameters[0].Value!).Kind);
        Assert.Equal(kept, HighWater.Of(value));
    }

    [Fact]
    public void SQL_Server_is_asked_with_the_exact_time_and_not_with_one_rounded_past_the_border()
    {
        using var command = new Microsoft.Data.SqlClient.SqlCommand();
        HighWater.Of(new DateTime(2026, 11, 3, 9, 0, 0).AddTicks(1_234_567)).AddTo(command, "@from", StationDatabaseKind.SqlServer);

        Assert.Equal((System.Data.DbType.DateTime2, System.Data.SqlDbType.DateTime2), (command.Parameters[0].DbType, command.Parameters[0].SqlDbType));
    }

    [Theory]
    [InlineData("2026-11-03 09:00:00", "2026-11-03 08:50:00")]
    [InlineData("2026-11-03T09:00:00", "2026-11-03T08:50:00")]
    [InlineData("2026-11-03 09:00:00.5", "2026-11-03 08:50:00.5")]
    [InlineData("A-17", "A-17")]
    [InlineData("17", "17")]
    public void Only_a_time_can_be_earlier(string text, string earlier) =>
        Assert.Equal(earlier, HighWater.Of(text).Before(TimeSpan.FromMinutes(10)).Text);

    [Fact]
    public void A_column_without_order_is_refused() => Assert.Throws<NotSupportedException>(() => HighWater.Of(true));
}
