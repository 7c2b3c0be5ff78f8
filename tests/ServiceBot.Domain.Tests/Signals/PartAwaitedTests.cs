using ServiceBot.Domain.Signals;

namespace ServiceBot.Domain.Tests.Signals;

public class PartAwaitedTests
{
    [Theory]
    [InlineData("ожидание з/ч")]
    [InlineData("Заказана запчасть")]
    [InlineData("Автомобиль выдан до прихода запчасти")]
    [InlineData("до поступления з/ч эксплуатация разрешена")]
    [InlineData("ждём деталь под заказ")]
    [InlineData("Диагностика. З/ч заказали, срок 5 дней")]
    [InlineData("запчасть не пришла")]
    [InlineData("waiting for parts")]
    [InlineData("радиатора нет в наличии, заказан")]
    [InlineData("после прихода запчасти пригласить клиента")]
    [InlineData("ожидаем поставку форсунок")]
    [InlineData("Ремонт отложен из-за отсутствия запчасти")]
    [InlineData("выдан без ремонта, нет в наличии термостата")]
    [InlineData("деталь пришла не та, ждём новую")]
    [InlineData("the part was ordered")]
    [InlineData("Не дождался запчасти")]
    public void A_part_is_awaited(string text)
    {
        Assert.True(PartAwaited.SaysPartIsAwaited(text));
        Assert.False(PartAwaited.SaysPartHasArrived(text));
    }

    [Theory]
    [InlineData("установка заказанной детали")]
    [InlineData("продолжение работ, пришла запчасть")]
    [InlineData("З/ч поступила, замена рейки")]
    [InlineData("Замена ранее заказанного радиатора")]
    [InlineData("part has arrived, continue repair")]
    [InlineData("приехал на установку, деталь получена")]
    [InlineData("Приехал на установку турбины, заказанной ранее")]
    [InlineData("Замена рейки (пришла под заказ)")]
    [InlineData("Доделать после прихода з/ч")]
    [InlineData("установили пришедшую запчасть")]
    [InlineData("второй этап работ")]
    [InlineData("part received, fitted")]
    public void The_part_has_arrived(string text)
    {
        Assert.True(PartAwaited.SaysPartHasArrived(text));
        Assert.False(PartAwaited.SaysPartIsAwaited(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("замена шаровой опоры")]
    [InlineData("клиент ожидает в зоне отдыха")]
    [InlineData("стук спереди")]
    [InlineData("заказ запчасти не требуется")]
    [InlineData("Заказ-наряд 123, замена колодок")]
    [InlineData("отсутствует давление масла")]
    [InlineData("клиент ожидает, замена стойки")]
    [InlineData("Запчасть привёз клиент")]
    [InlineData("клиент заказал замену колодок")]
    [InlineData("машина пришла на эвакуаторе, замена стартера")]
    public void Other_texts_say_neither(string? text)
    {
        Assert.False(PartAwaited.SaysPartIsAwaited(text));
        Assert.False(PartAwaited.SaysPartHasArrived(text));
    }
}
