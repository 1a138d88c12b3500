using Inkling.Neural;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// Makes a digit that someone else might have written: first the hand (shift, rotation, scale, shear,
/// perspective and elastic deformation, in one resampling), then the pen (stroke width), then the camera
/// (blur, noise), then what goes wrong (<see cref="Degradations"/>). The result depends on the settings, the
/// digit and the random numbers alone. It allocates for few pixels only; one serves one thread.
/// </summary>
internal sealed class Augmenter
{
    private readonly AugmentationSettings _settings;
    private readonly Warp _warp = new();
    private readonly ElasticField? _field;
    private readonly float[] _fieldX, _fieldY;
    private readonly Degradations? _degradations;
    private readonly float[] _numbers = new float[Plane.Body];
    private readonly byte[] _room = new byte[Plane.SavingRoom];
    private float[] _plane = new float[Plane.Length], _other = new float[Plane.Length];

    /// <summary>One that changes digits as the settings say.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message says which.</exception>
    public Augmenter(AugmentationSettings settings)
    {
        settings.Check();
        _settings = settings;
        _field = settings.Elastic == 0 ? null : new(settings.Elastic, settings.ElasticSigma);
        _degradations = settings.HasDegradations ? new(settings) : null;
        _fieldX = _field?.X ?? new float[Plane.Body];
        _fieldY = _field?.Y ?? new float[Plane.Body];
    }

    /// <summary>to = digit, changed.</summary>
    /// <param name="digit">[784] levels, 28 rows of 28, ink 255 on 0.</param>
    /// <param name="to">[784], overwritten; may be the digit itself.</param>
    /// <param name="random">The digit's own stream, which no other digit of the training has.</param>
    /// <exception cref="ArgumentException">A length is not 784.</exception>
    public void Augment(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random)
    {
        CheckLength(digit.Length, nameof(digit));
        CheckLength(to.Length, nameof(to));
        if (_settings.IsOff)
        {
            digit.CopyTo(to);
            return;
        }
        // Numbers of their own, so that all else comes out the same with them and without.
        RandomSequence perspective = random.Branch(1), degradations = random.Branch(2);
        AugmentationDraw draw = AugmentationDraw.Of(_settings, ref random);
        if (_settings.MovesPixels)
        {
            _field?.Draw(ref random);
            if (_settings.Perspective != 0)
                Tilt.Add(_settings.Perspective, ref perspective, anew: _field is null, _fieldX, _fieldY);
            _warp.Apply(digit, draw, _fieldX, _fieldY, _plane);
        }
        else
        {
            Plane.Load(digit, _plane);
        }
        if (draw.Stroke != 0)
        {
            Strokes.MoveEdge(_plane, draw.Stroke, _other);
            (_plane, _other) = (_other, _plane);
        }
        if (draw.Blur > 0)
            GaussianBlur.Apply(_plane, _other, draw.Blur);
        if (draw.Noise > 0)
            InkNoise.Add(_plane, _numbers, draw.Noise, ref random);
        Plane.Save(_plane, _room, to);
        _degradations?.Happen(to, ref degradations);
    }

    private static void CheckLength(int length, string name)
    {
        if (length != DigitSet.PixelCount)
            throw new ArgumentException($"{name} has {length:N0} pixels, not 28 × 28.");
    }
}
