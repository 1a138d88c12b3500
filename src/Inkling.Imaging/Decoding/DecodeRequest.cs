namespace Inkling.Imaging.Decoding;

/// <summary>What a decoder is asked for; if GreyOnly, only the luma of the result will be used.</summary>
internal readonly record struct DecodeRequest(
    ReadOnlyMemory<byte> File, DecodeLimits Limits, bool GreyOnly, CancellationToken Cancellation);
