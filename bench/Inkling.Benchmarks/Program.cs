using Inkling.Benchmarks;
using Inkling.Recognition.Data;

// What bench/decoders, bench/serving and bench/side-by-side.sh start. The decoders' paths come on standard
// input, one a line.
try
{
    return Run(args);
}
catch (DataException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}

static int Run(string[] args)
{
    switch (args)
    {
        case ["pixels", .. string[] options]:
            return PixelDump.Run(DecodeOptions.Parse(options));
        case ["time", .. string[] options]:
            return DecodeRun.Run(DecodeOptions.Parse(options));
        case ["hostile", string folder, string count, string pixels]:
            return HostileRun.Run(folder, long.Parse(count), long.Parse(pixels));
        case ["load", string address, string count, string clients, .. string[] files]:
            return LoadRun.Run(new Uri(address), int.Parse(count), int.Parse(clients), files);
        case ["engine"]:
            return EngineRun.Run();
        case ["layers", string network]:
            return LayerTiming.Run(network);
        case ["csv", string file]:
            return CsvRun.Run(file);
        case ["held-back", .. { Length: > 0 } networks]:
            return HeldBackRun.Run(networks);
        case ["benchmark", .. string[] options]:
            return Benchmarks.Run(options);
        default:
            Console.Error.WriteLine(
                """
                pixels [--grey]                  decodes the files on standard input, writes their pixels
                time [--grey] [--loaded]         decodes them all once for each line behind an empty one
                hostile FOLDER COUNT PIXELS      decodes so many damaged files of a folder's pictures
                load URL COUNT CLIENTS FILE...   posts files from so many clients, measures the answers
                engine                           measures the network by the names on standard input
                layers NETWORK                   measures each layer of a network, forward and back
                held-back NETWORK...             reads what the networks' trainings held back
                csv FILE                         parses or formats its rows by "read" or "write" on a line
                benchmark [OPTION...]            times single functions; --list flat names them, --filter
                                                 '*Prepare*' chooses, --help tells BenchmarkDotNet's others
                """);
            return 2;
    }
}
