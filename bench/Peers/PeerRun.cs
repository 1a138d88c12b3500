using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;

namespace Inkling.Peers;

/// <summary>
/// Answers measures by name, one a line of standard input, each with a line of seconds, as Inkling.Benchmarks
/// does. The first line that it prints names the library, or begins with "not loaded".
/// </summary>
internal static class PeerRun
{
    public static int Onnx(int threads, string dense, string shipped, string int8)
    {
        using OnnxMeasures measures = new(threads, dense, shipped, int8);
        return Answer($"ONNX Runtime {OrtEnv.Instance().GetVersionString()}", measures.Answer);
    }

    public static int Torch(int threads)
    {
        // Tried by itself first: TorchSharp tells of a failure on many lines, and copies 600 MB before.
        if (!NativeLibrary.TryLoad("LibTorchSharp", typeof(torch).Assembly, searchPath: null, out _))
        {
            Console.WriteLine("not loaded: TorchSharp's native library, which needs libstdc++ of GCC 13.2");
            return 0;
        }
        string version = TorchMeasures.Load(threads);
        TorchMeasures measures = new(MnistPixels.Training());
        return Answer(version, measures.Answer);
    }

    private static int Answer(string name, Func<string[], double> measure)
    {
        Console.WriteLine(name);
        while (Console.In.ReadLine() is { } line)
            Console.WriteLine($"{measure(line.Split(' ')):F9}");
        return 0;
    }
}
