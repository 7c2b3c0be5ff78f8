using ServiceBot.Domain.Sources;

namespace ServiceBot.Domain.Tests.Sources;

public class PhoneNumberTests
{
    [Theory]
    [InlineData("+7 999 000-11-22")]
    [InlineData("8 (999) 000-11-22")]
    [InlineData("89990001122")]
    [InlineData("79990001122")]
    [InlineData("9990001122")]
    [InlineData("999 000 11 22")]
    [InlineData("8-999-000-11-22 доб. 105")]
    [InlineData("тел.: +7(999)0001122 Иван")]
    [InlineData("+8 999 000 11 22")]
    [InlineData("8\u00A0999\u00A0000\u201111\u201122")]
    [InlineData("12.11.2026 10:30 звонить 89990001122")]
    [InlineData("79990001122.0")]
    public void A_number_is_read_from_every_way_of_writing_it(string text) =>
        Assert.Equal("+79990001122", PhoneNumber.Read(text)?.Value);

    [Theory]
    [InlineData("8 (999) 123-45-67 доб. 12, Иван +7 999 765 43 21")]
    [InlineData("89991234567 89997654321")]
    [InlineData("8999123456789997654321")]
    [InlineData("8 999 123 45 67 8 999 765 43 21")]
    [InlineData("9991234567/9997654321")]
    [InlineData("жена 89991234567; муж (999) 765-43-21; жена +79991234567")]
    [InlineData("+79991234567+79997654321")]
    [InlineData("+79991234567\n89997654321")]
    public void Every_number_of_a_cell_is_read_once_and_in_order(string text) =>
        Assert.Equal(["+79991234567", "+79997654321"], PhoneNumber.ReadAll(text).Select(static n => n.Value));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("нет телефона")]
    [InlineData("123-45-67")]
    [InlineData("+375 29 123-45-67")]
    [InlineData("+49 170 1234567")]
    [InlineData("ИНН 7701234567")]
    [InlineData("30.11.2026 10:30")]
    [InlineData("8.11.2026 1234")]
    [InlineData("доб. 105")]
    public void What_is_no_russian_number_is_passed_over(string? text) => Assert.Empty(PhoneNumber.ReadAll(text));

    [Fact]
    public void A_city_number_is_read_with_its_code() =>
        Assert.Equal("+74951234567", PhoneNumber.Read("8 (495) 123-45-67")?.Value);

    [Fact]
    public void The_number_shows_itself_masked()
    {
        var number = PhoneNumber.Read("+79990001122")!;
        Assert.Equal("+7 ··· 11-22", number.Masked);
        Assert.Equal(number.Masked, number.ToString());
    }

    [Fact]
    public void Whatever_the_punctuation_the_number_is_the_same()
    {
        var random = new Random(42);
        string[] between = ["", " ", "-", ".", "\u00A0", ") "];
        string Any() => between[random.Next(between.Length)];
        for (var i = 0; i < 500; i++)
        {
            var area = $"9{random.Next(0, 100):00}";
            var rest = $"{random.Next(0, 10_000_000):0000000}";
            var prefix = random.Next(3) switch { 0 => "+7", 1 => "8", _ => "" };
            var written = $"{prefix}{(prefix.Length > 0 ? Any() : "")}{area}{Any()}{rest[..3]}{Any()}{rest[3..5]}{Any()}{rest[5..]}";
            Assert.Equal($"+7{area}{rest}", PhoneNumber.Read(written)?.Value);
        }
    }

    [Theory]
    [InlineData("звонить 8 (999) 123-45-67 вечером", "звонить # вечером")]
    [InlineData("+7 999 123-45-67", "#")]
    [InlineData("тел.89991234567,Пётр", "тел.#,Пётр")]
    [InlineData("9991234567; 8 999 765 43 21", "#; 8 999 765 43 21")]
    [InlineData("8999123456789997654321 и 79991234567", "# +79997654321 и #")]
    [InlineData("8999123456779991234567", "# #")]
    [InlineData("12.11.2026 в 10:30, 4520 руб", "12.11.2026 в 10:30, 4520 руб")]
    [InlineData("без цифр", "без цифр")]
    public void A_number_is_replaced_however_it_is_written_and_nothing_else(string text, string expected)
    {
        var number = PhoneNumber.Read("+79991234567");

        Assert.Equal(expected, PhoneNumber.Replace(text, x => x == number ? "#" : null));
    }

    [Theory]
    [InlineData("8 999 123-45-67 или +375 29 123-45-67", "+7 ··· 45-67 или +···", "# или #")]
    [InlineData("заказ 000123 от 12.11.2026, 4520,50", "заказ 000123 от 12.11.2026, 4520,50", "заказ 000123 от 12.11.2026, 4520,50")]
    public void Every_number_is_masked_for_a_chat_or_taken_out(string text, string hidden, string removed)
    {
        Assert.Equal(hidden, PhoneNumber.Hide(text));
        Assert.Equal(removed, PhoneNumber.Remove(text, "#"));
    }
}
