using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace ServiceBot.Hosting;

/// <summary>
/// Keeps the sums of our counters and writes them as Prometheus reads them (text format 0.0.4). The exporter packages
/// of OpenTelemetry for it are not to be had where this is built.
/// </summary>
internal sealed class PrometheusText : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly string[] Watched = [Telemetry.MeterName];
    private readonly ConcurrentDictionary<string, (string Description, string Type)> _described = new();
    private readonly ConcurrentDictionary<(string Name, string Labels), double> _sums = new();
    private readonly ConcurrentDictionary<(string Name, string Labels), Distribution> _distributions = new();
    private readonly MeterListener _listener = new();

    public PrometheusText()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!Watched.Contains(instrument.Meter.Name)) return;
            _described[NameOf(instrument)] = (instrument.Description ?? "", instrument is Histogram<double> ? "histogram" : "counter");
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Everything counted so far, then the gauges given.</summary>
    /// <param name="gauges">What is measured at this moment; names as Prometheus writes them.</param>
    public string Write(IEnumerable<Gauge> gauges)
    {
        var text = new StringBuilder();
        foreach (var (name, (description, type)) in _described.OrderBy(x => x.Key, StringComparer.Ordinal))
        {
            Head(text, name, description, type);
            foreach (var ((_, labels), sum) in _sums.Where(x => x.Key.Name == name).OrderBy(x => x.Key.Labels, StringComparer.Ordinal))
                Line(text, name, labels, sum);
            foreach (var ((_, labels), found) in _distributions.Where(x => x.Key.Name == name).OrderBy(x => x.Key.Labels, StringComparer.Ordinal))
                Lines(text, name, labels, found);
        }

        foreach (var group in gauges.GroupBy(x => x.Name))
        {
            Head(text, group.Key, group.First().Description, "gauge");
            foreach (var gauge in group) Line(text, gauge.Name, Labels(gauge.Tags), gauge.Value);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = (NameOf(instrument), Labels(tags));
        if (instrument is Histogram<double> histogram)
            _distributions.GetOrAdd(key, static (_, bounds) => new Distribution(bounds), histogram.Advice?.HistogramBucketBoundaries ?? []).Add(value);
        else
            _sums.AddOrUpdate(key, value, (_, sum) => sum + value);
    }

    private static string NameOf(Instrument instrument) =>
        instrument.Name.Replace('.', '_').Replace('-', '_')
        + (instrument is not Histogram<double> ? "_total" : instrument.Unit == "s" ? "_seconds" : "");

    private static void Lines(StringBuilder text, string name, string labels, Distribution found)
    {
        var (counts, sum) = found.Read();
        var inner = labels.Length == 0 ? "" : labels[1..^1] + ",";
        var total = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            var bound = i < found.Bounds.Count ? found.Bounds[i].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
            Line(text, name + "_bucket", $"{{{inner}le=\"{bound}\"}}", total);
        }

        Line(text, name + "_sum", labels, sum);
        Line(text, name + "_count", labels, total);
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0) return "";
        var text = new StringBuilder("{");
        foreach (var (key, value) in tags)
        {
            if (text.Length > 1) text.Append(',');
            text.Append(key).Append("=\"").Append(Escaped(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")).Append('"');
        }

        return text.Append('}').ToString();
    }

    private static void Head(StringBuilder text, string name, string description, string type) => text
        .Append("# HELP ").Append(name).Append(' ').Append(description.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)).Append('\n')
        .Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Line(StringBuilder text, string name, string labels, double value) => text
        .Append(name).Append(labels).Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');

    private static string Escaped(string value) => value
        .Replace("\\", @"\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", @"\n", StringComparison.Ordinal);
}

/// <summary>How many values fell between the bounds.</summary>
internal sealed class Distribution(IReadOnlyList<double> bounds)
{
    private readonly Lock _gate = new();
    private readonly long[] _counts = new long[bounds.Count + 1];
    private double _sum;

    /// <summary>The upper ends, rising; what is above the last is counted after it.</summary>
    public IReadOnlyList<double> Bounds => bounds;

    public void Add(double value)
    {
        var i = 0;
        while (i < bounds.Count && value > bounds[i]) i++;
        lock (_gate)
        {
            _counts[i]++;
            _sum += value;
        }
    }

    /// <summary>The counts at this moment, one a bound and one above, and the sum of the values.</summary>
    public (long[] Counts, double Sum) Read()
    {
        lock (_gate) return ([.. _counts], _sum);
    }
}

/// <summary>A value at this moment.</summary>
/// <param name="Name">As Prometheus writes it, unit at the end.</param>
/// <param name="Description">In a line.</param>
/// <param name="Value">The value.</param>
/// <param name="Tags">Names and values that tell it from others of the name.</param>
internal sealed record Gauge(string Name, string Description, double Value, params KeyValuePair<string, object?>[] Tags);
