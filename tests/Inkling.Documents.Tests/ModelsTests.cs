using Inkling.Neural.Networks;
using Inkling.Recognition.Models;

namespace Inkling.Documents.Tests;

/// <summary>What lies beside the shipped model says what it is.</summary>
public sealed class ModelsTests
{
    [Fact]
    public void The_description_beside_the_shipped_model_is_of_its_network()
    {
        string text = File.ReadAllText(Path.Combine(Document.Root, "models", "network.txt"));
        Assert.Equal($"{DigitModel.Default.Network}", $"{NetworkDescription.Parse(text)}");
    }
}
