using Inkling.Neural.Networks;

namespace Inkling.Neural.Training;

/// <summary>Splits samples into a training and a validation set, and checks them.</summary>
internal static class SampleSplit
{
    /// <summary>Returns the indices of both sets; samples that can't be held out come last.</summary>
    /// <exception cref="ArgumentException">One of the parts would be empty.</exception>
    public static (int[] Training, int[] Validation) Of(int count, int judged, FitOptions options)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        int held = (int)Math.Round(judged * options.ValidationShare);
        if (options.ValidationShare > 0 && (held == 0 || held == judged))
        {
            throw new ArgumentException($"a validation share of {options.ValidationShare} of {judged:N0} "
                + $"samples leaves {judged - held:N0} to learn from and {held:N0} to judge by: "
                + "neither may be 0.");
        }
        RandomSequence random = new(options.SplitSeed ?? options.Seed, RandomPurpose.Split);
        random.Shuffle(all.AsSpan(0, judged));
        return (all[held..], all[..held]);
    }

    /// <summary>Rejects samples that the network does not take.</summary>
    /// <exception cref="ArgumentException">The message gives the numbers.</exception>
    internal static void Check(Network network, ISampleSource samples)
    {
        if (samples.Count == 0)
            throw new ArgumentException("there is no sample to learn from.");
        if (network.Input.Size != samples.InputSize || network.Outputs != samples.Outputs)
        {
            throw new ArgumentException($"the network {network} takes {network.Input.Size} values and has "
                + $"{network.Outputs} outputs; the samples have {samples.InputSize} values and "
                + $"{samples.Outputs} {(samples.HasLabels ? "classes" : "target values")}.");
        }
    }
}
