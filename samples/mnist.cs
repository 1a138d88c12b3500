#:project ../src/Inkling.Datasets
#:property GenerateDocumentationFile=false
#:property RestorePackagesWithLockFile=false
using Inkling.Datasets;
using Inkling.Neural.Models;
using Inkling.Neural.Networks;
using Inkling.Neural.Training;

DigitSource mnist = DigitSource.Open(args.FirstOrDefault("mnist")); // or a folder, an IDX or a CSV file
Network network = new NetworkBuilder(784).Dropout(0.2f).Dense(256).Relu().Dropout(0.15f)
    .Dense(64).Relu().Dropout(0.15f).Dense(10).Build();
FitOptions options = new()
{
    Epochs = 25, LearningRate = 0.002f, Schedule = new() { WarmUpEpochs = 1 },
    Optimiser = new() { WeightDecay = 0.02f }, ValidationShare = 1.0 / 12,
};
Model model = new(network);
model.Fit(mnist.Training.Read(), options, new Progress<EpochReport>(epoch => Console.Error.WriteLine(epoch)));
Console.WriteLine($"test set: {model.Evaluate(mnist.Evaluation.Read()).Metric:P2}");
model.Save("network.npz");
