using System.Runtime.CompilerServices;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Inkling.Benchmarks;

/// <summary>
/// Times single functions by BenchmarkDotNet. They run in this process: a process for each would be a project
/// that is generated, restored and built.
/// </summary>
internal static class Benchmarks
{
    private static string Artifacts { get; } =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../artifacts/benchmarks"));

    public static int Run(string[] options)
    {
        IEnumerable<Summary> summaries = BenchmarkSwitcher.FromAssembly(typeof(Benchmarks).Assembly)
            .Run(["--inprocess", "--artifacts", Artifacts, .. options]);
        return summaries.All(HasSucceeded) ? 0 : 1;
    }

    private static bool HasSucceeded(Summary summary) =>
        !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
