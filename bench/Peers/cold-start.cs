#:package Microsoft.ML.OnnxRuntime
#:package SkiaSharp
#:package SkiaSharp.NativeAssets.Linux.NoDependencies
#:property PublishAot=false
#:property TieredPGO=false
#:property GenerateDocumentationFile=false
#:property RestorePackagesWithLockFile=false
// What a small program with ONNX Runtime does that reads one digit: cold-start MODEL.onnx DIGIT.png
// The picture is of 28 x 28, light ink on black, so nothing needs to be prepared.
using Microsoft.ML.OnnxRuntime;
using SkiaSharp;

using SKBitmap picture = SKBitmap.Decode(args[1]).Copy(SKColorType.Gray8);
float[] pixels = [.. picture.Bytes.Select(value => value / 255f)];
using SessionOptions options = new() { IntraOpNumThreads = 1 };
using InferenceSession session = new(args[0], options);
long[] shape = [.. session.InputMetadata["pixels"].Dimensions.Select(size => (long)Math.Abs(size))];
using OrtValue input = OrtValue.CreateTensorValueFromMemory(pixels, shape);
using RunOptions run = new();
using IDisposableReadOnlyCollection<OrtValue> results =
    session.Run(run, ["pixels"], [input], ["probabilities"]);
float[] probabilities = results[0].GetTensorDataAsSpan<float>().ToArray();
int digit = Array.IndexOf(probabilities, probabilities.Max());
Console.WriteLine($"{args[1]}  {digit}  {probabilities[digit]:P1}");
