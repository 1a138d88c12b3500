using System.Collections.Concurrent;

namespace Inkling.Cli.Commands;

/// <summary>
/// Reads items on all processors in chunks, and returns the results in the items' order. Items are taken only
/// when a reader is free, so there may be any number.
/// </summary>
/// <param name="items">What is read.</param>
/// <param name="read">Reads a chunk; called on several threads at once.</param>
internal sealed class OrderedChunks<TItem, TResult>(IEnumerable<TItem> items, Func<TItem[], TResult> read)
{
    // Whole batches of the network, and few enough rows to be written often.
    private const int LargestChunk = 64;

    // Chunks in work or waiting for one of large pictures before them.
    private static readonly int MostBegun = 4 * Environment.ProcessorCount;

    private readonly IEnumerator<TItem> _items = items.GetEnumerator();
    private readonly Lock _gate = new();
    private int _size = 1; // the first is written when it is read, whatever follows

    /// <summary>Reads all. Returns a chunk's result as soon as it and all before it are ready.</summary>
    /// <remarks>
    /// A caller that stops early does not wait for chunks in work: one may hang on a pipe until the process
    /// ends.
    /// </remarks>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public IEnumerable<TResult> Read(CancellationToken cancellation)
    {
#pragma warning disable CA2000 // what hangs may use them until the process ends
        CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        BlockingCollection<Task<TResult>> begun = new(MostBegun);
#pragma warning restore CA2000
        Task[] readers = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ =>
            Task.Factory.StartNew(
                () => ReadChunks(begun, stop.Token), stop.Token, TaskCreationOptions.LongRunning,
                TaskScheduler.Default))];
        Task all = Task.WhenAll(readers);
        _ = all.ContinueWith(_ => begun.CompleteAdding(), TaskScheduler.Default);
        try
        {
            foreach (Task<TResult> chunk in begun.GetConsumingEnumerable(cancellation))
                yield return chunk.WaitAsync(cancellation).GetAwaiter().GetResult();
            all.GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
        }
    }

    private void ReadChunks(BlockingCollection<Task<TResult>> begun, CancellationToken stop)
    {
        while (Begin(begun, stop) is { } chunk)
            chunk.RunSynchronously(TaskScheduler.Default); // an exception is the result's
    }

    private Task<TResult>? Begin(BlockingCollection<Task<TResult>> begun, CancellationToken stop)
    {
        lock (_gate)
        {
            List<TItem> chunk = new(_size);
            while (chunk.Count < _size && _items.MoveNext())
                chunk.Add(_items.Current);
            if (chunk.Count == 0)
                return null;
            _size = Math.Min(2 * _size, LargestChunk);
            Task<TResult> result = new(() => read([.. chunk]), CancellationToken.None);
            begun.Add(result, stop);
            return result;
        }
    }
}
