namespace ServiceBot.Tests.Harness;

/// <summary>Stories that need the machine to themselves: other tests beside them would be measured too.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
