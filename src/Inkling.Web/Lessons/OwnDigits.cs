using Inkling.Recognition.Data;
using Inkling.Web.Corrections;

namespace Inkling.Web.Lessons;

/// <summary>The digits of a person's own hand: all corrections that show ink, the oldest first.</summary>
/// <param name="Set">The digits, prepared.</param>
/// <param name="Ids">The number of each one's correction.</param>
internal sealed record OwnDigits(DigitSet Set, IReadOnlyList<long> Ids)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="DataException">There are none, or a drawing is damaged.</exception>
    public static OwnDigits Read(CorrectionStore store, CancellationToken cancellation)
    {
        Correction[] kept = [.. store.All().Reverse()];
        DigitSet all = CorrectionSet.Read(store, kept, progress: null, cancellation);
        int[] found = [.. Enumerable.Range(0, all.Count).Except(all.NotFound)];
        return new(all.Subset(found), [.. found.Select(i => kept[i].Id)]);
    }
}
