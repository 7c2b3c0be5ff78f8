using System.Text;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake.Files;

namespace ServiceBot.Tests.Intake.Files;

public sealed class TableFileTests
{
    private const string Bookings = """
        Номер заявки;Дата заявки;Дата записи;VIN;Гос. номер;Автомобиль;Заказчик;Телефон;Причина обращения;Возможен повторный ремонт;Оператор;Состояние
        000000017;20.11.2026 9:05:00;21.11.2026 10:30:00;X9632120080654821;А123ВС178;ГАЗель NEXT;ООО «Путь»;8 (999) 000-11-22, +7 999 000-11-23;снова стук спереди справа;Да;Смирнова А. В.;НеУказано
        000000018;20.11.2026 19:15:40;01.01.0001 0:00:00;;В 456 ЕК 198;Соболь;;;замена масла;Нет;;НеУказано
        """;

    private static readonly string[] Separators = [";", ",", "\t", "|"];

    [Fact]
    public void A_list_of_bookings_is_recognised_and_read()
    {
        var trial = FileTrial.Read(Bookings);

        var bookings = trial.All<Booking>();
        Assert.Equal((RecordKind.Booking, 1, ';', "utf-8"), (trial.Header.Kind, trial.Header.Line, trial.Header.Separator, trial.Header.Encoding));
        Assert.Equal(["Состояние"], trial.Header.Ignored);
        Assert.Contains(new ReadColumn("Гос. номер", "vehicle.plate"), trial.Header.Columns);
        Assert.Equal(["000000017", "000000018"], bookings.Select(b => b.Id));
        Assert.Equal(FileTrial.At(11, 20, 9, 5), bookings[0].CreatedAt);
        Assert.Equal(FileTrial.At(11, 21, 10, 30), bookings[0].PlannedAt);
        Assert.Equal(("X9632120080654821", "А123ВС178", "ГАЗель NEXT"), (bookings[0].Vehicle!.Vin!.Value, bookings[0].Vehicle!.Plate!.Display, bookings[0].Vehicle!.Model));
        Assert.Equal(("ООО «Путь»", "+79990001122"), (bookings[0].Client!.Name, bookings[0].Client!.Phone!.Value));
        Assert.Equal(("снова стук спереди справа", true, "Смирнова А. В."), (bookings[0].Complaint, bookings[0].PossibleRepeat, bookings[0].Operator!.Name));
        Assert.Equal((null, false, null), (bookings[1].PlannedAt, bookings[1].PossibleRepeat, bookings[1].Client));
    }

    [Fact]
    public void Every_encoding_with_and_without_its_mark_reads_the_same()
    {
        var expected = FileTrial.Read(Bookings).All<Booking>();
        Encoding[] encodings =
        [
            new UTF8Encoding(true), new UTF8Encoding(false), FileTrial.Windows1251,
            new UnicodeEncoding(bigEndian: false, byteOrderMark: true), new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
            new UnicodeEncoding(bigEndian: false, byteOrderMark: false), new UnicodeEncoding(bigEndian: true, byteOrderMark: false),
        ];

        foreach (var encoding in encodings)
        {
            foreach (var newLine in (string[])["\n", "\r\n", "\r"])
            {
                var bytes = encoding.GetPreamble().Concat(encoding.GetBytes(Bookings.Replace("\n", newLine, StringComparison.Ordinal))).ToArray();
                Assert.Equal(expected, FileTrial.Read(bytes).All<Booking>());
            }
        }
    }

    [Fact]
    public void Every_separator_is_found()
    {
        foreach (var separator in Separators)
        {
            var trial = FileTrial.Read(Bookings.Replace(", ", " / ", StringComparison.Ordinal).Replace(";", separator, StringComparison.Ordinal), "записи.tsv");
            Assert.Equal(2, trial.All<Booking>().Count);
            Assert.Equal(separator[0], trial.Header.Separator);
        }
    }

    [Fact]
    public void Windows_1251_is_told_even_when_the_first_Russian_letter_stands_far_below()
    {
        var rows = string.Concat(Enumerable.Range(1, 5000).Select(i => $"{i};2026-11-20 09:00;A123BC178;\n"));

        var trial = FileTrial.Read("id;createdAt;plate;complaint\n" + rows + "last;2026-11-20 09:00;A123BC178;стук\n", encoding: FileTrial.Windows1251);

        Assert.Equal("стук", trial.All<Booking>()[^1].Complaint);
        Assert.Equal("windows-1251", trial.Header.Encoding);
    }

    [Fact]
    public void Titles_above_the_header_totals_below_and_blank_tails_are_no_records()
    {
        var trial = FileTrial.Read("""
            ;;;
            Заявки на ремонт за период 01.11.2026 - 20.11.2026;;;
            Подразделение: СТО Северный;;;
            ;;;
            Номер;Дата;Гос. номер;Причина обращения
            1;2;3;4
            000017;20.11.2026 9:05:00;А123ВС178;стук

            Номер;Дата;Гос. номер;Причина обращения
            000018;20.11.2026 9:15:00;А124ВС178;скрип
            Итого по странице: 2;;;
            ;;Всего: 2;
            Отчёт сформирован: 20.11.2026;;;
            ;;;
            ;;;
            """, "list.csv");

        Assert.Equal(["000017", "000018"], trial.All<Booking>().Select(b => b.Id));
        Assert.Equal((RecordKind.Booking, 5), (trial.Header.Kind, trial.Header.Line));
    }

    [Fact]
    public void A_cell_may_hold_several_lines_quotation_marks_and_separators()
    {
        var trial = FileTrial.Read("Номер заявки;Дата заявки;Гос. номер;Причина обращения\r\n1;20.11.2026;А123ВС178;\"стук \"\"справа\"\";\r\nскрип\"\r\n2;плохая дата;А123ВС178;x\r\n");

        Assert.Equal("стук \"справа\";\r\nскрип", Assert.Single(trial.Records.Cast<Booking>()).Complaint);
        Assert.Equal(4, Assert.Single(trial.Faults).Line);
    }

    [Fact]
    public void English_names_are_those_of_the_API()
    {
        var trial = FileTrial.Read("""
            id,station,createdAt,plannedAt,vin,plate,model,client,phone,complaint,possibleRepeat,operator,earlierWorkOrderId
            0001,sever,2026-11-20T09:05:00+05:00,2026-11-21,X1,A1,GAZ,Client,9990001122,knock,true,Ann,WO-000123
            """);

        var booking = trial.Only<Booking>();
        Assert.Equal(("0001", true, "WO-000123"), (booking.Id, booking.PossibleRepeat, booking.EarlierWorkOrderId));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 9, 5, 0, TimeSpan.FromHours(5)), booking.CreatedAt);
        Assert.Empty(trial.Header.Ignored);
    }

    [Fact]
    public void A_survey_is_read_with_its_questions_and_a_key_made_of_what_was_asked_about()
    {
        var trial = FileTrial.Read("""
            Номер ЗН;Дата опроса;Оценка;Устранена ли неисправность?;Причина неудовлетворённости;Комментарий;Интервьюер
            ЗН-000123;18.11.2026 14:20;2 из 5;Нет;Некачественный ремонт;стук остался;Орлова
            ЗН-000124;18.11.2026 14:40;отлично;Да;;спасибо;Орлова
            """);

        var responses = trial.All<SurveyResponse>();
        Assert.Equal(("ЗН-000123", 2m, "стук остался"), (responses[0].WorkOrderId, responses[0].Score, responses[0].Comment));
        Assert.Equal([new SurveyAnswer("Устранена ли неисправность?", "Нет"), new("Причина неудовлетворённости", "Некачественный ремонт")],
            responses[0].Answers.OrderByDescending(a => a.Question, StringComparer.Ordinal));
        Assert.Contains(new SurveyAnswer("Оценка", "отлично"), responses[1].Answers);
        Assert.Equal("ЗН-000123/2026-11-18T14:20", responses[0].Id);
        Assert.Equal(["Интервьюер"], trial.Header.Ignored);
    }

    [Fact]
    public void A_survey_with_a_row_for_each_question_becomes_one_response()
    {
        var trial = FileTrial.Read("""
            Номер анкеты;Дата опроса;Номер ЗН;Вопрос;Ответ;Комментарий
            17;18.11.2026;ЗН-1;Всё ли устранено?;Нет;
            17;18.11.2026;ЗН-1;Причина;Некачественный ремонт;опять течёт
            18;18.11.2026;ЗН-2;Всё ли устранено?;Да;
            """);

        var responses = trial.All<SurveyResponse>();
        Assert.Equal(2, responses.Count);
        Assert.Equal([new("Всё ли устранено?", "Нет"), new("Причина", "Некачественный ремонт")], responses[0].Answers);
        Assert.Equal("опять течёт", responses[0].Comment);
    }

    [Fact]
    public void Calls_are_read()
    {
        var call = FileTrial.Read("""
            Номер звонка;Дата звонка;Время звонка;Направление;Телефон клиента;Оператор;Длительность
            c-1;20.11.2026;9:05:10;Входящий;8 999 000 11 22;Смирнова;0:01:35
            """).Only<CallLogEntry>();

        Assert.Equal((FileTrial.At(11, 20, 9, 5, 10), CallDirection.Incoming, "+79990001122", 95), (call.StartedAt, call.Direction, call.Phone.Value, call.DurationSeconds));
    }

    [Fact]
    public void A_vehicle_in_one_cell_is_taken_apart_and_two_VINs_are_kept()
    {
        var orders = FileTrial.Read("""
            Номер ЗН;Дата открытия;Дата закрытия;Автомобиль;VIN базовый;VIN текущий
            1;20.11.2026;20.11.2026;ГАЗель NEXT А123ВС178 X96A21R32H0001234;;
            2;20.11.2026;20.11.2026;Форд Транзит;X96A21R32H0001234;Z7C225070F0001234
            """).All<WorkOrder>();

        Assert.Equal(("X96A21R32H0001234", "А123ВС178"), (orders[0].Vehicle!.Vin!.Value, orders[0].Vehicle!.Plate!.Display));
        Assert.Equal("Z7C225070F0001234", orders[1].Vehicle!.SecondVin!.Value);
    }

    [Fact]
    public void A_mapping_names_further_columns_and_is_stronger_than_what_is_known()
    {
        var options = FileTrial.North with
        {
            Mappings = [new("PO Number", "id"), new("start", "openedAt"), new("AssetID", "vehicle.plate"), new("ShortText", "complaint", RecordKind.WorkOrder), new("Номер", "bookingId")],
        };

        var trial = FileTrial.Read("PONumber,Start,AssetID,ShortText,Номер\n2374,13/09/2021,AID5,service,77\n", options: options);

        var order = trial.Only<WorkOrder>();
        Assert.Equal(("2374", "AID5", "service", "77"), (order.Id, order.Vehicle!.Plate!.Value, order.Complaint, order.BookingId));
        Assert.Equal(new DateTime(2021, 9, 13), order.OpenedAt.Date);
    }

    [Fact]
    public void The_kind_that_was_said_beats_what_the_columns_suggest()
    {
        const string Table = "Номер;Дата;VIN;Причина обращения\n1;20.11.2026;X1;стук\n";

        Assert.Equal(RecordKind.WorkOrder, FileTrial.Read(Table, options: FileTrial.North with { Kind = RecordKind.WorkOrder }).Header.Kind);
        Assert.Equal(RecordKind.Booking, FileTrial.Read(Table, options: FileTrial.North with { Kind = RecordKind.Booking }).Header.Kind);
        Assert.Equal(RecordKind.WorkOrder, FileTrial.Read(Table, "zakaz-naryady-11.csv").Header.Kind);
        Assert.Equal(RecordKind.Booking, FileTrial.Read(Table, "Заявки ноябрь.csv").Header.Kind);
    }

    [Fact]
    public void A_header_of_two_rows_with_grouped_names_is_one_header_on_every_page()
    {
        var orders = FileTrial.Read("""
            Реестр заказ-нарядов;;;;;;
            Номер;Дата;Автомобиль;;Работы;;Мастер
            ;;VIN;Гос. номер;Наименование работы;Н/ч;
            1;12.11.2026 9:00:00;XTT1;А123ВС178;Замена шаровой;1,2;Орлова
            Номер;Дата;Автомобиль;;Работы;;Мастер
            ;;VIN;Гос. номер;Наименование работы;Н/ч;
            2;12.11.2026 9:30:00;;А124ВС178;Замена колодок;0,9;Орлова
            """).All<WorkOrder>();

        Assert.Equal([("XTT1", "А123ВС178"), (null, "А124ВС178")], orders.Select(o => (o.Vehicle!.Vin?.Value, o.Vehicle.Plate!.Display)));
        Assert.Equal([1.2m, 0.9m], orders.Select(o => Assert.Single(o.Lines).NormHours!.Value));
        Assert.Equal("Орлова", orders[0].Advisor!.Name);
    }

    [Fact]
    public void Only_the_second_row_of_a_header_may_name_the_date()
    {
        var booking = FileTrial.Read("""
            Заявки;;;
            Номер заявки;Период;;Гос. номер
            ;Дата заявки;Дата записи;
            17;20.11.2026 9:05;21.11.2026 10:00;А123ВС178
            """).Only<Booking>();

        Assert.Equal((FileTrial.At(11, 20, 9, 5), FileTrial.At(11, 21, 10)), (booking.CreatedAt, booking.PlannedAt!.Value));
    }

    [Fact]
    public void Rows_of_one_booking_that_differ_only_in_the_complaint_are_one_booking()
    {
        var bookings = FileTrial.Read("""
            Номер заявки;Дата заявки;Гос. номер;Причина обращения
            17;20.11.2026;А123ВС178;стук спереди
            17;20.11.2026;А123ВС178;не греет печка
            17;20.11.2026;А123ВС178;стук спереди
            18;20.11.2026;А123ВС178;стук спереди
            """).All<Booking>();

        Assert.Equal([("17", "стук спереди; не греет печка"), ("18", "стук спереди")], bookings.Select(b => (b.Id, b.Complaint!)));
    }

    [Fact]
    public void A_question_that_was_not_asked_is_no_answer()
    {
        var bookings = FileTrial.Read("""
            Номер заявки;Дата заявки;Гос. номер;Возможен повторный ремонт
            1;20.11.2026;А123ВС178;
            2;20.11.2026;А123ВС178;-
            3;20.11.2026;А123ВС178;не спросили
            4;20.11.2026;А123ВС178;нет
            5;20.11.2026;А123ВС178;Да
            """).All<Booking>();

        Assert.Equal([null, null, null, false, true], bookings.Select(b => b.PossibleRepeat));
    }

    [Fact]
    public void A_time_of_day_may_stand_in_a_column_of_its_own()
    {
        var order = FileTrial.Read("""
            sep=,
            Номер ЗН,Дата открытия,Время открытия,Дата закрытия,Время закрытия,Гос. номер
            1,12.11.2026 0:00:00,01.01.0001 9:15:00,13.11.2026,17:40,А123ВС178
            """).Only<WorkOrder>();

        Assert.Equal((FileTrial.At(11, 12, 9, 15), FileTrial.At(11, 13, 17, 40)), (order.OpenedAt, order.ClosedAt!.Value));
    }
}
