using System.Runtime.CompilerServices;
using Inkling.Imaging;
using Inkling.Recognition;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Pictures;

// Reading without blocking the caller. Waiting is asynchronous; the work on pixels is the thread pool's.
public static partial class DigitReaderPictures
{
    // How many files ReadManyAsync has begun at most.
    private static readonly int FilesAhead = 2 * Environment.ProcessorCount;

    /// <summary>Reads the digit in a picture file without blocking the caller.</summary>
    /// <param name="reader">What reads.</param>
    /// <param name="path">The file. Its name is of no matter to its format.</param>
    /// <param name="cancellation">
    /// Ends the wait at once. One picture is not interrupted while it is prepared and read: that work, a
    /// fraction of a second, ends by itself and is thrown away.
    /// </param>
    /// <exception cref="ArgumentNullException">There is no reader or no path.</exception>
    /// <exception cref="DataException">
    /// The file is missing, too large, or no picture that can be read. The message names it.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<DigitReading> ReadAsync(
        this DigitReader reader, string path, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(path);
        // Given up, not only told: no token wakes a thread that opens a pipe nobody writes to.
        return Read(
            reader, path, () => PictureContent.OfFileAsync(path, reader.Limits, cancellation), cancellation)
            .WaitAsync(cancellation);
    }

    /// <summary>
    /// Reads the digit in a picture file's content, from where the stream is to its end, without blocking the
    /// caller.
    /// </summary>
    /// <param name="reader">What reads.</param>
    /// <param name="stream">
    /// Read by <see cref="Stream.ReadAsync(Memory{byte}, CancellationToken)"/>, no further than one byte over
    /// <see cref="DecodeLimits.MaxBytes"/>, and left open. It is not used any more when the task has ended.
    /// </param>
    /// <param name="cancellation">
    /// Given to the stream, and looked at before each step. One picture is not interrupted while it is
    /// prepared and read: a fraction of a second.
    /// </param>
    /// <exception cref="ArgumentNullException">There is no reader or no stream.</exception>
    /// <exception cref="ArgumentException">The stream can't be read from, or is closed.</exception>
    /// <exception cref="DataException">
    /// The stream fails, is too long, or holds no picture that can be read.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<DigitReading> ReadAsync(
        this DigitReader reader, Stream stream, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        RequireReadable(stream);
        return Read(
            reader, PictureFault.Unnamed,
            () => PictureContent.OfStreamAsync(stream, reader.Limits, cancellation), cancellation);
    }

    /// <summary>
    /// Reads many files, twice as many at once as there are processors, without blocking the caller. No more
    /// than these are in memory, and paths are only taken as they are needed.
    /// </summary>
    /// <param name="reader">What reads.</param>
    /// <param name="paths">The files; any number.</param>
    /// <param name="cancellation">Ends the reading as that of one file.</param>
    /// <returns>
    /// The readings, in the files' order, each as soon as it and all before it are there. The first file that
    /// can't be read ends them with its exception: to go on behind it, use
    /// <see cref="ReadAsync(DigitReader, string, CancellationToken)"/>.
    /// </returns>
    /// <exception cref="ArgumentNullException">There is no reader, or there are no paths.</exception>
    /// <exception cref="ArgumentException">One of the paths is null.</exception>
    /// <exception cref="DataException">A file can't be read. The message names it.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IAsyncEnumerable<DigitReading> ReadManyAsync(
        this DigitReader reader, IEnumerable<string> paths, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(paths);
        return ReadAheadAsync(reader, paths, cancellation);
    }

    private static async IAsyncEnumerable<DigitReading> ReadAheadAsync(
        DigitReader reader, IEnumerable<string> paths,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Queue<Task<DigitReading>> ahead = new(FilesAhead);
        try
        {
            foreach (string path in paths)
            {
                RequirePath(path, nameof(paths));
                if (ahead.Count == FilesAhead)
                    yield return await Next(ahead.Dequeue(), cancellation).ConfigureAwait(false);
                ahead.Enqueue(reader.ReadAsync(path, stop.Token));
            }
            while (ahead.TryDequeue(out Task<DigitReading>? next))
                yield return await Next(next, cancellation).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            Task rest = Task.WhenAll(ahead);
            await rest.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A reading that was stopped tells of the caller's token, not of the one within.
    private static async Task<DigitReading> Next(Task<DigitReading> reading, CancellationToken cancellation)
    {
        try
        {
            return await reading.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw;
        }
    }

    // All of it on the pool: opening a file blocks, and a stream may too, whatever its methods are called.
    private static Task<DigitReading> Read(
        DigitReader reader, string name, Func<Task<ReadOnlyMemory<byte>>> content,
        CancellationToken cancellation) =>
        Task.Run(
            async () =>
            {
                ReadOnlyMemory<byte> bytes = await ContentFault.GuardAsync(name, content);
                cancellation.ThrowIfCancellationRequested();
                (GreyImage picture, double reduction) = Decode(reader, bytes, name);
                cancellation.ThrowIfCancellationRequested();
                return (await reader.ReadAsync(picture, name)).Enlarged(reduction);
            },
            cancellation);
}
