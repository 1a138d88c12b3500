using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>
/// Digits on their way into a CSV: threads turn some hundred rows each into text side by side, and write them
/// in turn. The number of threads changes no byte. It reads nothing back.
/// </summary>
internal sealed class CsvWriting(
    Stream stream, DigitSet digits, IProgress<DataProgress>? progress, CancellationToken cancellation)
{
    private const int RowsAtOnce = 256;
    private const int LongestRow = 2 + (4 * DigitSet.PixelCount);
    private const int WidthOfField = 4; // a comma and three digits: what is written, whatever it needs
    private const ulong FourZeros = 0x302C_302C_302C_302C; // ",0,0,0,0"

    // A comma and the number: its text from the lowest byte on, and how many bytes it takes.
    private static readonly uint[] Texts = new uint[256];
    private static readonly byte[] Lengths = new byte[256];

    private readonly object _turn = new();
    private int _taken, _written;
    private ExceptionDispatchInfo? _failure;

    static CsvWriting()
    {
        for (int number = 0; number < Texts.Length; number++)
        {
            string text = $",{number}";
            Lengths[number] = (byte)text.Length;
            for (int i = text.Length - 1; i >= 0; i--)
                Texts[number] = (Texts[number] << 8) | text[i];
        }
    }

    private int Chunks => (digits.Count + RowsAtOnce - 1) / RowsAtOnce;

    /// <summary>Writes all rows.</summary>
    /// <exception cref="OperationCanceledException">The writing was called off.</exception>
    public void Run(int threads)
    {
        Parallel.For(0, Math.Min(threads, Chunks), _ => WriteChunks());
        _failure?.Throw();
        progress?.Report(new DataProgress("writing", digits.Count, digits.Count));
    }

    /// <summary>One row with its line feed; gives its length.</summary>
    // For speed at once: a conversion is over before the runtime would have compiled it for speed by itself.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Format(byte label, ReadOnlySpan<byte> pixels, Span<byte> row)
    {
        row[0] = (byte)('0' + label);
        int length = 1, i = 0;
        while (i < pixels.Length)
        {
            // Four of five pixels of MNIST are 0, and those lie together.
            if (i <= pixels.Length - 4 && BinaryPrimitives.ReadUInt32LittleEndian(pixels[i..]) == 0)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(row[length..], FourZeros);
                i += 4;
                length += 8;
                continue;
            }
            byte pixel = pixels[i++];
            BinaryPrimitives.WriteUInt32LittleEndian(row[length..], Texts[pixel]);
            length += Lengths[pixel];
        }
        row[length] = (byte)'\n';
        return length + 1;
    }

    private void WriteChunks()
    {
        // The last field of a row may be written wider than it is.
        byte[] text = new byte[(RowsAtOnce * LongestRow) + WidthOfField];
        int chunk;
        while ((chunk = Interlocked.Increment(ref _taken) - 1) < Chunks)
        {
            int length = 0;
            int end = Math.Min(digits.Count, (chunk + 1) * RowsAtOnce);
            for (int i = chunk * RowsAtOnce; i < end; i++)
                length += Format(digits.Labels[i], digits.Image(i), text.AsSpan(length));
            if (!WriteInTurn(chunk, text.AsSpan(0, length)))
                return;
        }
    }

    // Chunks are taken in their order, so whoever is waited for is at work. False after a failure.
    private bool WriteInTurn(int chunk, ReadOnlySpan<byte> text)
    {
        lock (_turn)
        {
            while (_written != chunk && _failure is null)
                Monitor.Wait(_turn);
            try
            {
                if (_failure is not null)
                    return false;
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(new DataProgress("writing", chunk * RowsAtOnce, digits.Count));
                stream.Write(text);
                _written++;
                return true;
            }
#pragma warning disable CA1031 // whatever it is, Run throws it again on the caller's thread
            catch (Exception failure)
#pragma warning restore CA1031
            {
                _failure = ExceptionDispatchInfo.Capture(failure);
                return false;
            }
            finally
            {
                Monitor.PulseAll(_turn);
            }
        }
    }
}
