using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Inkling.Documents.Tests;

/// <summary>
/// Compiles a block as a program of its own that refers to Inkling.Datasets and so to all but Web and Cli:
/// with the SDK's implicit usings, nullable on, and public types only. What names ASP.NET is compiled as the
/// Web SDK does.
/// </summary>
internal static class UserProgram
{
    // Inkling's, and what comes with Inkling.Recognition. No block names a type of SkiaSharp, LibTiff or Sep.
    private static readonly string[] Libraries =
    [
        "Inkling.Neural", "Inkling.Imaging", "Inkling.Recognition", "Inkling.Pictures", "Inkling.Datasets",
        "Microsoft.Extensions.Options", "Microsoft.Extensions.DependencyInjection.Abstractions",
        "Microsoft.Extensions.Primitives",
    ];

    private static readonly string[] Usings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http",
        "System.Threading", "System.Threading.Tasks",
    ];

    private static readonly string[] WebUsings =
    [
        "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http",
        "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.Configuration",
        "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting",
        "Microsoft.Extensions.Logging", "System.Net.Http.Json",
    ];

    private static readonly CSharpParseOptions Language = new CSharpParseOptions(LanguageVersion.CSharp14)
        .WithFeatures([new("FileBasedProgram", "true")]); // a block may begin with "#:project"

    private static readonly CSharpCompilationOptions Options =
        new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable);

    private static readonly string[] Platform =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    private static readonly MetadataReference[] Plain = References(web: false), Web = References(web: true);

    /// <summary>Errors and warnings, each with document and line.</summary>
    public static IEnumerable<string> Faults(CodeBlock block)
    {
        bool web = block.Text.Contains("WebApplication", StringComparison.Ordinal)
            || block.Text.Contains("Microsoft.AspNetCore", StringComparison.Ordinal);
        string usings = string.Concat(
            (web ? [.. Usings, .. WebUsings] : Usings).Select(name => $"global using {name};\n"));
        CSharpCompilation program = CSharpCompilation.Create(
            "UserProgram", [Parse(block.Text), Parse(usings)], web ? Web : Plain, Options);
        return program.GetDiagnostics().Where(one => one.Severity >= DiagnosticSeverity.Warning).Select(one =>
        {
            int line = block.Line + 1 + one.Location.GetLineSpan().StartLinePosition.Line;
            return $"{block.Document}:{line}: {one.Id}: {one.GetMessage()}";
        });
    }

    private static SyntaxTree Parse(string text) => SyntaxFactory.ParseSyntaxTree(text, Language);

    private static MetadataReference[] References(bool web) =>
    [
        .. Platform.Where(file => IsIn("Microsoft.NETCore.App", file)
            || (web && IsIn("Microsoft.AspNetCore.App", file))
            || Libraries.Contains(Path.GetFileNameWithoutExtension(file)))
        .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    // …/shared/Microsoft.NETCore.App/10.0.0/System.Linq.dll
    private static bool IsIn(string framework, string file) =>
        Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file))) == framework;
}
