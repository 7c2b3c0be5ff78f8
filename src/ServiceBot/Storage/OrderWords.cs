namespace ServiceBot.Storage;

/// <summary>Of the body of a work order what the rules read; the rest is passed over.</summary>
internal sealed class OrderWords
{
    public DateTimeOffset OpenedAt { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public string? Complaint { get; set; }
    public List<Job> Lines { get; set; } = [];
    public List<Part> Parts { get; set; } = [];

    internal sealed class Job
    {
        public string? Text { get; set; }
        public string? Area { get; set; }
    }

    internal sealed class Part
    {
        public string? Name { get; set; }
    }
}
