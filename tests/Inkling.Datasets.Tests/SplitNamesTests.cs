using Inkling.Datasets.Names;

namespace Inkling.Datasets.Tests;

/// <summary>Which split a name of a folder, a file or an array speaks of.</summary>
public sealed class SplitNamesTests
{
    [Theory]
    [InlineData("train", "Training")]
    [InlineData("MNIST - JPG - training", "Training")]
    [InlineData("trainingSet", "Training")]
    [InlineData("mnisttrain", "Training")]
    [InlineData("Xtrain", "Training")]
    [InlineData("trainY", "Training")]
    [InlineData("testing", "Test")]
    [InlineData("testSet", "Test")]
    [InlineData("mnist-test.csv", "Test")]
    [InlineData("digitsTest", "Test")]
    [InlineData("TEST", "Test")]
    [InlineData("t10k-images-idx3-ubyte", "Test")]
    [InlineData("val", "Validation")]
    [InlineData("x_val", "Validation")]
    [InlineData("valX", "Validation")]
    [InlineData("valid_images", "Validation")]
    [InlineData("digits-validation-images-idx3-ubyte.gz", "Validation")]
    [InlineData("dev", "Validation")]
    [InlineData("latest", "None")]
    [InlineData("contest", "None")]
    [InlineData("values", "None")]
    [InlineData("evaluation", "None")]
    [InlineData("devices", "None")]
    [InlineData("constraints", "None")]
    [InlineData("images", "None")]
    public void A_split_is_told_by_a_word_in_the_name(string name, string part) =>
        Assert.Equal(part, $"{SplitNames.PartOf(name)}");

    [Theory]
    [InlineData("qmnist-train-images-idx3-ubyte.gz", "qmnist-test-images-idx3-ubyte", true)]
    [InlineData("emnist-letters-train-images-idx3-ubyte", "emnist-digits-train-images-idx3-ubyte", false)]
    public void Files_of_one_set_have_a_name_in_common(string one, string other, bool areOne) =>
        Assert.Equal(areOne, SplitNames.SetOf(one) == SplitNames.SetOf(other));
}
