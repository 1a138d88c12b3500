using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Training;

/// <summary>
/// Teaches a network a person's digits without forgetting others: fine-tunes it on both, calibrates it, and
/// says what became better and worse. docs/decisions/0077-teaching.md has the method and its numbers.
/// </summary>
public static class Teaching
{
    /// <summary>Of fewer digits nothing is learnt.</summary>
    public const int Fewest = 5;

    /// <summary>Teaches; takes seconds, about ten a round on two cores.</summary>
    /// <param name="digits">
    /// The person's digits, 5 or more, in MNIST's form: as <c>inkling predict</c> prepares pictures. Those in
    /// <see cref="DigitSet.NotFound"/> are left out.
    /// </param>
    /// <param name="options">What to start from, and what is not to be forgotten.</param>
    /// <param name="report">
    /// Hears of progress on the calling thread, several times a second. The work waits for it.
    /// </param>
    /// <param name="cancellation">
    /// Stops after the step under way. The result is then the network so far; of a teaching that is stopped
    /// while it cross-validates, it is the whole network.
    /// </param>
    /// <exception cref="ArgumentNullException">There are no digits.</exception>
    /// <exception cref="DataException">There are fewer than 5 digits with ink.</exception>
    /// <exception cref="ArgumentException">The model has several networks, or an option is wrong.</exception>
    /// <exception cref="DivergenceException">The loss is no longer a number.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first step.</exception>
    public static TeachingResult Run(
        DigitSet digits, TeachingOptions? options = null, Action<TeachingProgress>? report = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(digits);
        options ??= new();
        DigitModel start = options.From ?? DigitModel.Default;
        if (options.FromNothing)
            (start, options) = (Beginner(options.Seed), options with { Recipe = TeachingRecipe.FromNothing });
        Check(start, options);
        DigitSet own = WithInk(digits);
        cancellation.ThrowIfCancellationRequested();
        return new TeachingRun(start, own, options, report).Run(cancellation);
    }

    // The network of the handwriting recipe, as it is before its training.
    private static DigitModel Beginner(ulong seed)
    {
        TrainingSettings settings = Recipe.Handwriting.Settings with { Seed = seed };
        return new(settings.Build(), new() { Network = settings.Network, PixelScale = 255 });
    }

    private static void Check(DigitModel start, TeachingOptions options)
    {
        if (start.Networks.Count > 1)
        {
            throw new ArgumentException($"the model has {start.Networks.Count} networks, and one is taught: "
                + "start from a model of one network, or distil this one with train --teacher.");
        }
        if (options.Threads is < 1 or > 256)
            throw new ArgumentException($"{options.Threads} threads are not 1 to 256.");
    }

    private static DigitSet WithInk(DigitSet digits)
    {
        DigitSet own = digits.NotFound.Count == 0
            ? digits
            : digits.Subset([.. Enumerable.Range(0, digits.Count).Except(digits.NotFound)]);
        return own.Count >= Fewest
            ? own
            : throw new DataException($"{own.Count} digits with ink are too few to learn a hand from: "
                + $"give {Fewest} or more, at best ten of each class.");
    }
}
