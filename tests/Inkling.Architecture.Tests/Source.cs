using Mono.Cecil;

namespace Inkling.Architecture.Tests;

/// <summary>The compiled source projects, which lie beside the tests.</summary>
internal static class Source
{
    public static IReadOnlyDictionary<string, ModuleDefinition> Projects { get; } = new[]
    {
        ("Neural", "Inkling.Neural"), ("Imaging", "Inkling.Imaging"), ("Recognition", "Inkling.Recognition"),
        ("Pictures", "Inkling.Pictures"), ("Onnx", "Inkling.Onnx"), ("Datasets", "Inkling.Datasets"),
        ("Web", "Inkling.Web"), ("Cli", "inkling"),
    }.ToDictionary(one => one.Item1, one => Read(one.Item2));

    /// <summary>Which of our namespaces uses which other.</summary>
    public static Arrows Arrows()
    {
        Arrows arrows = new();
        foreach (TypeDefinition type in Projects.Values.SelectMany(module => module.Types))
        {
            foreach (TypeReference used in CompiledUses.Of(type))
            {
                (string from, string to) = (type.Namespace, CompiledUses.NamespaceOf(used));
                if (IsOurs(from) && IsOurs(to))
                    arrows.Add(from, to, $"{type.Name} uses {used.Name}");
            }
        }
        return arrows;
    }

    private static bool IsOurs(string name) => name.StartsWith("Inkling", StringComparison.Ordinal);

    private static ModuleDefinition Read(string name) =>
        ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, name + ".dll"));
}
