using System.Text;
using ServiceBot.Intake;
using ServiceBot.Intake.Files;
using ServiceBot.Tests.Intake.Files;

namespace ServiceBot.Tests.Hostile;

/// <summary>What a file brings is written back into a sheet that people open: no cell of it may become a formula.</summary>
public sealed class FormulaTests
{
    [Fact]
    public void No_text_in_any_column_of_the_sheet_of_faults_becomes_a_formula_whatever_parts_the_cells()
    {
        for (var n = 0; n < Hostile.Count(1_000); n++)
        {
            var dice = Hostile.Dice(n);
            var (column, value, said) = (HostileTexts.Next(dice, 300), HostileTexts.Next(dice, 2_000), HostileTexts.Next(dice, 300));
            var fault = new FileFault(n + 1, column, value, new IntakeFault("NotAText", said)) { Sheet = dice.Chance(30) ? HostileTexts.Next(dice, 40) : null };
            var text = Written(fault);

            // As it is meant: four cells, each what it was but for the apostrophes.
            var rows = Rows(text, ';');
            Assert.Equal(2, rows.Count);
            Assert.Equal(4, rows[1].Count);
            Assert.Equal($"{n + 1}", rows[1][0]);
            Assert.Equal(Bare(fault.Place!), Bare(rows[1][1]));
            Assert.Equal(Bare(value), Bare(rows[1][2]));
            Assert.All(rows[1], x => Assert.False(IsFormula(x), $"{n}: {x}"));
            // And as a program reads it that parts cells elsewhere, or heeds no quotation marks.
            foreach (var sign in ",\t|")
                Assert.All(Rows(text, sign).SelectMany(x => x), x => Assert.False(IsFormula(x), $"{n} parted by '{sign}': {x}"));
            foreach (var piece in text.Split([';', ',', '\t', '|', '\r', '\n']))
                Assert.False(IsFormula(piece), $"{n}: {piece}");
        }
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData(" =1+1", "' =1+1")]
    [InlineData("\uFEFF@SUM(1)", "'\uFEFF@SUM(1)")]
    [InlineData("＝1", "'＝1")]
    [InlineData("замена,=1+1", "замена,'=1+1")]
    [InlineData("10-15 км, шум", "10-15 км, шум")]
    public void A_cell_is_written_like_this(string value, string written) =>
        Assert.Equal(written, Rows(Written(new FileFault(1, "А", value, new IntakeFault("CellRequired"))), ';')[1][2]);

    private static string Written(FileFault fault)
    {
        using var stream = new MemoryStream();
        using (var sheet = new FaultSheet(stream, FileTrial.Russian)) sheet.Add(fault);
        return Encoding.UTF8.GetString(stream.ToArray()).TrimStart('\uFEFF');
    }

    private static string Bare(string text) => text.Replace("'", "", StringComparison.Ordinal);

    // A spreadsheet's own judgement, on the safe side: what is invisible does not hide a sign.
    private static bool IsFormula(string cell)
    {
        if (cell.Length > 0 && cell[0] is '\t' or '\r') return cell.Length > 1;
        var seen = cell.SkipWhile(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format).ToList();
        return seen.Count > 1 && seen[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠';
    }

    // RFC 4180, by hand.
    private static List<List<string>> Rows(string text, char separator)
    {
        var (rows, row, cell, quoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
            else if (c == '"' && (quoted || cell.Length == 0)) quoted = !quoted;
            else if (!quoted && c == separator) EndCell();
            else if (!quoted && c == '\r' && i + 1 < text.Length && text[i + 1] == '\n') (i, _) = (i + 1, EndRow());
            else cell.Append(c);
        }

        if (cell.Length > 0 || row.Count > 0) EndRow();
        return rows;

        void EndCell()
        {
            row.Add(cell.ToString());
            cell.Clear();
        }

        bool EndRow()
        {
            EndCell();
            rows.Add(row);
            row = [];
            return true;
        }
    }
}
