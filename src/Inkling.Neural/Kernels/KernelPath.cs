using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Inkling.Neural.Kernels;

/// <summary>The instruction sets of the kernels. Kernels, tests and benchmarks read this one list.</summary>
internal sealed class KernelPath
{
    /// <summary>The environment variable that forces a path; by default the first supported one.</summary>
    public const string Variable = "INKLING_KERNEL";

    // Lazy: a bad value reaches each caller as itself and not as a failure of this type.
    private static readonly Lazy<KernelPath> ChosenOnce =
        new(() => Choose(Environment.GetEnvironmentVariable(Variable)));

    private KernelPath(string name, bool isSupported) => (Name, IsSupported) = (name, isSupported);

    /// <summary>All paths, the widest first.</summary>
    public static IReadOnlyList<KernelPath> All { get; } =
    [
        new("avx512", Avx512F.IsSupported),
        new("avx2", Avx2.IsSupported && Fma.IsSupported),
        new("advsimd", AdvSimd.IsSupported),
        new("portable", true),
    ];

    /// <summary>The path that this process takes.</summary>
    /// <exception cref="ArgumentException">The variable names none that this processor has.</exception>
    public static KernelPath Chosen => ChosenOnce.Value;

    /// <summary>Its name in the variable.</summary>
    public string Name { get; }

    /// <summary>Whether this processor has the instructions.</summary>
    public bool IsSupported { get; }

    /// <summary>AVX-512: 16 lanes, 32 registers.</summary>
    internal static KernelPath Avx512 => All[0];

    /// <summary>AVX2 with FMA: 8 lanes, 16 registers.</summary>
    internal static KernelPath Avx2Fma => All[1];

    /// <summary>Arm64's AdvSimd: 4 lanes, 32 registers.</summary>
    internal static KernelPath Neon => All[2];

    /// <summary>The named path; the first supported one if no name is given.</summary>
    /// <exception cref="ArgumentException">There is no such path, or this processor lacks it.</exception>
    internal static KernelPath Choose(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return All.First(path => path.IsSupported);
        string names = string.Join(", ", All.Where(path => path.IsSupported).Select(path => path.Name));
        KernelPath chosen = All.FirstOrDefault(path => path.Name == name)
            ?? throw new ArgumentException(
                $"{Variable} is \"{name}\", which is no kernel: this machine has {names}.");
        return chosen.IsSupported ? chosen : throw new ArgumentException(
            $"{Variable} is \"{name}\", which this processor does not have: it has {names}.");
    }
}
