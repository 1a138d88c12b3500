using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Inkling.Neural.Kernels.Convolutions;
using Inkling.Neural.Kernels.Packed;
using Inkling.Neural.Kernels.Strided;

namespace Inkling.Neural.Kernels;

/// <summary>
/// The one list of ways through the matrix product: the product, its tests and its benchmarks all read it.
/// </summary>
public sealed class KernelPath
{
    /// <summary>Names the path to take, where it is set; otherwise the first that the processor can.</summary>
    public const string Variable = "INKLING_KERNEL";

    // Lazy: a refusal reaches each caller as it is, and not as a failure of this type.
    private static readonly Lazy<KernelPath> ChosenOnce = new(() => Choose(Environment.GetEnvironmentVariable(Variable)));

    private readonly Func<PackedTile> _widePacked;
    private readonly Func<PackedTile> _narrowPacked;
    private readonly Func<StridedTile> _wideStrided;
    private readonly Func<StridedTile> _narrowStrided;
    private readonly Func<WinogradTransforms> _winograd;

    private KernelPath(string name, bool isSupported, Func<PackedTile> widePacked, Func<PackedTile> narrowPacked,
        Func<StridedTile> wideStrided, Func<StridedTile> narrowStrided, Func<WinogradTransforms> winograd)
    {
        (Name, IsSupported, _widePacked, _narrowPacked) = (name, isSupported, widePacked, narrowPacked);
        (_wideStrided, _narrowStrided, _winograd) = (wideStrided, narrowStrided, winograd);
    }

    /// <summary>All paths, the widest first.</summary>
    public static IReadOnlyList<KernelPath> All { get; } =
    [
        new("avx512", Avx512F.IsSupported,
            () => new PackedTile<Lanes512, Vector512<float>>(), () => new PackedTile<Lanes256, Vector256<float>>(),
            () => new StridedTile<Lanes512, Vector512<float>, FullSide, FullSide>(),
            () => new StridedTile<Lanes512, Vector512<float>, HalfSide, FullSide>(),
            () => new WinogradTransforms<Lanes512, Vector512<float>>()),
        new("avx2", Avx2.IsSupported && Fma.IsSupported,
            () => new PackedTile<Lanes256, Vector256<float>>(), () => new PackedTile<Lanes128, Vector128<float>>(),
            () => new StridedTile<Lanes256, Vector256<float>, FullSide, HalfSide>(),
            () => new StridedTile<Lanes256, Vector256<float>, HalfSide, FullSide>(),
            () => new WinogradTransforms<Lanes256, Vector256<float>>()),
        new("advsimd", AdvSimd.IsSupported,
            () => new PackedTile<Lanes128, Vector128<float>>(), () => new PackedTile<Lanes128, Vector128<float>>(),
            () => new StridedTile<Lanes128, Vector128<float>, FullSide, FullSide>(),
            () => new StridedTile<Lanes128, Vector128<float>, HalfSide, FullSide>(),
            () => new WinogradTransforms<Lanes128, Vector128<float>>()),
        new("portable", true,
            () => new PackedTile<LanesOfAnyWidth, Vector<float>>(), () => new PackedTile<LanesOfAnyWidth, Vector<float>>(),
            () => new StridedTile<LanesOfAnyWidth, Vector<float>, FullSide, HalfSide>(),
            () => new StridedTile<LanesOfAnyWidth, Vector<float>, HalfSide, FullSide>(),
            () => new WinogradTransforms<LanesOfAnyWidth, Vector<float>>()),
    ];

    /// <summary>The path that this process takes.</summary>
    /// <exception cref="ArgumentException">The variable names no path, or one that this processor can't go.</exception>
    public static KernelPath Chosen => ChosenOnce.Value;

    /// <summary>What the variable calls it.</summary>
    public string Name { get; }

    /// <summary>Whether this processor has the instructions.</summary>
    public bool IsSupported { get; }

    /// <summary>The tile of packed bytes.</summary>
    internal PackedTile WidePacked() => _widePacked();

    /// <summary>The tile for what is left at the right edge, where the wide one would mostly idle.</summary>
    internal PackedTile NarrowPacked() => _narrowPacked();

    /// <summary>The tile of floats.</summary>
    internal StridedTile WideStrided() => _wideStrided();

    /// <summary>The same for few columns.</summary>
    internal StridedTile NarrowStrided() => _narrowStrided();

    /// <summary>What Winograd's way does beside its products.</summary>
    internal WinogradTransforms Winograd() => _winograd();

    /// <summary>The named path; the first that can be gone, if no name is given.</summary>
    /// <exception cref="ArgumentException">There is no such path, or this processor can't go it.</exception>
    internal static KernelPath Choose(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return All.First(path => path.IsSupported);
        string names = string.Join(", ", All.Where(path => path.IsSupported).Select(path => path.Name));
        KernelPath chosen = All.FirstOrDefault(path => path.Name == name)
            ?? throw new ArgumentException($"{Variable} is \"{name}\", which is no kernel: this machine has {names}.");
        return chosen.IsSupported ? chosen : throw new ArgumentException(
            $"{Variable} is \"{name}\", which this processor does not have: it has {names}.");
    }
}
