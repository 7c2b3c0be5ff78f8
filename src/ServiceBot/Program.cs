using ServiceBot.Hosting.Commands;

return await CommandLine.RunAsync(args);
