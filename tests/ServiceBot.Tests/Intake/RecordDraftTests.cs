using System.Text.Json;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake;

namespace ServiceBot.Tests.Intake;

/// <summary>Values of other systems in the form of the API.</summary>
public sealed class RecordDraftTests
{
    private static readonly StationClocks Clocks = StationClocks.One("sever", TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow"));

    private static RecordJsonResult Order(string field, object? value)
    {
        var draft = new RecordDraft(RecordKind.WorkOrder);
        draft.Set("id", " 0017 ");
        draft.Set("openedAt", "2026-11-03T09:00:00");
        draft.Set("vehicle.plate", "А123ВС178");
        draft.Set(field, value);
        return draft.Read("sever", Clocks);
    }

    public static TheoryData<object, double> Numbers => new()
    {
        { "1 500,50", 1500.5 }, { 1500.5m, 1500.5 }, { 1500.5, 1500.5 }, { 7, 7 }, { JsonSerializer.SerializeToElement("2"), 2 },
        { JsonSerializer.SerializeToElement(2.5), 2.5 },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_may_be_a_text_or_any_type(object value, double number) =>
        Assert.Equal((decimal)number, ((WorkOrder)Order("total", value).Record!).Total);

    [Theory]
    [InlineData("Да", true)]
    [InlineData(1, true)]
    [InlineData(0L, false)]
    [InlineData(false, false)]
    public void Yes_and_no_may_be_words_or_numbers(object value, bool flag) =>
        Assert.Equal(flag, ((WorkOrder)Order("possibleRepeat", value).Record!).PossibleRepeat);

    [Fact]
    public void A_time_without_a_zone_is_the_stations_and_an_empty_date_of_1C_is_none()
    {
        var three = TimeSpan.FromHours(3);
        Assert.Equal(new DateTimeOffset(2026, 11, 4, 18, 5, 0, three), ((WorkOrder)Order("closedAt", "4.11.2026 18:05").Record!).ClosedAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 4, 18, 5, 0, three), ((WorkOrder)Order("closedAt", new DateTime(2026, 11, 4, 18, 5, 0)).Record!).ClosedAt);
        Assert.Equal(
            new DateTimeOffset(2026, 11, 4, 18, 5, 0, TimeSpan.Zero),
            ((WorkOrder)Order("closedAt", new DateTime(2026, 11, 4, 18, 5, 0, DateTimeKind.Utc)).Record!).ClosedAt);
        Assert.Null(((WorkOrder)Order("closedAt", "01.01.0001 0:00:00").Record!).ClosedAt);
        Assert.Null(((WorkOrder)Order("closedAt", DBNull.Value).Record!).ClosedAt);
    }

    [Fact]
    public void What_cannot_be_read_is_told_with_its_field_and_value()
    {
        var error = Assert.Single(Order("total", "много").Errors);

        Assert.Equal(("total", "много"), (error.Field, error.Value));
    }

    [Fact]
    public void Keys_keep_their_zeros() => Assert.Equal("0017", Order("complaint", null).Record!.Id);
}
