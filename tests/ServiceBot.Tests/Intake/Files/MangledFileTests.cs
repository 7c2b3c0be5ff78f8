using System.Globalization;
using System.Text;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake.Files;
using ServiceBot.Tests.Intake.Files.Corpus;

namespace ServiceBot.Tests.Intake.Files;

/// <summary>
/// Files mangled in every way that chance finds. The number of variations is set by <c>SERVICEBOT_MANGLED</c> (3,000
/// where it is not), the seed by <c>SERVICEBOT_SEED</c>.
/// </summary>
public sealed class MangledFileTests
{
    private const int Rows = 12;

    private static readonly Encoding[] Encodings =
        [new UTF8Encoding(false), new UTF8Encoding(true), FileTrial.Windows1251, Encoding.Unicode, Encoding.BigEndianUnicode];

    private static readonly string[] Names = ["a.csv", "a.tsv", "a.json", "a.xlsx", "a.xls", "a.txt"];

    [Fact]
    public void Whatever_is_done_to_a_file_reading_it_ends_throws_nothing_and_says_something()
    {
        var random = new Random(Setting("SERVICEBOT_SEED", 20261125));
        var seeds = Oddities.All.Values.ToList();
        for (var i = Setting("SERVICEBOT_MANGLED", 3_000); i > 0; i--)
        {
            var seed = seeds[random.Next(seeds.Count)];
            var bytes = Mangled(seed.Bytes, random);
            var name = random.Next(8) == 0 ? Names[random.Next(Names.Length)] : seed.Name;

            var trial = FileTrial.Read(bytes, name);

            var rows = trial.Items.OfType<FileItem.TableEnd>().Sum(end => end.Rows.Rows);
            Assert.True(
                trial.Records.Count > 0 || trial.Items.Any(item => item.Faults.Count > 0) || rows > 0 || trial.Items.OfType<FileItem.Header>().Any()
                // A list of no records is no fault.
                || (name == "a.json" && !bytes.Contains((byte)'{')), $"variation {i} of {seed.Name}: silence");
            Assert.All(trial.Faults, fault => Assert.False(string.IsNullOrWhiteSpace(fault.Message(FileTrial.Russian))));
        }
    }

    [Fact]
    public void Every_row_of_a_mangled_table_is_a_record_a_fault_or_declared_to_be_none()
    {
        var random = new Random(Setting("SERVICEBOT_SEED", 20261125) + 1);
        for (var i = Setting("SERVICEBOT_MANGLED", 3_000) / 3; i > 0; i--)
        {
            var struck = random.Next(Rows);
            var text = Table(struck, Struck(random));
            var encoding = Encodings[random.Next(Encodings.Length)];

            var trial = FileTrial.Read([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);

            var end = Assert.Single(trial.Items.OfType<FileItem.TableEnd>()).Rows;
            var lost = Enumerable.Range(0, Rows).Where(row => row != struck)
                .Where(row => trial.Records.All(record => record.Id != Key(row)) && trial.Faults.All(fault => fault.Line != row + 2 && fault.Line != row + 3))
                .ToList();
            Assert.True(lost.Count == 0, $"variation {i}: rows {string.Join(", ", lost)} are lost in\n{text}");
            Assert.Equal(end.Records + end.Broken, trial.Records.Count + trial.Rejections.Count);
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static string Key(int row) => $"{row:0000}";

    private static string Table(int struck, string cell)
    {
        var text = new StringBuilder("Номер заявки;Дата заявки;Гос. номер;Причина обращения\n");
        for (var row = 0; row < Rows; row++)
            text.Append(CultureInfo.InvariantCulture, $"{Key(row)};20.11.2026 9:{row:00}:00;А{row + 100}ВС178;{(row == struck ? cell : "стук")}\n");
        return text.ToString();
    }

    /// <summary>What may stand in the one cell that is struck; no line break, so that the other rows keep their lines.</summary>
    private static string Struck(Random random)
    {
        const string Marks = "\";,'=|\t абв12\u00A0\u200B№ёЯ<>&{}[]\\/\u0001\uFFFD";
        return string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Marks[random.Next(Marks.Length)]));
    }

    private static byte[] Mangled(byte[] bytes, Random random)
    {
        var list = bytes.ToList();
        for (var change = random.Next(1, 8); change > 0 && list.Count > 0; change--)
        {
            var at = random.Next(list.Count);
            switch (random.Next(6))
            {
                case 0:
                    list[at] = (byte)random.Next(256);
                    break;
                case 1:
                    list.Insert(at, (byte)";,\t\"\n\r|{}[]\0"[random.Next(12)]);
                    break;
                case 2:
                    list.RemoveRange(at, Math.Min(list.Count - at, random.Next(1, 9)));
                    break;
                case 3:
                    list.RemoveRange(at, list.Count - at);
                    break;
                case 4:
                    list.InsertRange(at, list.GetRange(at, Math.Min(list.Count - at, random.Next(1, 200))));
                    break;
                default:
                    var noise = new byte[random.Next(1, 64)];
                    random.NextBytes(noise);
                    list.InsertRange(at, noise);
                    break;
            }
        }

        return random.Next(20) == 0 ? Encoding.Unicode.GetBytes(Encoding.UTF8.GetString([.. list])) : [.. list];
    }
}
