using ServiceBot.Conversation;

namespace ServiceBot.Tests.Conversation;

public sealed class CommandTextTests
{
    [Theory]
    [InlineData("/cases", "cases", "")]
    [InlineData("/Case 142", "case", "142")]
    [InlineData("/case@our_bot  142 ", "case", "142")]
    [InlineData("/report А123ВС178 снова стук\nсправа", "report", "А123ВС178 снова стук\nсправа")]
    [InlineData("/help\n", "help", "")]
    public void A_command_is_read_as_people_write_it(string text, string name, string argument) =>
        Assert.Equal((name, argument), CommandText.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("// комментарий")]
    [InlineData("/путь/к/файлу")]
    [InlineData("/usr/bin")]
    [InlineData("случай /case 142")]
    [InlineData("/abcdefghijklmnopqrstuvwxyz0123456789")]
    public void What_is_no_command_is_left_to_people(string text) => Assert.Null(CommandText.Read(text));

    [Theory]
    [InlineData("А123ВС178 снова стук", "A123BC178", "снова стук")]
    [InlineData("а 123 вс 178 снова стук", "A123BC178", "снова стук")]
    [InlineData("а123вс снова стук", "A123BC", "снова стук")]
    public void A_plate_is_read_with_and_without_spaces(string text, string plate, string rest)
    {
        var (vehicle, said) = VehicleWords.Read(text);

        Assert.Equal(plate, vehicle?.Plate?.Value);
        Assert.Equal(rest, said);
    }

    [Fact]
    public void A_vin_is_read_too()
    {
        var (vehicle, said) = VehicleWords.Read("X9632120080654821 течь");

        Assert.Equal("X9632120080654821", vehicle?.Vin?.Value);
        Assert.Equal("течь", said);
    }

    [Theory]
    [InlineData("")]
    [InlineData("снова стук")]
    public void Words_that_name_no_vehicle_give_none(string text) => Assert.Null(VehicleWords.Read(text).Vehicle);
}
