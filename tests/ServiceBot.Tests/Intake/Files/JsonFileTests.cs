using System.Text;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake.Files;

namespace ServiceBot.Tests.Intake.Files;

public sealed class JsonFileTests
{
    private const string Order = """{ "id": "ЗН-1", "openedAt": "2026-11-12T09:00:00", "vehicle": { "plate": "А123ВС178" }, "complaint": "скобка } и \" кавычка ] в тексте" }""";
    private const string Booking = """{ "id": "17", "createdAt": "2026-11-12T09:00:00", "vehicle": { "plate": "А123ВС178" } }""";

    [Fact]
    public void An_array_of_mixed_records_is_read_each_by_its_fields()
    {
        var trial = FileTrial.Read($"[\n  {Order},\n  {Booking}\n]", "export.json");

        Assert.Empty(trial.Faults);
        Assert.Equal([RecordKind.WorkOrder, RecordKind.Booking], trial.Records.Select(r => r.Kind));
        Assert.Equal([2, 3], trial.Items.OfType<FileItem.Record>().Select(r => r.Line));
    }

    [Fact]
    public void One_object_or_objects_one_after_another_are_read_in_any_encoding()
    {
        Assert.Single(FileTrial.Read(Order, "one.json").All<WorkOrder>());
        Assert.Equal(2, FileTrial.Read($"{Order}\n{Order}\n", "lines.json").All<WorkOrder>().Count);
        foreach (var encoding in (Encoding[])[FileTrial.Windows1251, Encoding.Unicode, Encoding.BigEndianUnicode, new UTF8Encoding(true)])
        {
            var bytes = encoding.GetPreamble().Concat(encoding.GetBytes($"[{Order}]")).ToArray();
            Assert.Equal("скобка } и \" кавычка ] в тексте", FileTrial.Read(bytes, "one.json").Only<WorkOrder>().Complaint);
        }
    }

    [Fact]
    public void A_wrong_record_is_refused_alone_with_its_line_and_path()
    {
        var trial = FileTrial.Read($$"""
            [
              {{Order}},
              { "id": "2", "openedAt": "вчера", "vehicle": { "plate": "А123ВС178" }, "lines": [ { "normHours": "x" } ] },
              { "id": "3" },
              5, "text, with ] comma", [ { "a": 1 } ],
              { "id": 5 "x" },
              {{Booking}}
            ]
            """, "export.json");

        Assert.Equal(["ЗН-1", "17"], trial.Records.Select(r => r.Id));
        Assert.Equal(
            [(3, "lines[0].normHours"), (3, "lines[0].text"), (3, "openedAt"), (4, null), (5, null), (5, null), (5, null), (6, null)],
            trial.Faults.Select(f => (f.Line, f.Column)).OrderBy(f => f.Line).ThenBy(f => f.Column, StringComparer.Ordinal));
        Assert.Equal("вчера", trial.Faults.Single(f => f.Column == "openedAt").Value);
    }

    [Fact]
    public void A_file_that_is_cut_off_keeps_what_stands_before()
    {
        var trial = FileTrial.Read($"[{Order},\n{Order[..40]}", "export.json");

        Assert.Single(trial.Records);
        Assert.Equal((2, "JsonCutOff"), (trial.Refusal.Line, trial.Refusal.Fault.Key));
        Assert.Equal("JsonAfterEnd", FileTrial.Read($"[{Order}] {Order}", "export.json").Refusal.Fault.Key);
        Assert.Empty(FileTrial.Read("[]", "export.json").Items);
    }

    [Fact]
    public void The_kind_may_be_said_and_the_default_station_is_used()
    {
        var options = FileTrial.North with { Kind = RecordKind.SurveyResponse };

        var response = FileTrial.Read("""[{ "id": "1", "answeredAt": "2026-11-12", "workOrderId": "ЗН-1" }]""", "x.json", options).Only<SurveyResponse>();

        Assert.Equal("sever", response.Station);
    }

    [Fact]
    public void Records_larger_than_a_block_are_cut_right()
    {
        var long1 = Order.Replace("скобка", new string('я', 30_000), StringComparison.Ordinal);

        var trial = FileTrial.Read($"[{long1},{Order},{long1}]", "export.json");

        Assert.Equal(3, trial.All<WorkOrder>().Count);
        Assert.Equal(30_000 + 25, trial.All<WorkOrder>()[2].Complaint!.Length);
    }
}
