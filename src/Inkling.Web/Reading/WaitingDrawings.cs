using Inkling.Imaging;
using Inkling.Imaging.Preparation;
using Inkling.Recognition;
using Inkling.Recognition.Models;

namespace Inkling.Web.Reading;

/// <summary>
/// Reads the drawings that wait at the same time as one batch. Each request prepares its own drawing and
/// joins the batch. The batch is read behind the work that the thread pool has by then, which may add to it.
/// No clock runs, no drawing waits for requests yet to come, and one that comes alone is read at once.
/// </summary>
/// <param name="reader">Prepares and reads; a reading is as if its drawing were read alone.</param>
internal sealed class WaitingDrawings(DigitReader reader) : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private List<Waiting> _waiting = [];

    /// <summary>Prepares a drawing, and reads it with those that wait.</summary>
    /// <exception cref="Recognition.Data.DataException">The reader refuses the picture.</exception>
    public async Task<DigitReading> Read(GreyImage picture)
    {
        Waiting one = new(reader.Prepare(picture, "The picture"));
        bool isFirst;
        lock (_gate)
        {
            _waiting.Add(one);
            isFirst = _waiting.Count == 1;
        }
        if (isFirst)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return await one.Reading.Task;
    }

    /// <summary>Reads all that wait.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        List<Waiting> batch;
        lock (_gate)
            (batch, _waiting) = (_waiting, []);
        try
        {
            DigitReading[] readings = reader.Read([.. batch.Select(one => one.Digit)]);
            for (int i = 0; i < readings.Length; i++)
                batch[i].Reading.SetResult(readings[i]);
        }
#pragma warning disable CA1031 // each request tells of it, and the server lives on
        catch (Exception failure)
#pragma warning restore CA1031
        {
            foreach (Waiting one in batch)
                one.Reading.TrySetException(failure);
        }
    }

    private sealed record Waiting(PreparedDigit Digit)
    {
        public TaskCompletionSource<DigitReading> Reading { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
