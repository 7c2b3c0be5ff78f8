using System.Text;
using ServiceBot.Intake;
using ServiceBot.Intake.Files;

namespace ServiceBot.Tests.Intake.Files;

public sealed class FaultSheetTests
{
    [Fact]
    public void Faults_are_written_for_Excel_and_no_cell_can_be_a_formula()
    {
        using var stream = new MemoryStream();
        using (var sheet = new FaultSheet(stream, FileTrial.Russian))
        {
            sheet.Add(new FileFault(7, "Пробег", "=cmd|' /C calc'!A0", new IntakeFault("CellNotANumber")));
            sheet.Add(new FileFault(8, "Пробег", "-5", new IntakeFault("CellNegative")));
            sheet.Add(new FileItem.Rejection(9, "1", [new FileFault(9, "Причина; жалоба", "много \"строк\"\r\nв ячейке", new IntakeFault("TooLong", 5, 4))]));
            sheet.Add(new FileItem.Refusal(new FileFault(0, null, null, new IntakeFault("FileEmpty"))));
            foreach (var start in "+@\t") sheet.Add(new FileFault(10, null, start + "1", new IntakeFault("CellRequired")));
            Assert.Equal(7, sheet.Count);
        }

        var bytes = stream.ToArray();
        var text = Encoding.UTF8.GetString(bytes);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        Assert.Equal(
            "\uFEFFстрока;столбец;значение;ошибка\r\n"
            + "7;Пробег;'=cmd|' /C calc'!A0;Не удалось прочитать число. Допускается: 1234,5 или 1 234,50.\r\n"
            + "8;Пробег;'-5;Число не может быть отрицательным или столь большим.\r\n"
            + "9;\"Причина; жалоба\";\"много \"\"строк\"\"\r\nв ячейке\";Слишком длинный текст: 5 символов, допускается не больше 4.\r\n"
            + ";;;Файл пуст.\r\n"
            + "10;;'+1;Пустая ячейка: это поле обязательно.\r\n10;;'@1;Пустая ячейка: это поле обязательно.\r\n10;;'\t1;Пустая ячейка: это поле обязательно.\r\n",
            text);
    }

    [Fact]
    public void The_sheet_speaks_English_where_that_is_set()
    {
        using var stream = new MemoryStream();
        using (var sheet = new FaultSheet(stream, FileTrial.English)) sheet.Add(new FileFault(1, "id", null, new IntakeFault("CellRequired")));

        Assert.Equal("\uFEFFline;column;value;fault\r\n1;id;;The cell is empty: this field is required.\r\n", Encoding.UTF8.GetString(stream.ToArray()));
    }
}
