using System.Globalization;
using ServiceBot.Hosting;

namespace ServiceBot.Cases;

/// <summary>What is said about cases apart from their cards.</summary>
internal sealed class CaseWording(CultureInfo culture) : Wording(culture);
