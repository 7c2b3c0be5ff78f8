namespace ServiceBot.Domain.Sources;

/// <summary>A member of staff as a record names them.</summary>
/// <param name="Id">The key in the source system, or null when only a name was given.</param>
/// <param name="Name">The name as written.</param>
public sealed record Person(string? Id, string Name);

/// <summary>The customer as a record names them. Personal data.</summary>
/// <param name="Name">The name as written, or null.</param>
/// <param name="Phone">The telephone, or null.</param>
public sealed record Client(string? Name, PhoneNumber? Phone);
