using ServiceBot.Benchmarks;
using ServiceBot.Benchmarks.Service;

return args is [UnpacedHost.Command, ..] ? await UnpacedHost.RunAsync(args[1])
    : args is [LeapingHost.Command, ..] ? await LeapingHost.RunAsync(args[1], isLeaking: false)
    : args is [LeapingHost.Command + "-" + LeapingHost.Leaking, ..] ? await LeapingHost.RunAsync(args[1], isLeaking: true)
    : await BenchmarkRun.RunAsync(args, Console.Out);
