using ServiceBot.Hosting;

namespace ServiceBot.Intake.OData;

/// <summary>What an entity of the base is to us.</summary>
internal enum ODataRole
{
    /// <summary>The document of a booking.</summary>
    Booking = 1,

    /// <summary>The document of a work order.</summary>
    WorkOrder,

    /// <summary>The document that ties several orders of one visit together.</summary>
    Consolidated,

    /// <summary>The catalog of vehicles.</summary>
    Vehicle,

    /// <summary>The catalog of kinds of repair.</summary>
    Kind,

    /// <summary>The catalog of states of an order.</summary>
    State,

    /// <summary>The catalog of staff.</summary>
    Staff,

    /// <summary>The catalog of jobs.</summary>
    Job,

    /// <summary>The catalog of parts.</summary>
    Part,

    /// <summary>The catalog of customers.</summary>
    Client,

    /// <summary>The catalog of models.</summary>
    Model,
}

/// <summary>What a record's key is made of.</summary>
internal enum DocumentIds
{
    /// <summary>The number and the year: <c>АС00001234/2026</c>. 1C begins to number anew each year.</summary>
    NumberAndYear = 1,

    /// <summary>The number alone, where it never comes again.</summary>
    Number,

    /// <summary>The document's Ref_Key.</summary>
    Key,
}

/// <summary>One entity: its name in the interface, and what it calls our fields.</summary>
/// <param name="Role">What it is to us.</param>
/// <param name="Name">Its name; empty: the base has none.</param>
/// <param name="Fields">Our field to its names, the first filled one counts.</param>
internal sealed record ODataEntity(ODataRole Role, string Name, IReadOnlyDictionary<string, IReadOnlyList<string>> Fields)
{
    /// <summary>Whether the base has such an entity.</summary>
    public bool Exists => Name.Length > 0;

    /// <summary>The names of a field; none where it has none.</summary>
    public IReadOnlyList<string> NamesOf(string field) => Fields.TryGetValue(field, out var names) ? names : [];
}

/// <summary>
/// The names of the known configurations of 1C. Sources: the integration notes of a running base of Альфа-Авто 6 and of
/// 1С:Автосервис; no two bases are alike, so that each name can be set.
/// </summary>
internal static class ODataPresets
{
    private static readonly Dictionary<string, Dictionary<ODataRole, (string Name, string[] Fields)>> Presets = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AlfaAvto"] = new()
        {
            [ODataRole.Booking] = ("Document_ЗаявкаНаРемонт",
            [
                "number=Number", "createdAt=Date", "plannedAt=ДатаНачала", "vehicle=Автомобиль_Key|Автомобили.Автомобиль_Key", "vin=VIN", "plate=ГосНомер",
                "model=Модель_Key", "client=Заказчик_Key|Контрагент_Key", "clientName=", "clientPhone=ПредставлениеТелефона",
                "complaint=ОписаниеПричиныОбращения|ПричиныОбращения.ПричинаОбращенияСодержание", "operator=Ответственный_Key|Мастер_Key", "possibleRepeat=",
            ]),
            [ODataRole.WorkOrder] = ("Document_ЗаказНаряд",
            [
                "number=Number", "openedAt=Date", "closedAt=ДатаЗакрытия", "vehicle=Автомобили.Автомобиль_Key|Автомобиль_Key", "vin=VIN", "plate=ГосНомер",
                "model=Модель_Key", "consolidated=СводныйРемонтныйЗаказ_Key", "booking=ЗаявкаНаРемонт_Key|ДокументОснование", "kind=ВидРемонта_Key",
                "state=Состояние_Key|Состояние", "odometerKm=Пробег", "client=Заказчик_Key|Контрагент_Key", "clientName=", "clientPhone=ПредставлениеТелефона",
                "complaint=ОписаниеПричиныОбращения|ПричиныОбращения.ПричинаОбращенияСодержание|Комментарий", "foreman=", "advisor=Мастер_Key|Ответственный_Key",
                "possibleRepeat=", "total=СуммаДокумента", "lines=Автоработы|Работы", "line.job=Авторабота_Key|Работа_Key", "line.text=Содержание|Наименование",
                "line.mechanic=Исполнитель_Key|Сотрудник_Key", "line.normHours=НормаВремени|Нормочасы", "line.rate=СтоимостьНормочаса|ЦенаНормочаса",
                "parts=Товары", "part.item=Номенклатура_Key", "part.name=Содержание", "part.quantity=Количество",
            ]),
            [ODataRole.Consolidated] = ("Document_СводныйРемонтныйЗаказ", ["number=Number", "openedAt=Date", "vehicle=Автомобиль_Key|Автомобили.Автомобиль_Key"]),
            [ODataRole.Vehicle] = ("Catalog_Автомобили", ["vin=VIN", "vin2=VINТекущий", "plate=ГосНомер", "name=Description", "model=Модель_Key"]),
            [ODataRole.Kind] = ("Catalog_ВидыРемонта", ["name=Description"]),
            [ODataRole.State] = ("Catalog_ВидыСостоянийЗаказНарядов", ["name=Description"]),
            [ODataRole.Staff] = ("Catalog_Сотрудники", ["name=Description", "code=Code"]),
            [ODataRole.Job] = ("Catalog_Автоработы", ["name=Description", "code=Артикул|Code"]),
            [ODataRole.Part] = ("Catalog_Номенклатура", ["name=Description", "code=Артикул|Code"]),
            [ODataRole.Client] = ("Catalog_Контрагенты", ["name=Description", "phone=Телефон"]),
            [ODataRole.Model] = ("Catalog_Модели", ["name=Description"]),
        },
        ["Autoservice"] = new()
        {
            [ODataRole.Booking] = ("Document_асЗаявкаНаРемонт",
            [
                "number=Number", "createdAt=Date", "plannedAt=ДатаНачала|ДатаНачалаРемонта", "vehicle=Автомобиль_Key", "vin=", "plate=", "model=",
                "client=Заказчик_Key|Контрагент_Key", "clientName=", "clientPhone=Телефон", "complaint=ПричинаОбращения|Комментарий", "operator=Ответственный_Key",
                "possibleRepeat=",
            ]),
            [ODataRole.WorkOrder] = ("Document_асЗаказНаряд",
            [
                "number=Number", "openedAt=Date", "closedAt=ДатаЗакрытия|ДатаОкончания", "vehicle=Автомобиль_Key", "vin=", "plate=", "model=", "consolidated=",
                "booking=ЗаявкаНаРемонт_Key|ДокументОснование_Key|ДокументОснование", "kind=ВидРемонта_Key", "state=Состояние_Key|Состояние", "odometerKm=Пробег",
                "client=Заказчик_Key|Контрагент_Key", "clientName=", "clientPhone=Телефон", "complaint=ПричинаОбращения|Комментарий", "foreman=",
                "advisor=Мастер_Key|Ответственный_Key", "possibleRepeat=", "total=СуммаДокумента", "lines=Автоработы|Работы",
                "line.job=Авторабота_Key|Работа_Key|Номенклатура_Key", "line.text=Содержание", "line.mechanic=Исполнитель_Key|Сотрудник_Key",
                "line.normHours=НормаВремени|Нормочасы", "line.rate=СтоимостьНормочаса|Цена", "parts=Товары|Запасы", "part.item=Номенклатура_Key",
                "part.name=Содержание", "part.quantity=Количество",
            ]),
            [ODataRole.Consolidated] = ("", ["number=Number", "openedAt=Date", "vehicle=Автомобиль_Key"]),
            [ODataRole.Vehicle] = ("Catalog_асАвтомобили", ["vin=VIN", "vin2=", "plate=ГосНомер|ГосударственныйНомер", "name=Description", "model=Модель_Key"]),
            [ODataRole.Kind] = ("Catalog_асВидыРемонта", ["name=Description"]),
            [ODataRole.State] = ("Catalog_асСостоянияЗаказНарядов", ["name=Description"]),
            [ODataRole.Staff] = ("Catalog_Сотрудники", ["name=Description", "code=Code"]),
            [ODataRole.Job] = ("Catalog_асАвтоработы", ["name=Description", "code=Артикул|Code"]),
            [ODataRole.Part] = ("Catalog_Номенклатура", ["name=Description", "code=Артикул|Code"]),
            [ODataRole.Client] = ("Catalog_Контрагенты", ["name=Description", "phone=Телефон"]),
            [ODataRole.Model] = ("Catalog_асМодели", ["name=Description"]),
        },
    };

    /// <summary>The names of the presets.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Presets.Keys];

    /// <summary>The fields that an entity of that role has.</summary>
    public static IReadOnlyList<string> FieldsOf(ODataRole role) =>
        [.. Presets["AlfaAvto"][role].Fields.Select(x => x.Split('=')[0])];

    /// <summary>The entities of a source: those of its preset, with what the settings say otherwise.</summary>
    /// <param name="settings">Checked.</param>
    public static IReadOnlyDictionary<ODataRole, ODataEntity> Of(ODataSettings settings) =>
        Presets[settings.Preset].ToDictionary(x => x.Key, x =>
        {
            var over = settings.Entities.GetValueOrDefault(x.Key.ToString());
            var fields = x.Value.Fields.Select(f => f.Split('=')).ToDictionary(f => f[0], f => f[1]);
            foreach (var (field, names) in over?.Fields ?? []) fields[field] = names;
            return new ODataEntity(x.Key, over?.Name ?? x.Value.Name, fields.ToDictionary(
                f => f.Key, f => (IReadOnlyList<string>)f.Value.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
        });
}
