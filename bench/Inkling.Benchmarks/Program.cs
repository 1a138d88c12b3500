using Inkling.Benchmarks;
using Inkling.Datasets;
using Inkling.Recognition.Data;

// What bench/pixels.py, bench/serving and bench/side-by-side.sh start.
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
        case ["pixels"]:
            return PixelDump.Run();
        case ["load", string address, string count, string clients, .. string[] files]:
            return LoadRun.Run(new Uri(address), int.Parse(count), int.Parse(clients), files);
        case ["engine"]:
            return EngineRun.Run();
        case ["layers", string network]:
            return LayerTiming.Run(network);
        case ["convert", string csv]:
            return ConversionRun.Run(csv, folder: null);
        case ["convert", string csv, string folder]:
            return ConversionRun.Run(csv, folder);
        case ["open", string model]:
            return OpenRun.Run(model);
        case ["parts", string folder]:
            return PartsRun.Run(folder);
        case ["validation", .. { Length: > 0 } networks]:
            return ValidationRun.Run(networks);
        case ["benchmark", .. string[] options]:
            return Benchmarks.Run(options);
        default:
            Console.Error.WriteLine(
                """
                pixels                           writes the pixels of the files named on standard input
                load URL COUNT CLIENTS FILE...   posts files from so many clients, measures the answers
                engine                           measures the network by the names on standard input
                layers NETWORK                   measures each layer of a network, forward and back
                open MODEL                       opens a model: the first time, and the median of 100 more
                parts FOLDER                     decodes, prepares and reads its pictures, for each line
                validation NETWORK...            reads the networks' validation set, each and together
                convert CSV [FOLDER]             parses or formats its rows, or decodes the folder's JPEGs, by
                                                 "read", "write" or "decode" on a line
                benchmark [OPTION...]            times single functions; --list flat names them, --filter
                                                 '*Prepare*' chooses, --help tells BenchmarkDotNet's others
                """);
            return 2;
    }
}
