using Inkling.Cli.Commands;
using Inkling.Datasets;
using Inkling.Recognition.Data;

namespace Inkling.Cli.Output;

/// <summary>What a user should know of data that was read: a line each on stderr.</summary>
internal static class DataNotes
{
    /// <summary>Prints the notes of sets, each once; sets that were not read are null.</summary>
    public static void Print(params IEnumerable<DigitSet?> sets)
    {
        foreach (string note in sets.OfType<DigitSet>().SelectMany(set => set.Notes).Distinct())
            Print(note);
    }

    /// <summary>Prints what the model that ships finds wrong with a set's digits, if anything.</summary>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public static void Check(DigitSet digits, ParseResult parsed, CancellationToken cancellation)
    {
        bool isTransposed = parsed.GetValue(ModelArguments.Transpose);
        int threads = parsed.GetValue(ModelArguments.Threads);
        if (DigitSetCheck.FaultOf(digits, isTransposed, threads, cancellation) is { } fault)
            Print(fault);
    }

    /// <summary>Prints a note on data, as a sentence.</summary>
    public static void Print(string note) => Terminal.WriteLine($"inkling: note: {note.TrimEnd('.')}.");
}
