using System.Globalization;
using ServiceBot.Hosting;

namespace ServiceBot.Intake.Api;

/// <summary>What the HTTP API says in words.</summary>
internal sealed class ApiWording(CultureInfo culture) : Wording(culture);
