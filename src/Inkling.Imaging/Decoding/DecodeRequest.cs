namespace Inkling.Imaging.Decoding;

/// <summary>What a decoder is asked for.</summary>
/// <param name="File">The whole file.</param>
/// <param name="Limits">What it may cost at most.</param>
/// <param name="GreyOnly">
/// True if only <see cref="RasterImage.ToGrey"/> of the result will be used: a decoder that has grey at hand
/// may leave the colours out.
/// </param>
/// <param name="Cancellation">Asked at least once a row of blocks.</param>
internal readonly record struct DecodeRequest(
    ReadOnlyMemory<byte> File, DecodeLimits Limits, bool GreyOnly, CancellationToken Cancellation);
