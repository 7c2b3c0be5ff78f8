using System.Globalization;

namespace ServiceBot.Hosting.Commands;

/// <summary>What the command line says.</summary>
internal sealed class CommandWording(CultureInfo culture) : Wording(culture);
