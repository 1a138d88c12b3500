using Inkling.Recognition.Models;

namespace Inkling.Web.Reading;

/// <summary>
/// MNIST's classic network of dense layers, which comes with the page to be looked into: its first weights
/// are pictures. models/README.md says how it was trained.
/// </summary>
internal static class ClassicNetwork
{
    /// <summary>Its name, which is its sizes.</summary>
    public const string Name = "784-256-64-10";

    private static readonly Lazy<DigitModel> Shipped = new(Load);

    /// <summary>The model, read when it is first asked for.</summary>
    public static DigitModel Model => Shipped.Value;

    private static DigitModel Load()
    {
        using Stream stream = typeof(ClassicNetwork).Assembly.GetManifestResourceStream($"Inkling.{Name}.npz")
            ?? throw new InvalidOperationException($"The page was built without its network {Name}.");
        return ModelFile.ReadShipped(stream);
    }
}
