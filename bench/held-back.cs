#:project ../src/Inkling.Recognition
#:property GenerateDocumentationFile=false
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false
// How many of the digits that a training held back other networks misread, joined or shifted ones too, which hold back nothing by
// themselves: dotnet run -c Release bench/held-back.cs -- a.npz b.npz ab.npz
// The first network says which digits of MNIST's training set these are; no other may have learnt from them. INKLING_DATA says where MNIST is.

using Inkling.Neural.Training;
using Inkling.Recognition;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

if (args.Length == 0)
{
    Console.Error.WriteLine("name networks, first one that its training tells what it held back.");
    return 1;
}
DigitSet digits = DigitSource.Open("mnist").Training.Read();
TrainingSettings settings = ModelFile.Read(args[0]).Facts.Training
    ?? throw new ModelException($"{args[0]}: does not say how it was trained: name one that was not joined.");
DigitSet held = digits.Subset(SampleSplit.Of(digits.Count, digits.Count, settings).Validation);
Evaluation[] readings = [.. args.Select(path => Evaluation.Run(ModelFile.Read(path), held))];
foreach ((string path, Evaluation read) in args.Zip(readings))
    Console.WriteLine($"{path}: {held.Count - read.Correct:N0} of {held.Count:N0} misread");
int[] byAll = [.. readings[0].Mistakes.Where(i => readings.All(read => read.Mistakes.Contains(i)))];
int alike = byAll.Count(i => readings.All(read => read.Read[i] == readings[0].Read[i]));
Console.WriteLine($"by all of them: {byAll.Length:N0}, of which alike {alike:N0}");
return 0;
