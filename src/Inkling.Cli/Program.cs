using Inkling.Cli;

return Shell.Run(args);
