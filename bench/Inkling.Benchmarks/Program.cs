using Inkling.Benchmarks;

// Paths come on standard input, one a line; bench/decoders.py holds what is printed against other decoders.
switch (args)
{
    case ["pixels", .. string[] options]:
        return PixelDump.Run(DecodeOptions.Parse(options));
    case ["time", .. string[] options]:
        return DecodeTiming.Run(DecodeOptions.Parse(options));
    case ["hostile", string folder, string count, string pixels]:
        return HostileRun.Run(folder, int.Parse(count), long.Parse(pixels));
    default:
        Console.Error.WriteLine(
            """
            pixels [--grey] [--scale 2|4|8]         decodes the files on standard input, writes their pixels
            time [--grey] [--scale 2|4|8]           decodes them all once for each line behind an empty one
            hostile FOLDER COUNT PIXELS             decodes so many mutations of a folder's pictures within a limit
            """);
        return 2;
}
