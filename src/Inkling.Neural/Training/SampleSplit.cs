using Inkling.Neural.Networks;

namespace Inkling.Neural.Training;

/// <summary>Splits samples into a training and a validation set, and checks them.</summary>
public static class SampleSplit
{
    /// <summary>Returns the indices of both sets; samples that can't be held out come last.</summary>
    /// <exception cref="ArgumentException">One of the parts would be empty.</exception>
    public static (int[] Training, int[] Validation) Of(int count, int judged, TrainingSettings settings)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        int held = (int)Math.Round(judged * settings.ValidationShare);
        if (settings.ValidationShare > 0 && (held == 0 || held == judged))
        {
            throw new ArgumentException($"a validation share of {settings.ValidationShare} of {judged:N0} "
                + $"samples leaves {judged - held:N0} to learn from and {held:N0} to judge by: "
                + "neither may be 0.");
        }
        RandomSequence random = new(settings.SplitSeed ?? settings.Seed, RandomPurpose.Split);
        random.Shuffle(all.AsSpan(0, judged));
        return (all[held..], all[..held]);
    }

    /// <summary>Rejects samples that the network does not take.</summary>
    /// <exception cref="ArgumentException">The message gives the numbers.</exception>
    internal static void Check(NetworkDescription network, ISampleSource samples)
    {
        if (samples.Count == 0)
            throw new ArgumentException("there is no sample to learn from.");
        if (network.Inputs != samples.InputSize || network.Classes != samples.Classes)
        {
            throw new ArgumentException($"the network {network} takes {network.Inputs} values and knows "
                + $"{network.Classes} classes; the samples have {samples.InputSize} values and "
                + $"{samples.Classes} classes.");
        }
    }
}
