using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Signals;

/// <summary>Sources without a column for the kind: an order is a repair, and its words may say otherwise.</summary>
public class KindsByWordsTests
{
    private static WorkOrder Earlier(string? complaint, params string[] works) =>
        New.WorkOrder("E1", "2026-11-01 09:00", "2026-11-01 18:00", complaint) with { Lines = [.. works.Select(x => new WorkOrderLine(null, x))] };

    private static WorkOrder Back(string? complaint, params string[] works) =>
        New.Return("R1", "2026-11-05 10:00", complaint!) with { Lines = [.. works.Select(x => new WorkOrderLine(null, x))] };

    [Theory]
    [InlineData("ТО-2", "ТО-2, замена масла и фильтров")]
    [InlineData(null, "Замена масла ДВС", "Масляный фильтр - замена", "Фильтр воздушный замена")]
    [InlineData("плановое ТО", "Техническое обслуживание 60 000 км", "Диагностика подвески")]
    [InlineData(null, "Шиномонтаж R16 4 колеса", "Балансировка")]
    [InlineData("переобуться", "сезонная замена шин")]
    [InlineData("мойка", "Мойка двигателя")]
    [InlineData("установка тахографа", "Доп. оборудование: установка тахографа")]
    [InlineData("страховой случай, ДТП, стук спереди", "замена шаровой опоры")]
    [InlineData(null, "Предпродажная подготовка", "замена аккумулятора")]
    [InlineData("отзывная кампания", "замена шаровой опоры левой")]
    [InlineData("покраска двери", "Окраска двери левой")]
    public void An_order_whose_words_say_so_is_no_repair_on_either_side(string? complaint, params string[] works)
    {
        Assert.Null(Judging.Return(Earlier(complaint, works), New.Return("R1", "2026-11-05 10:00", "стук спереди, сел аккумулятор, не закрывается дверь")));
        Assert.Null(Judging.Return(Earlier("стук спереди", "замена шаровой опоры", "замена аккумулятора"), Back(complaint, works)));
    }

    [Theory]
    [InlineData("ТО-2, стук спереди", "ТО-2, замена масла", "замена шаровой опоры")]
    [InlineData("ТО-2", "ТО-2", "замена шаровой опоры левой")]
    [InlineData("вибрация руля", "Балансировка колёс")]
    [InlineData("стук спереди", "мойка")]
    [InlineData(null, "Замена тормозных колодок передних при ТО")]
    [InlineData("что-то стучит", "протяжка подвески")]
    public void A_fault_complained_of_or_one_job_that_mends_makes_it_a_repair(string? complaint, params string[] works)
    {
        var earlier = Earlier("стук спереди, вибрация, скрип", "замена шаровой опоры", "замена колодок");
        Assert.NotNull(Judging.Return(earlier, Back(complaint, works)));
    }

    [Fact]
    public void A_warranty_is_what_it_says_whatever_was_done() =>
        Assert.NotNull(Judging.Return(Earlier("ТО", "замена масла") with { OrderKind = WorkOrderKind.Warranty }, Back("течь масла", "замена прокладки поддона")));

    [Fact]
    public void A_setting_takes_an_order_at_its_kind_alone()
    {
        var settings = new RuleSettings { KindsByWords = false };
        Assert.NotNull(Judging.Return(settings, Earlier("ТО-2", "замена масла"), Back("ТО-2", "замена масла")));
    }

    [Fact]
    public void A_kind_that_the_setting_counts_as_repair_counts_by_its_words_too()
    {
        var settings = new RuleSettings { ExcludedKinds = new HashSet<WorkOrderKind> { WorkOrderKind.Body } };
        Assert.NotNull(Judging.Return(settings, Earlier("ТО-2", "замена масла"), Back("течь масла", "замена прокладки поддона")));
    }

    [Theory]
    [InlineData("Стартер опять не крутит, привезли на галстуке")]
    [InlineData("Не заводится, привезли на эвакуаторе, стартер")]
    public void A_car_that_was_towed_in_brings_no_awaited_part(string complaint) =>
        Assert.True(Judging.Return(Earlier("не крутит стартер", "ремонт стартера"), Back(complaint, "замена стартера"))!.OpensCase);
}
