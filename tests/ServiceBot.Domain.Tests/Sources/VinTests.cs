using FsCheck;
using FsCheck.Fluent;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Tests.Sources;

public class VinTests
{
    [Theory]
    [InlineData("X9632120080654821")]
    [InlineData(" x96 321200-80654821 ")]
    [InlineData("Х9632120080654821")] // Cyrillic Х
    [InlineData("VIN: X9632120080654821")]
    [InlineData("ВИН X9632120080654821")]
    [InlineData("X9632120080654821 / Z7N32120080654822")]
    [InlineData("Ｘ9632120080654821")] // full width
    public void The_same_number_is_read_from_every_way_of_writing_it(string text) =>
        Assert.Equal("X9632120080654821", Vin.Read(text)?.Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" - ")]
    [InlineData("нет")]
    [InlineData("отсутствует")]
    [InlineData("00000000000000000")]
    [InlineData("XXXXXXXXXXXXXXXXX")]
    [InlineData("0")]
    public void A_placeholder_is_no_number(string? text) => Assert.Null(Vin.Read(text));

    [Theory]
    [InlineData("NHW20-0123456", "NHW200123456")]
    [InlineData("0017", "0017")]
    [InlineData("X963212008065482", "X963212008065482")] // sixteen characters
    [InlineData("X96321200B0654821", "X96321200B0654821")] // check digit does not fit
    public void Length_and_check_digit_are_not_required(string text, string value) => Assert.Equal(value, Vin.Read(text)?.Value);

    [Fact]
    public void Letters_written_for_digits_match_softly_but_are_not_equal()
    {
        var right = Vin.Read("X9632120080654821")!;
        var typed = Vin.Read("X963212OO8O65482I")!;
        Assert.True(right.IsSoftMatch(typed));
        Assert.True(typed.IsSoftMatch(right));
        Assert.NotEqual(right, typed);
        Assert.False(right.IsSoftMatch(Vin.Read("X9632120080654822")));
        Assert.False(right.IsSoftMatch(null));
    }

    [Fact]
    public void Folding_a_folded_number_changes_nothing() => Prop.ForAll<string>(static text =>
        Vin.Read(text) is not { } vin || Vin.Read(vin.Value) == vin).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("VINVIN12345")]
    [InlineData("X96\uD83D2120")]
    public void Strange_input_is_folded_once_and_for_all(string text) =>
        Assert.Equal(Vin.Read(text), Vin.Read(Vin.Read(text)!.Value));

    [Theory]
    [InlineData("X9632120080654821", "4821")]
    [InlineData("017", "017")]
    public void The_tail_is_the_last_four_characters(string text, string tail) => Assert.Equal(tail, Vin.Read(text)!.Tail);
}
