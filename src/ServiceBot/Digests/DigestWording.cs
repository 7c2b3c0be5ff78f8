using System.Globalization;
using ServiceBot.Hosting;

namespace ServiceBot.Digests;

/// <summary>What the weekly digest says.</summary>
internal sealed class DigestWording(CultureInfo culture) : Wording(culture);
