namespace Inkling.Cli.Report;

/// <summary>The round numbers along an axis: steps of 1, 2 or 5 times a power of ten.</summary>
internal sealed record Ticks(IReadOnlyList<double> Values)
{
    public double Low => Values[0];
    public double High => Values[^1];

    /// <summary>Round numbers around a range, within a floor and a ceiling.</summary>
    public static Ticks Around(double low, double high, int most, double floor, double ceiling)
    {
        // A line of one height stands in the middle of its axis; finer steps would be lost in rounding.
        if (high - low <= Math.Abs(high) * 1e-9)
        {
            double room = high == 0 ? 1 : Math.Abs(high) / 10;
            (low, high) = (low - room, high + room);
        }
        (low, high) = (Math.Max(low, floor), Math.Min(high, ceiling));
        RoundStep step = RoundStep.For((high - low) / most);
        return step.From(Math.Floor(low / step.Size), Math.Ceiling(high / step.Size));
    }

    /// <summary>Ticks of a logarithmic axis: 1, 2 and 5 of each power of ten, or powers alone.</summary>
    public static Ticks AroundRatios(double low, double high, int most)
    {
        int first = (int)Math.Floor(Math.Log10(low)), last = (int)Math.Ceiling(Math.Log10(high));
        int every = ((last - first) / most) + 1;
        int[] mantissas = last - first > 2 ? [1] : [1, 2, 5];
        double[] all =
        [
            .. from i in Enumerable.Range(0, ((last - first) / every) + 2)
               let exponent = first + (i * every)
               from mantissa in mantissas
               select new RoundStep(mantissa, exponent).Size,
        ];
        int begin = Array.FindLastIndex(all, tick => tick <= low);
        int end = Array.FindIndex(all, tick => tick >= high && tick > low);
        return new(all[begin..(end + 1)]);
    }

    /// <summary>Round whole numbers within a range, and its lowest where there is room beside it.</summary>
    public static Ticks Within(int low, int high, int most)
    {
        RoundStep step = RoundStep.For(Math.Max(1, (high - low) / (double)most));
        Ticks round = step.From(Math.Ceiling(low / step.Size), Math.Floor(high / step.Size));
        bool hasRoom = round.Values.Count == 0 || round.Low - low > step.Size / 2;
        return hasRoom ? new([low, .. round.Values]) : round;
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
