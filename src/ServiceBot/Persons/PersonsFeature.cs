namespace ServiceBot.Persons;

/// <summary>What takes persons out of the store.</summary>
internal static class PersonsFeature
{
    public static IServiceCollection AddPersons(this IServiceCollection services)
    {
        services.AddSingleton<PersonRows>();
        services.AddSingleton<OldPersons>();
        services.AddSingleton<ForgetPerson>();
        return services;
    }
}
