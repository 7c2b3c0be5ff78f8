using System.Text;
using ServiceBot.Intake.Files;

namespace ServiceBot.Tests.Intake.Files;

/// <summary>Rows that are read straight from the bytes are those that the careful reading brings.</summary>
public sealed class PlainRowsTests
{
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;

    private static readonly string[] Pieces =
    [
        ";", ";", ";", "\n", "\r\n", "\"", "\"\"", "\r", " ", "ЗН-0017", "стук спереди", "ООО \"Ромашка\"", "\"ООО \"\"Ромашка\"\"\"",
        "\"а;б\"", "12,50", "=\"00123\"", "\0", "\u00AD", "\t", "X96A22R32N2712345",
    ];

    [Fact]
    public void Random_texts_are_read_alike_in_every_encoding()
    {
        var random = new Random(20261126);
        var (rows, restarted, whole) = (0, 0, 0);
        for (var n = 0; n < 12_000; n++)
        {
            var text = Text(random);
            var encoding = (n % 3) switch { 0 => Encoding.UTF8, 1 => Windows, _ => CodePagesEncodingProvider.Instance.GetEncoding(866)! };
            var bytes = encoding.GetBytes(text);
            // Bytes that are no letters, too.
            if (random.Next(4) == 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(128, 256);
            int? width = random.Next(2) == 0 ? null : random.Next(1, 5);

            var careful = Rows(new CsvRows(new MemoryStream(bytes), encoding, ';') { Width = width }.Read(from: 1));
            var both = Rows(new CsvRows(new MemoryStream(bytes), encoding, ';') { Width = width }.Read());

            Assert.True(careful.SequenceEqual(both), $"{n}: «{text}»\n{string.Join('\n', careful)}\n--\n{string.Join('\n', both)}");
            rows += both.Count;
            var plainly = PlainRows.Open(new MemoryStream(bytes), encoding, ';', width)!;
            _ = plainly.Read().Count();
            if (plainly.GoOnAt is null) whole++;
            else restarted++;
        }

        Assert.True(rows > 20_000 && restarted > 1_000 && whole > 1_000, $"{rows} rows, {restarted} given over, {whole} read whole");
    }

    [Fact]
    public void Rows_longer_than_what_is_read_at_once_and_rows_that_begin_alike_are_read_alike()
    {
        var random = new Random(1);
        var text = new StringBuilder("\uFEFFНомер;Дата;Причина;Работа\r\n");
        for (var n = 0; n < 6_000; n++)
        {
            text.Append("ЗН-").Append(n / 4).Append(";01.11.2026;").Append('ы', n % 97 == 0 ? 5_000 : random.Next(4)).Append(';')
                .Append(n % 13 == 0 ? "\"Замена; \"\"опоры\"\"\"" : "Замена").Append(n).Append(n % 13 == 0 ? "" : "а").Append("\r\n");
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());

        var careful = Rows(new CsvRows(new MemoryStream(bytes), Encoding.UTF8, ';').Read(from: 1));
        var both = Rows(new CsvRows(new MemoryStream(bytes), Encoding.UTF8, ';').Read());

        Assert.Equal(careful, both);
        Assert.Equal("1|Номер|Дата|Причина|Работа", both[0]);
    }

    [Fact]
    public void A_text_of_two_bytes_a_letter_is_left_to_the_careful_reading()
    {
        Assert.Null(PlainRows.Open(new MemoryStream(Encoding.Unicode.GetBytes("а;б\n")), Encoding.Unicode, ';', null));
        Assert.NotNull(PlainRows.Open(new MemoryStream(Windows.GetBytes("а;б\n")), Windows, ';', null));
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder("а;");
        var same = string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Pieces[random.Next(Pieces.Length)]));
        for (var i = random.Next(2, 30); i > 0; i--)
            text.Append(random.Next(5) == 0 ? "\n" + same : Pieces[random.Next(random.Next(3) == 0 ? Pieces.Length : 5)]).Append(random.Next(6) == 0 ? "x" : "");
        return text.ToString();
    }

    private static List<string> Rows(IEnumerable<TableRow> rows) =>
        [.. rows.Select(x => $"{x.Line}|{string.Join('|', x.Cells)}{(x.Fault is null ? "" : "!" + x.Fault.Key)}")];
}
