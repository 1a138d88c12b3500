namespace Inkling.Neural.Optimisers;

/// <summary>
/// Parameters that lie together, w [n], the gradients by them, and what their optimiser remembers of them: a
/// slot that it did not ask for is empty.
/// </summary>
internal readonly ref struct ArenaPiece(Span<float> w, ReadOnlySpan<float> dw, Span<float> slot0, Span<float> slot1)
{
    public Span<float> W { get; } = w;
    public ReadOnlySpan<float> DW { get; } = dw;
    public Span<float> Slot0 { get; } = slot0;
    public Span<float> Slot1 { get; } = slot1;
    public int Length => W.Length;

    /// <summary>The parameters from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    public ArenaPiece Between(int first, int end) => new(
        W[first..end], DW[first..end], Slot0.IsEmpty ? [] : Slot0[first..end], Slot1.IsEmpty ? [] : Slot1[first..end]);
}
