#:project ../src/Inkling.Neural
#:property GenerateDocumentationFile=false
#:property RestorePackagesWithLockFile=false
using Inkling.Neural.Losses;
using Inkling.Neural.Models;
using Inkling.Neural.Training;

float[,] inputs = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
Samples samples = Samples.Of(inputs, labels: [0, 1, 1, 0], outputs: 1);
Model model = new("2-16-1", new BinaryCrossEntropy());
model.Fit(samples, new() { Epochs = 1000, BatchSize = 4, LearningRate = 0.05f });
for (int n = 0; n < 4; n++)
{
    float[] input = [inputs[n, 0], inputs[n, 1]];
    Console.WriteLine($"{input[0]} xor {input[1]} = {model.Predict(input)[0]:F2}");
}
