using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace ServiceBot.Hosting;

/// <summary>A secret that stood in the address of a request, for the feature that is asked with it.</summary>
/// <param name="Value">As it was written there.</param>
internal sealed record AddressSecret(string Value);

/// <summary>
/// Takes secrets out of addresses before anything of the server can write an address down — request logs, traces, problem
/// details: one-time links (<c>/enter/CODE</c>) and survey tools that cannot send a header (<c>/hooks/NAME/SECRET</c>).
/// </summary>
internal sealed class SecretsInAddresses(IServer inner) : IServer
{
    /// <summary>What stands in the address in the place of the secret.</summary>
    public const string Hidden = "hidden";

    // How many parts of the path come before the secret.
    private static readonly (string Start, int Parts)[] Places = [("/enter/", 1), ("/hooks/", 2)];

    public IFeatureCollection Features => inner.Features;

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull =>
        inner.StartAsync(new Hiding<TContext>(application), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => inner.StopAsync(cancellationToken);

    public void Dispose() => inner.Dispose();

    /// <summary>Puts it before the server that is registered.</summary>
    public static void Guard(IServiceCollection services)
    {
        var server = services.Last(x => x.ServiceType == typeof(IServer));
        services.Remove(server);
        services.AddSingleton<IServer>(x => new SecretsInAddresses(
            (IServer)(server.ImplementationFactory?.Invoke(x) ?? ActivatorUtilities.CreateInstance(x, server.ImplementationType!))));
    }

    private static void Hide(IFeatureCollection features)
    {
        if (features.Get<IHttpRequestFeature>() is not { } request) return;
        foreach (var (start, parts) in Places)
        {
            if (!request.Path.StartsWith(start, StringComparison.OrdinalIgnoreCase)) continue;
            var at = 0;
            for (var i = 0; i < parts && at >= 0; i++) at = request.Path.IndexOf('/', at + 1);
            if (at < 0 || at + 1 == request.Path.Length) return;
            features.Set(new AddressSecret(request.Path[(at + 1)..]));
            request.Path = request.Path[..(at + 1)] + Hidden;
            request.RawTarget = request.Path;
            return;
        }
    }

    private sealed class Hiding<TContext>(IHttpApplication<TContext> inner) : IHttpApplication<TContext>
        where TContext : notnull
    {
        public TContext CreateContext(IFeatureCollection contextFeatures)
        {
            Hide(contextFeatures);
            return inner.CreateContext(contextFeatures);
        }

        public Task ProcessRequestAsync(TContext context) => inner.ProcessRequestAsync(context);

        public void DisposeContext(TContext context, Exception? exception) => inner.DisposeContext(context, exception);
    }
}

/// <summary>Reads what was taken out.</summary>
internal static class AddressSecrets
{
    /// <summary>The secret of the address; what stands in the path where nothing guards it.</summary>
    public static string SecretOf(this HttpContext context, string inPath) => context.Features.Get<AddressSecret>()?.Value ?? inPath;
}
