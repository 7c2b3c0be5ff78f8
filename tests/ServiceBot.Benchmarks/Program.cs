using ServiceBot.Benchmarks;
using ServiceBot.Benchmarks.Service;

return args is [UnpacedHost.Command, ..]
    ? await UnpacedHost.RunAsync(args[1])
    : await BenchmarkRun.RunAsync(args, Console.Out);
