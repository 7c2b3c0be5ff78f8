using System.Globalization;
using ServiceBot.Hosting;

namespace ServiceBot.Alerts;

/// <summary>The words of a case's card.</summary>
internal sealed class CardWording(CultureInfo culture) : Wording(culture);
