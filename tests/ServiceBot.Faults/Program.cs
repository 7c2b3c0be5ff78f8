using ServiceBot.Faults;
using ServiceBot.Faults.Weeks;

return WeekService.IsAsked(args) ? await WeekService.RunAsync(args) : await FaultTable.RunAsync(args, Console.Out);
