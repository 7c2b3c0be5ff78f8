using ServiceBot.Faults;
using ServiceBot.Faults.Weeks;

return WeekServing.IsAsked(args) ? await WeekServing.RunAsync(args) : await FaultTable.RunAsync(args, Console.Out);
