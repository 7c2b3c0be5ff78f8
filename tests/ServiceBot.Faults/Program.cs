using ServiceBot.Faults;

return await FaultTable.RunAsync(args, Console.Out);
