using Inkling.Recognition.Data;

namespace Inkling.Recognition.Evaluation;

/// <summary>What each digit was read as, and what follows from it. It reads nothing.</summary>
internal sealed class ConfusionMatrix
{
    private readonly int[] _images = new int[DigitSet.Classes];

    /// <summary>Counts labels [N], each 0 … 9, against readings [N]; none where no digit was found.</summary>
    public ConfusionMatrix(IReadOnlyList<byte> labels, IReadOnlyList<int?> read)
    {
        Counts = [.. Enumerable.Range(0, DigitSet.Classes).Select(_ => new int[DigitSet.Classes])];
        for (int i = 0; i < labels.Count; i++)
        {
            _images[labels[i]]++;
            if (read[i] is { } digit)
                Counts[labels[i]][digit]++;
            else
                NotFound++;
        }
        PerDigit = [.. Enumerable.Range(0, DigitSet.Classes).Select(ScoreOf)];
    }

    /// <summary>Counts[label][reading]: how many images of a label were read as what.</summary>
    public int[][] Counts { get; }

    /// <summary>In how many no digit was found. They count as wrong, and stand in no cell.</summary>
    public int NotFound { get; }

    /// <summary>Precision and recall of each digit.</summary>
    public IReadOnlyList<DigitScore> PerDigit { get; }

    /// <summary>How many images.</summary>
    public int Images => _images.Sum();

    /// <summary>How many were read right.</summary>
    public int Correct => Counts.Select((row, digit) => row[digit]).Sum();

    /// <summary>Which digits were taken for which others, the most frequent first.</summary>
    public IReadOnlyList<DigitConfusion> Pairs =>
    [
        .. from label in Enumerable.Range(0, DigitSet.Classes)
           from read in Enumerable.Range(0, DigitSet.Classes)
           where label != read && Counts[label][read] > 0
           orderby Counts[label][read] descending
           select new DigitConfusion(label, read, Counts[label][read]),
    ];

    private DigitScore ScoreOf(int digit)
    {
        int right = Counts[digit][digit];
        double? Share(int of) => of == 0 ? null : (double)right / of;
        int images = _images[digit], readAs = Counts.Sum(row => row[digit]);
        return new(digit, images, Precision: Share(readAs), Recall: Share(images));
    }
}
