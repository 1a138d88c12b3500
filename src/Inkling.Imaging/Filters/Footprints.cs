namespace Inkling.Imaging.Filters;

/// <summary>
/// Which pixels of a row or column each output pixel covers, and how much of it each of them is. A footprint
/// is never smaller than a pixel, so that reducing is area averaging and enlarging linear interpolation.
/// </summary>
internal sealed class Footprints
{
    // Of a footprint: less is an error of rounding.
    private const double Tolerance = 1e-6;

    private readonly (int First, int End)[] _covered;
    private readonly float[] _weights; // of each footprint, so many apart
    private readonly int _most;

    /// <summary>Computes those of so many outputs that share a length of pixels.</summary>
    /// <param name="start">The first pixel of the length; it may lie before the picture.</param>
    /// <param name="length">In pixels.</param>
    /// <param name="outputs">How many.</param>
    /// <param name="limit">Where the picture ends: what lies beyond has no weight.</param>
    public Footprints(int start, int length, int outputs, int limit)
    {
        double step = (double)length / outputs;
        double half = Math.Max(1, step) / 2;
        _covered = new (int First, int End)[outputs];
        _most = (int)Math.Ceiling(2 * half) + 2;
        _weights = new float[outputs * _most];
        IsWhole = true;
        for (int i = 0; i < outputs; i++)
        {
            double centre = start + ((i + 0.5) * step);
            int first = Math.Max(0, (int)Math.Floor(centre - half));
            int end = Math.Min(limit, (int)Math.Ceiling(centre + half));
            _covered[i] = (first, end);
            double whole = 0;
            for (int j = first; j < end; j++)
            {
                double covered = Math.Min(j + 1, centre + half) - Math.Max(j, centre - half);
                _weights[(i * _most) + j - first] = (float)(covered / (2 * half));
                whole += covered / (2 * half);
            }
            IsWhole &= Math.Abs(whole - 1) < Tolerance;
        }
    }

    /// <summary>Whether all lie within the picture, so that the weights of each add up to 1.</summary>
    public bool IsWhole { get; }

    /// <summary>The first pixel of an output's footprint.</summary>
    public int First(int output) => _covered[output].First;

    /// <summary>The pixel behind its last.</summary>
    public int End(int output) => _covered[output].End;

    /// <summary>The part that each of its pixels is.</summary>
    public ReadOnlySpan<float> Weights(int output) =>
        _weights.AsSpan(output * _most, Math.Max(0, End(output) - First(output)));
}
