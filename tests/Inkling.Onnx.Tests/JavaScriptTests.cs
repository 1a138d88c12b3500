using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Inkling.Recognition.Models;
using Inkling.Recognition.Tests.Data;

namespace Inkling.Onnx.Tests;

/// <summary>The program of docs/onnx.md, run by Node with onnxruntime-node.</summary>
public sealed partial class JavaScriptTests : IDisposable
{
    private const string Variable = "INKLING_NODE_MODULES";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_documents_program_reads_blank_paper_as_the_engine_does()
    {
        string modules = Environment.GetEnvironmentVariable(Variable) ?? "";
        if (modules.Length == 0)
        {
            Assert.Skip("NOT TESTED: ONNX in JavaScript. npm install onnxruntime-node, and set "
                + $"{Variable} to its folder node_modules.");
        }
        OnnxFile.Write(DigitModel.Default, _folder.At("inkling.onnx"));
        Directory.CreateSymbolicLink(_folder.At("node_modules"), Path.GetFullPath(modules));
        string document = File.ReadAllText(Path.Combine(Root(), "docs", "onnx.md"));
        _folder.File("read.mjs", Program().Match(document).Groups[1].Value);
        using Process node = Process.Start(new ProcessStartInfo("node", "read.mjs")
        {
            WorkingDirectory = _folder.Root,
            RedirectStandardOutput = true,
        })!;
        string output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, output);
        float[] numbers = [.. Number().Matches(output).Select(
            match => float.Parse(match.Value, System.Globalization.CultureInfo.InvariantCulture))];
        (float[] digits, float[] noDigit) = Runtime.Read(DigitModel.Default, new byte[784]);
        Runtime.AssertAlike([.. digits, .. noDigit], numbers);
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex("```js\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Program();

    [GeneratedRegex(@"\d\.\d+(e-\d+)?")]
    private static partial Regex Number();
}
