namespace Inkling.Documents.Tests;

/// <summary>What is wrong with the documents, each with file and line.</summary>
internal static class Faults
{
    public static void AssertNone(IEnumerable<string> faults)
    {
        string[] all = [.. faults];
        Assert.True(all.Length == 0, $"{all.Length} faults\n{string.Join('\n', all)}");
    }
}
