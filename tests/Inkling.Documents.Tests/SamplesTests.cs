using System.Globalization;
using Inkling.Recognition.Models;

namespace Inkling.Documents.Tests;

/// <summary>
/// The programs in samples/ do what they are for. Not at the same time as others that build: all use the same
/// folder. The console blocks run xor.cs.
/// </summary>
[Collection("dotnet run")]
public sealed class SamplesTests
{
    [Fact]
    public void The_curve_is_fitted()
    {
        string printed = new Command(0, "dotnet run samples/curve.cs", "").Run();
        Assert.Contains("mean absolute error: ", printed);
        Assert.InRange(Number(printed.Split(": ")[^1]), 0, 0.05); // the noise alone is 0.025
    }

    [Fact]
    public void The_program_for_MNIST_trains_any_digits_and_its_file_reads_digits()
    {
        string folder = Directory.CreateTempSubdirectory("inkling-samples-").FullName;
        try
        {
            File.WriteAllLines(Path.Combine(folder, "digits.csv"), Bars(200));
            string program = Path.Combine(Document.Root, "samples", "mnist.cs");
            string printed = new Command(0, $"dotnet run {program} digits.csv", "").Run(folder);
            Assert.StartsWith("test set: ", printed);
            Assert.InRange(Number(printed.Split(' ')[2]), 95, 100);
            Assert.False(DigitModel.Load(Path.Combine(folder, "network.npz")).KnowsNoDigit);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A row of a CSV file for each digit: a class is where its bar stands.
    private static IEnumerable<string> Bars(int count) => Enumerable.Range(0, count).Select(i =>
        $"{i % 10}," + string.Join(',', Enumerable.Range(0, 784).Select(pixel =>
            pixel % 28 / 2 == i % 10 + 2 && pixel / 28 > (i % 7) + 3 ? 230 : 0)));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
