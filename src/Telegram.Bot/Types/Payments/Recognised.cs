namespace Telegram.Bot.Types.Payments;

/// <inheritdoc cref="Recognised"/>
public class Invoice;

/// <inheritdoc cref="Recognised"/>
public class PreCheckoutQuery;

/// <inheritdoc cref="Recognised"/>
public class RefundedPayment;

/// <inheritdoc cref="Recognised"/>
public class ShippingQuery;

/// <inheritdoc cref="Recognised"/>
public class SuccessfulPayment;
