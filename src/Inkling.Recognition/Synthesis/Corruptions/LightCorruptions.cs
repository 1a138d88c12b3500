using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>Levels that change by a rule, without chance.</summary>
internal static class LightCorruptions
{
    private const float Raise = 0.5f; // the fifth severity of five
    private const int StripeFrom = 7, StripeTo = 21; // columns that stay

    /// <summary>Every level is raised by half of white.</summary>
    public static void Brightness(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random)
    {
        for (int i = 0; i < digit.Length; i++)
            to[i] = Levels.ToByte((digit[i] / 255f) + Raise);
    }

    /// <summary>
    /// The seven outer columns of each side become their negative, so that an upright stripe of fourteen stays. (The
    /// paper's words have the stripe turned; its code and files turn what is beside it, and so do we.)
    /// </summary>
    public static void Stripe(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random)
    {
        for (int i = 0; i < digit.Length; i++)
            to[i] = i % Levels.Side is >= StripeFrom and < StripeTo ? digit[i] : (byte)(byte.MaxValue - digit[i]);
    }
}
