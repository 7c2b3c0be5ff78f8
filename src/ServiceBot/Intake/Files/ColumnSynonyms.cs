using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>
/// The names columns go by in exports of Russian dealer systems and in English. The first name of each list is the
/// API's. Where a table has several columns for one field, the name that stands earlier in the list is asked first.
/// </summary>
internal static class ColumnSynonyms
{
    private static readonly (Field Field, string[] Names)[] OfEveryKind =
    [
        (Field.Station, ["station", "код станции", "станция", "код сто", "station code"]),
        (Field.Vin, ["vehicle.vin", "vin", "vin базовый", "vin код", "вин", "вин код", "vin номер", "номер vin",
            "vin0", "vin номер тс", "номер кузова", "номер шасси", "шасси", "chassis"]),
        (Field.SecondVin, ["vehicle.vin2", "vin2", "vin текущий", "vin1", "vin надстройки", "vin 2",
            "vin кузовной надстройки", "второй vin"]),
        (Field.Plate, ["vehicle.plate", "plate", "гос номер", "гос номер тс", "госномер", "гос номер ТС",
            "государственный номер", "государственный регистрационный знак", "рег знак", "рег номер",
            "регистрационный знак", "регистрационный номер", "грз", "гос знак", "номер автомобиля", "номер тс",
            "номер машины", "номер авто", "g_num", "registration", "registration number", "license plate",
            "licence plate", "reg number"]),
        (Field.Model, ["vehicle.model", "model", "модель", "модель автомобиля", "модель тс", "марка модель",
            "марка и модель", "марка", "автомобиль", "тс", "транспортное средство", "машина", "авто", "vehicle",
            "car", "make and model"]),
        (Field.ClientName, ["client.name", "client", "client name", "клиент", "заказчик", "владелец", "собственник",
            "фио клиента", "фио заказчика", "фио", "наименование клиента", "контрагент", "плательщик", "customer",
            "customer name", "owner"]),
        (Field.ClientPhone, ["client.phone", "client phone", "phone", "телефон", "телефон клиента",
            "мобильный телефон", "контактный телефон", "сотовый", "моб телефон", "тел", "телефоны", "номер телефона",
            "представление телефона", "контакты", "telephone", "phone number", "mobile"]),
    ];

    private static readonly string[] Complaint =
    [
        "complaint", "жалоба клиента", "жалоба", "жалобы", "со слов клиента", "причина обращения",
        "описание причины обращения", "причины обращения", "описание отказа", "описание неисправности",
        "неисправность", "заявленная неисправность", "дефект", "описание дефекта", "reason", "reason for visit",
        "customer complaint", "содержание обращения", "суть обращения", "описание проблемы",
        "причина обращения содержание", "заявка клиента",
    ];

    private static readonly string[] PossibleRepeat =
    [
        "possibleRepeat", "возможен повторный ремонт", "возможный повторный ремонт", "возможно повторный ремонт",
        "повторный ремонт", "признак повторного ремонта", "повтор", "повторное обращение", "возможен повтор",
        "повторная заявка", "повторный", "re_repair", "possible repeat", "repeat", "repeat repair",
    ];

    private static readonly (Field Field, string[] Names)[] OfBookings =
    [
        (Field.Id, ["id", "номер заявки", "№ заявки", "ид заявки", "id_request", "номер записи", "№ записи",
            "код заявки", "заявка", "запись", "номер", "№", "номер документа", "booking id", "booking number",
            "booking", "number", "no"]),
        (Field.CreatedAt, ["createdAt", "дата заявки", "дата и время заявки", "дата время заявки", "date_time_req",
            "дата создания", "создана", "дата обращения", "дата приема заявки", "дата оформления", "дата документа",
            "дата", "created", "created at", "booked at", "date"]),
        (Field.PlannedAt, ["plannedAt", "дата записи", "дата и время записи", "дата время записи", "date_time_rec",
            "дата начала", "плановая дата", "плановая дата заезда", "дата планируемого заезда", "дата визита",
            "записан на", "запись на", "дата приезда", "дата заезда", "планируемая дата", "planned", "planned at",
            "appointment"]),
        (Field.PlannedTime, ["время записи", "время визита", "время заезда", "время", "planned time", "time"]),
        (Field.Complaint, Complaint),
        (Field.PossibleRepeat, PossibleRepeat),
        (Field.Operator, ["operator", "оператор", "оператор сервис-бюро", "диспетчер", "автор", "принял",
            "принял заявку", "ответственный", "responsible", "мастер", "мастер-приемщик", "мастер-консультант",
            "менеджер", "booking clerk"]),
        (Field.EarlierWorkOrderId, ["earlierWorkOrderId", "предыдущий заказ-наряд", "прошлый заказ-наряд",
            "предыдущий зн", "прошлый зн", "номер предыдущего заказ-наряда", "номер предыдущего зн",
            "номер прошлого зн", "номер прошлого заказ-наряда", "повтор по зн", "повтор по заказ-наряду",
            "earlier work order", "previous work order"]),
    ];

    private static readonly (Field Field, string[] Names)[] OfWorkOrders =
    [
        (Field.Id, ["id", "номер заказ-наряда", "номер зн", "№ зн", "№ заказ-наряда", "зн", "заказ-наряд",
            "номер наряда", "ид заказ-наряда", "id_order", "номер", "№", "номер документа", "work order id",
            "work order number", "work order no", "work order", "order number", "order no", "order id", "ro number", "number", "no"]),
        (Field.BookingId, ["bookingId", "номер заявки", "№ заявки", "ид заявки", "id_request", "заявка",
            "заявка на ремонт", "номер записи", "booking", "booking number"]),
        (Field.ConsolidatedOrderId, ["consolidatedOrderId", "сводный заказ-наряд", "сводный ремонтный заказ",
            "сводный зн", "номер сводного заказ-наряда", "номер сводного зн", "ид сводного заказ-наряда",
            "id_cons_order", "consolidated order"]),
        (Field.OpenedAt, ["openedAt", "дата открытия", "дата и время открытия", "дата время открытия",
            "date_time_open", "дата приемки", "дата заезда", "дата начала", "открыт", "дата создания",
            "дата время создания", "date_time_create", "дата документа", "дата заказ-наряда", "дата зн",
            "дата отказа", "дата", "opened", "opened at", "open date", "opened date", "start_date", "created_date", "date"]),
        (Field.OpenedTime, ["время открытия", "время заезда", "время", "opened time", "time"]),
        (Field.ClosedTime, ["время закрытия", "время выдачи", "closed time"]),
        (Field.ClosedAt, ["closedAt", "дата закрытия", "дата и время закрытия", "закрыт", "дата выдачи",
            "дата окончания", "дата завершения", "дата выполнения", "дата восстановления", "closed", "closed at",
            "close date", "closed date", "end_date"]),
        (Field.OrderKind, ["kind", "вид ремонта", "вид обращения", "вид заказ-наряда", "тип ремонта",
            "тип заказ-наряда", "вид работ", "вид зн", "order_type", "repair type", "order kind", "order type"]),
        (Field.State, ["состояние", "статус", "состояние заказ-наряда", "state", "status"]),
        (Field.Cancelled, ["cancelled", "отменен", "аннулирован", "отказ", "canceled", "пометка удаления", "помечен на удаление", "deletion mark"]),
        (Field.OdometerKm, ["odometerKm", "пробег", "пробег тс", "пробег км", "показания одометра", "одометр",
            "mileage", "odometer"]),
        (Field.Complaint, Complaint),
        (Field.PossibleRepeat, PossibleRepeat),
        (Field.Foreman, ["foreman", "мастер цеха", "мц", "мастер смены", "сменный мастер", "начальник смены",
            "бригадир", "shop foreman"]),
        (Field.Advisor, ["advisor", "мастер-консультант", "мк", "мастер-приемщик", "сервисный консультант",
            "сервис-консультант", "консультант", "приемщик", "мастер", "ответственный", "responsible", "менеджер",
            "диспетчер", "автор", "service advisor"]),
        (Field.Total, ["total", "сумма документа", "сумма заказ-наряда", "сумма зн", "всего к оплате",
            "итого к оплате", "сумма всего", "сумма", "стоимость", "amount"]),
        (Field.LineCode, ["lines.code", "line code", "код работы", "код операции", "код работ", "артикул работы",
            "номер операции", "operation code", "code"]),
        (Field.LineText, ["lines.text", "line text", "text", "работа", "авторабота", "наименование работы",
            "наименование работ", "наименование операции", "операция", "выполненная работа", "вид работы",
            "способ восстановления", "labor", "labour", "operation", "job", "work"]),
        (Field.LineTexts, ["автоработы", "работы", "выполненные работы", "перечень работ", "список работ",
            "содержание работ", "works", "jobs", "operations"]),
        (Field.LineArea, ["lines.area", "line area", "area", "узел", "узел отказа", "система", "агрегат",
            "группа работ", "unit", "system"]),
        (Field.Mechanic, ["lines.mechanic", "mechanic", "механик", "автомеханик", "исполнитель", "исполнители",
            "слесарь", "мастер-исполнитель", "technician"]),
        (Field.NormHours, ["lines.normHours", "normHours", "норма времени", "н/ч", "нормо-часы", "нормочасы",
            "нормо-часов", "кол-во н/ч", "количество н/ч", "норма", "трудоемкость", "нормативная трудоемкость",
            "complexity", "norm hours", "hours"]),
        (Field.Rate, ["lines.rate", "rate", "стоимость н/ч", "стоимость нормо-часа", "цена н/ч", "цена нормо-часа",
            "стоимость нч", "price_hour", "ставка", "hourly rate"]),
        (Field.PartNumber, ["parts.number", "part number", "каталожный номер", "номер запчасти", "артикул",
            "код запчасти", "номер детали", "code_catalog", "чертежный номер", "кат номер", "oem"]),
        (Field.PartName, ["parts.name", "part name", "запчасть", "запасная часть", "наименование запчасти",
            "наименование запасной части", "номенклатура", "деталь", "товар", "наименование детали", "part"]),
        (Field.PartNames, ["запчасти", "запасные части", "используемые запасные части", "товары", "детали",
            "материалы и запчасти", "установленные запчасти", "parts"]),
        (Field.PartQuantity, ["parts.quantity", "quantity", "количество", "кол-во", "кол-во запчастей",
            "количество запчастей", "qty"]),
    ];

    private static readonly (Field Field, string[] Names)[] OfSurveyResponses =
    [
        (Field.Id, ["id", "номер опроса", "№ опроса", "номер анкеты", "№ анкеты", "ид опроса", "код опроса",
            "номер ответа", "анкета", "опрос", "номер", "№", "номер документа", "survey id", "response id",
            "survey number", "number", "no"]),
        (Field.AnsweredAt, ["answeredAt", "дата опроса", "дата и время опроса", "дата ответа", "дата анкеты",
            "дата звонка", "дата прохождения", "дата заполнения", "отметка времени", "дата документа", "дата",
            "timestamp", "answered", "answered at", "date"]),
        (Field.WorkOrderId, ["workOrderId", "номер зн", "№ зн", "номер заказ-наряда", "№ заказ-наряда", "заказ-наряд",
            "зн", "основание", "work order", "work order number", "order number"]),
        (Field.Score, ["score", "оценка", "балл", "баллы", "оценка клиента", "общая оценка", "nps", "csi", "rating",
            "mark"]),
        (Field.Question, ["answers.question", "question", "вопрос", "текст вопроса"]),
        (Field.Answer, ["answers.answer", "answer", "ответ", "вариант ответа", "ответ клиента", "выбранный ответ"]),
        (Field.NamedAnswer, ["причина неудовлетворенности", "причина недовольства", "причина оценки",
            "причина низкой оценки", "что не понравилось", "причина снижения оценки", "результат опроса",
            "reason for the score"]),
        (Field.Comment, ["comment", "комментарий", "комментарий клиента", "отзыв", "отзыв клиента", "пожелания",
            "пожелание", "замечания", "дополнительно", "текст отзыва", "feedback", "remarks"]),
    ];

    private static readonly (Field Field, string[] Names)[] OfCalls =
    [
        (Field.Id, ["id", "номер звонка", "№ звонка", "ид звонка", "код звонка", "номер", "№", "call id", "number",
            "no"]),
        (Field.StartedAt, ["startedAt", "дата звонка", "дата и время звонка", "начало звонка", "дата и время", "дата",
            "started", "started at", "call date", "date"]),
        (Field.StartedTime, ["время звонка", "время начала", "время", "call time", "time"]),
        (Field.Direction, ["direction", "направление", "тип звонка", "вид звонка", "call type"]),
        (Field.CallPhone, ["phone", "телефон", "телефон клиента", "номер телефона", "номер абонента", "абонент",
            "телефон абонента", "caller", "phone number"]),
        (Field.Operator, ["operator", "оператор", "сотрудник", "ответственный", "менеджер", "принял", "agent"]),
        (Field.Duration, ["durationSeconds", "длительность", "длительность сек", "продолжительность",
            "длительность разговора", "duration", "duration seconds"]),
        (Field.RecordingUrl, ["recordingUrl", "запись разговора", "ссылка на запись", "запись звонка", "recording",
            "recording url"]),
        (Field.Transcript, ["transcript", "расшифровка", "текст разговора", "стенограмма", "расшифровка разговора"]),
    ];

    /// <summary>
    /// The fields of a kind with their names; the kind's own meaning of a name comes before the common one.
    /// </summary>
    /// <param name="kind">The kind of record.</param>
    public static IEnumerable<(Field Field, string[] Names)> Of(RecordKind kind) => (kind switch
    {
        RecordKind.Booking => OfBookings,
        RecordKind.WorkOrder => OfWorkOrders,
        RecordKind.SurveyResponse => OfSurveyResponses,
        RecordKind.Call => OfCalls,
    }).Concat(OfEveryKind);
}
