using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat;
using ServiceBot.Chat.Web;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Intake;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Persons;

/// <summary>A customer whose telephone and name stand in every place where they can: one story, told to the real host.</summary>
internal static class PersonStory
{
    public const string Phone = "+79051234567";
    public const string Name = "Задворный Эраст Фомич";

    /// <summary>The telephone as people write it, and the name: what must be nowhere afterwards.</summary>
    public static readonly string[] Traces = ["9051234567", "905 123-45-67", "905) 123-45-67", "905-123-45-67", Name, "Задворн"];

    public const string OtherPhone = "+79057654321";

    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF, invented"u8, 0xFF, 0xD9];

    public static Client Customer => new(Name, PhoneNumber.Read(Phone));

    /// <summary>Records of two customers, a case with a vote and a remark, words and a photo in the built-in chat, a report.</summary>
    public static async Task TellAsync(RunningHost service)
    {
        var intake = service.Get<RecordIntake>();
        var order = Given.Repair("ЗН-1", complaint: $"стук справа, {Name} просил звонить 8 (905) 123-45-67") with { Client = Customer };
        // A first version, larger, whose place in the file is free afterwards.
        await intake.AcceptAsync([order with { Complaint = string.Concat(Enumerable.Repeat($"т.89051234567 {Name}; ", 300)) }], CancellationToken.None);
        await intake.AcceptAsync(
            [
                order, Given.Booking("З-1", complaint: "снова стук справа, тел. 8-905-123-45-67") with { Client = Customer },
                Given.Survey("О-1", "ЗН-1", "Плохо отремонтировали, стук остался. Перезвоните: 9051234567"),
                new CallLogEntry
                {
                    Station = StationUnderTest.Code, Id = "Т-1", StartedAt = Given.Monday.AddDays(8), Direction = CallDirection.Incoming,
                    Phone = PhoneNumber.Read(Phone)!, Transcript = $"Здравствуйте, это {Name}",
                },
                Given.Repair("ЗН-2", vehicle: 2) with { Client = new Client("Другой Д. Д.", PhoneNumber.Read(OtherPhone)) },
                new CallLogEntry
                {
                    Station = StationUnderTest.Code, Id = "Т-2", StartedAt = Given.Monday.AddDays(8), Direction = CallDirection.Incoming,
                    Phone = PhoneNumber.Read(OtherPhone)!,
                },
            ],
            CancellationToken.None);
        await service.Get<StaffReports>().TakeAsync(
            new StaffReportOf("r-1", $"{Name} ждёт звонка на 89051234567").Report, CancellationToken.None);
        await Eventually.Zero(() => service.ReadAsync(db => db.Outbox.CountAsync(x => x.MessageId == null)));
        await TalkAsync(service);
    }

    /// <summary>Every trace of the person in the files of a folder, with the file's name.</summary>
    public static IReadOnlyList<string> TracesIn(string folder, IEnumerable<string>? traces = null) =>
    [
        .. from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
           let bytes = Read(file)
           from trace in traces ?? Traces
           from form in (byte[][])[Encoding.UTF8.GetBytes(trace), Encoding.Unicode.GetBytes(trace), Encoding.UTF8.GetBytes(JavaScriptEncoder.Default.Encode(trace))]
           where bytes.AsSpan().IndexOf(form) >= 0
           select $"{Path.GetFileName(file)}: {trace}",
    ];

    private static byte[] Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (FileNotFoundException)
        {
            // The journal of a database goes away when its last connection is closed.
            return [];
        }
    }

    private static async Task TalkAsync(RunningHost service)
    {
        var link = await service.Get<LoginLinks>().CreateAsync(StationUnderTest.Code, "foreman", CancellationToken.None);
        using var visit = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = service.Address };
        using var entered = await visit.PostAsync(link!.Path, null);
        using var me = JsonDocument.Parse(await visit.GetStringAsync("/chat/api/me"));
        visit.DefaultRequestHeaders.Add("X-ServiceBot-Session", me.RootElement.GetProperty("session").GetString());
        using var page = JsonDocument.Parse(await visit.GetStringAsync($"/chat/api/rooms/{StationUnderTest.Code}/messages"));
        var card = page.RootElement.GetProperty("messages").EnumerateArray().First(x => x.TryGetProperty("card", out _));
        foreach (var (text, reply, photo) in (IEnumerable<(string, string, bool)>)
            [
                ($"Говорил с ним, {Name}, 8 905 123 45 67", card.GetProperty("id").ToString(), true),
                ($"Кто перезвонит на +7(905)123-45-67? {Name} ждёт", "", false), ("/find А001ВС178", "", false),
            ])
        {
            using var form = new MultipartFormDataContent
            {
                { new StringContent(text), "text" }, { new StringContent(Guid.NewGuid().ToString()), "clientKey" }, { new StringContent(reply), "replyTo" },
            };
            if (photo) form.Add(new ByteArrayContent(Jpeg), "photo", "p.jpg");
            using var written = await visit.PostAsync($"/chat/api/rooms/{StationUnderTest.Code}/messages", form);
            Assert.True(written.IsSuccessStatusCode, await written.Content.ReadAsStringAsync());
        }

        var token = card.GetProperty("card").GetProperty("buttons")[0][0].GetProperty("token").GetString();
        await service.Get<ChatInbox>().TakeAsync(
            [new ButtonPressed(1, new ChatAddress("web", StationUnderTest.Code), new ChatUser("web", "manager", "Рогов С. Т."), "q-1", token!, null)],
            position: null, CancellationToken.None);
        await Eventually.Zero(() => service.ReadAsync(db => db.Attachments.CountAsync(x => x.Content == null)));
        await Eventually.Zero(() => service.ReadAsync(db => db.Outbox.CountAsync(x => x.State != OutboxState.Sent)));
    }

    private sealed record StaffReportOf(string Key, string Text)
    {
        public Domain.Signals.StaffReport Report => new(StationUnderTest.Code, Key, Given.Monday.AddDays(9), Given.Vehicle(), null, Text);
    }
}
