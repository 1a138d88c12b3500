namespace Inkling.Cli.Report;

/// <summary>
/// The round numbers along an axis: steps of 1, 2 or 5 times a power of ten, each the float nearest to what it is called.
/// </summary>
/// <param name="Values">The numbers, rising.</param>
internal sealed record Ticks(IReadOnlyList<double> Values)
{
    /// <summary>Where an axis begins that goes from the first to the last.</summary>
    public double Low => Values[0];

    /// <summary>Where it ends.</summary>
    public double High => Values[^1];

    /// <summary>Round numbers that begin below and end above what is drawn, but not beyond what there can be.</summary>
    public static Ticks Around(double low, double high, int most, double floor, double ceiling)
    {
        if (low == high)
        {
            // A line of one height stands in the middle of its axis.
            double room = high == 0 ? 1 : Math.Abs(high) / 10;
            (low, high) = (low - room, high + room);
        }
        (low, high) = (Math.Max(low, floor), Math.Min(high, ceiling));
        RoundStep step = RoundStep.For((high - low) / most);
        return step.From(Math.Floor(low / step.Size), Math.Ceiling(high / step.Size));
    }

    /// <summary>Whole numbers, none of them outside.</summary>
    public static Ticks Within(int low, int high, int most)
    {
        RoundStep step = RoundStep.For(Math.Max(1, (high - low) / (double)most));
        Ticks ticks = step.From(Math.Ceiling(low / step.Size), Math.Floor(high / step.Size));
        return ticks.Values.Count > 0 ? ticks : new([low]);
    }

    /// <summary>A number as it stands beside its tick.</summary>
    public static string Label(double value) => Math.Abs(value) is 0 or >= 1e-5 and < 1e6
        ? value.ToString("#,0.######")
        : value.ToString("0.##E0");

    // Mantissa × 10^Exponent. Multiples are made of whole numbers, so that 3 × 0.1 is 0.3.
    private readonly record struct RoundStep(int Mantissa, int Exponent)
    {
        public double Size => Times(1);

        public static RoundStep For(double atLeast)
        {
            int exponent = (int)Math.Floor(Math.Log10(atLeast));
            foreach (int mantissa in (int[])[1, 2, 5])
            {
                RoundStep step = new(mantissa, exponent);
                // Logarithms and divisions round: a step that is short by that alone is long enough.
                if (step.Size >= atLeast * (1 - 1e-9))
                    return step;
            }
            return new(1, exponent + 1);
        }

        public Ticks From(double first, double last)
        {
            List<double> values = [];
            for (double i = first; i <= last; i++)
                values.Add(Times(i));
            return new(values);
        }

        private double Times(double count) => Exponent < 0
            ? count * Mantissa / Math.Pow(10, -Exponent)
            : count * Mantissa * Math.Pow(10, Exponent);
    }
}
