using FsCheck;
using FsCheck.Fluent;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Tests.Sources;

public class PlateNumberTests
{
    [Theory]
    [InlineData("А123ВС178")]
    [InlineData("A123BC178")]
    [InlineData("А123BС178")] // mixed alphabets
    [InlineData("а 123 вс 178 rus")]
    [InlineData("А123ВС RUS 178")]
    [InlineData("А123ВС-178 РУС")]
    [InlineData("А123ВС/178")]
    [InlineData("гос. номер: А123ВС178")]
    [InlineData("г/н А123ВС178")]
    [InlineData("А123ВС178, ВВ456778")]
    [InlineData("А123ВС178 / ВВ456778")]
    public void One_plate_is_read_from_every_way_of_writing_it(string text)
    {
        var plate = PlateNumber.Read(text);
        Assert.Equal("A123BC178", plate?.Value);
        Assert.Equal("А123ВС178", plate?.Display);
    }

    [Theory]
    [InlineData("О001ОО77", "O001OO77")]
    [InlineData("ООО1ОО77", "O001OO77")] // letters typed for zeros
    [InlineData("0001ОО77", "O001OO77")]
    [InlineData("АВ1234 77", "AB123477")] // trailer
    [InlineData("АВ123 77", "AB12377")] // bus
    [InlineData("1234 АВ 77", "1234AB77")] // tractor
    [InlineData("АВ 123 А 77", "AB123A77")] // transit
    [InlineData("А123ВС", "A123BC")]
    [InlineData("123ABC02", "123ABC02")] // another country
    [InlineData("123 RUS 02", "123RUS02")]
    public void Every_shape_is_kept(string text, string value) => Assert.Equal(value, PlateNumber.Read(text)?.Value);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("нет")]
    [InlineData("б/н")]
    [InlineData("б/н RUS")]
    [InlineData("000")]
    [InlineData("транзит")]
    public void A_word_is_no_plate(string? text) => Assert.Null(PlateNumber.Read(text));

    [Fact]
    public void Folding_a_folded_plate_changes_nothing() => Prop.ForAll<string>(static text =>
        PlateNumber.Read(text) is not { } plate || PlateNumber.Read(plate.Value) == plate).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("aid5", "AID5")]
    [InlineData("WI 1234 A", "WI1234A")]
    [InlineData("Д-12", "Д12")]
    public void A_plate_of_another_alphabet_is_shown_in_that_one(string written, string shown) =>
        Assert.Equal(shown, PlateNumber.Read(written)?.Display);

    [Fact]
    public void The_shown_form_reads_back_as_the_same_plate()
    {
        const string letters = "АВЕКМНОРСТУХ";
        var random = new Random(17);
        char Letter() => letters[random.Next(letters.Length)];
        for (var i = 0; i < 500; i++)
        {
            var written = $"{Letter()}{random.Next(1, 1000):000}{Letter()}{Letter()}{random.Next(1, 200):00}";
            var plate = PlateNumber.Read(written)!;
            Assert.Equal(written, plate.Display);
            Assert.Equal(plate, PlateNumber.Read(plate.Value));
        }
    }
}
