using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Gif;

/// <summary>
/// GIF's variant of LZW (Welch 1984; GIF89a, appendix F). A code stands for a string that was written before,
/// so the table holds no strings: only where in the output each began, and how long it was.
/// </summary>
internal sealed class GifLzw(int codeSize, byte[] output)
{
    private const int MostCodes = 4096;

    private readonly int[] _start = new int[MostCodes];
    private readonly int[] _length = new int[MostCodes];

    public void Decode(ByteReader reader, CancellationToken cancellation)
    {
        var data = new GifData(reader);
        int clear = 1 << codeSize;
        int next = clear + 2;
        int size = codeSize + 1;
        int written = 0;
        int previous = 0; // The length of the last string, or 0 right after a clear code.
        for (int codes = 0; written < output.Length; codes++)
        {
            if (codes % MostCodes == 0)
                cancellation.ThrowIfCancellationRequested();
            int code = data.Code(size);
            if (code < 0 || code == clear + 1)
                throw CutShort($"its GIF data end at pixel {written + 1:N0} of {output.Length:N0}");
            if (code == clear)
            {
                (next, size, previous) = (clear + 2, codeSize + 1, 0);
                continue;
            }
            if (previous > 0 && next < MostCodes)
            {
                // The last string and the first pixel of the one that now follows it.
                _start[next] = written - previous;
                _length[next] = previous + 1;
                next++;
            }
            if (code >= next)
                throw Damaged($"GIF code {code:N0} comes before its string, at pixel {written + 1:N0}");
            previous = Write(code, clear, written);
            written += previous;
            if (next == 1 << size && size < 12)
                size++;
        }
    }

    // A string may reach into itself (its last pixel is then its first), so it is copied from the front.
    private int Write(int code, int clear, int at)
    {
        if (code < clear)
        {
            output[at] = (byte)code;
            return 1;
        }
        int from = _start[code];
        int length = Math.Min(_length[code], output.Length - at);
        for (int i = 0; i < length; i++)
            output[at + i] = output[from + i];
        return length;
    }
}
