namespace ServiceBot.Intake.Api.Description;

/// <summary>One invented record of each kind, with every field; the examples of the description.</summary>
internal static class RecordSamples
{
    public const string Booking =
        """
        { "id": "000000145", "station": "sever", "createdAt": "2026-11-21T10:30:00", "plannedAt": "2026-11-23T09:00:00+03:00",
          "vehicle": { "vin": "X9632120080654821", "plate": "А123ВС178", "model": "ГАЗель NEXT" },
          "client": { "name": "Иванов И. И.", "phone": "+7 900 000-11-22" }, "complaint": "снова стук спереди справа",
          "possibleRepeat": true, "operator": "Записева О. О.", "earlierWorkOrderId": "ЗН-000123" }
        """;

    public const string WorkOrder =
        """
        { "id": "ЗН-000123", "station": "sever", "bookingId": "000000131", "consolidatedOrderId": "СЗН-17",
          "vehicle": { "vin": "X9632120080654821", "vin2": "Z9C300000N0000017", "plate": "А123ВС178", "model": "ГАЗель NEXT" },
          "client": { "name": "Иванов И. И.", "phone": "8 (900) 000-11-22" },
          "openedAt": "2026-11-11T09:00:00", "closedAt": "2026-11-12T18:00:00", "kind": "repair", "odometerKm": 95000,
          "complaint": "стук спереди справа на кочках", "foreman": { "id": "m-7", "name": "Мастеров Ц. Х." }, "advisor": "Приемкин П. П.",
          "possibleRepeat": null, "cancelled": false,
          "lines": [ { "code": "R-104", "text": "Замена шаровой опоры правой", "area": "Подвеска",
                       "mechanic": { "id": "s-3", "name": "Слесарев В. В." }, "normHours": 1.5, "rate": 2000 } ],
          "parts": [ { "number": "330-2904192", "name": "Опора шаровая", "quantity": 1 } ], "total": 5400.50 }
        """;

    public const string SurveyResponse =
        """
        { "id": "О-17", "station": "sever", "answeredAt": "2026-11-15T12:00:00Z", "workOrderId": "ЗН-000123",
          "vehicle": { "plate": "А123ВС178" }, "client": { "phone": "900 000-11-22" }, "score": 2,
          "answers": [ { "question": "Устранена ли неисправность?", "answer": "Нет" } ], "comment": "стук остался" }
        """;

    public const string Call =
        """
        { "id": "7f3a-0001", "station": "sever", "startedAt": "2026-11-16T08:15:30", "direction": "incoming", "phone": "+7 900 000-11-22",
          "vehicle": { "plate": "А123ВС178" }, "client": { "name": "Иванов И. И." }, "operator": "Записева О. О.", "durationSeconds": 95,
          "recordingUrl": "https://calls.example/7f3a-0001", "transcript": "Здравствуйте, стук остался." }
        """;

    public const string Report =
        """
        { "id": "app-1", "station": "sever", "vehicle": { "plate": "А123ВС178" }, "complaint": "клиент вернулся с тем же стуком",
          "earlierWorkOrderId": "ЗН-000123", "reportedBy": "Приемкин П. П." }
        """;
}
