using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using Inkling.Recognition.Data;

namespace Inkling.Datasets.Mnist;

/// <summary>Downloads one of MNIST's files, checked, from mirrors that may be gone, slow or wrong.</summary>
internal sealed class MnistDownload(MnistOptions options) : IDisposable
{
    private const int Attempts = 2;
    private const int MostRedirections = 5;
    private const int ChunkSize = 1 << 16;
    private const int MostBytes = 1 << 26; // the largest file has 10 MB zipped, 47 MB unzipped

    private const string Sent = "sent "; // how our own words about content begin, unlike the decompressor's

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        ConnectTimeout = options.ConnectTimeout,
        MaxAutomaticRedirections = MostRedirections,
    })
    {
        // The stall time-out below watches every step; a slow line may take as long as it keeps moving.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>The file's bytes as they are to be stored.</summary>
    /// <exception cref="DataException">No mirror had it.</exception>
    /// <exception cref="OperationCanceledException">The user called it off.</exception>
    public async Task<byte[]> FetchAsync(
        MnistFile file, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        List<string> answers = [];
        foreach (Uri mirror in options.Mirrors)
        {
            for (int attempt = 1; attempt <= Attempts; attempt++)
            {
                if (attempt > 1)
                    await Task.Delay(options.RetryPause, options.Time, cancellation);
                try
                {
                    Uri address = new(mirror, file.Name);
                    return Checked(await GetAsync(address, file, progress, cancellation), file);
                }
                catch (Exception cause) when (Answer(cause, cancellation) is { } answer)
                {
                    answers.Add($"{mirror} {answer}");
                    if (IsFinal(cause))
                        break;
                }
            }
        }
        throw new DataException($"{file.Name} could not be downloaded: {string.Join("; ", Merged(answers))}. "
            + $"Get {string.Join(", ", options.Files.Select(each => each.Name))} in another way and put them "
            + $"into {options.CacheFolder}, or into a folder that {MnistOptions.FolderVariable} names.");
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<byte[]> GetAsync(
        Uri address, MnistFile file, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        using CancellationTokenSource stall = new(options.StallTimeout, options.Time);
        using CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(stall.Token, cancellation);
        using HttpResponseMessage response =
            await _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, either.Token);
        response.EnsureSuccessStatusCode();
        long total = response.Content.Headers.ContentLength ?? 0;
        using Stream body = await response.Content.ReadAsStreamAsync(either.Token);
        using MemoryStream content = new();
        byte[] chunk = new byte[ChunkSize];
        while (true)
        {
            stall.CancelAfter(options.StallTimeout);
            int got = await body.ReadAsync(chunk, either.Token);
            if (got == 0)
                return content.ToArray();
            await content.WriteAsync(chunk.AsMemory(0, got), either.Token);
            if (content.Length > MostBytes)
                throw new InvalidDataException(Sent + "more bytes than the file has");
            progress?.Report(new DataProgress(file.Name, content.Length, total));
        }
    }

    private static byte[] Checked(byte[] bytes, MnistFile file)
    {
        using Stream content = bytes is [0x1F, 0x8B, ..]
            ? new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)
            : new MemoryStream(bytes);
        return Convert.ToHexStringLower(SHA256.HashData(content)) == file.Sha256
            ? bytes
            : throw new InvalidDataException(
                $"{Sent}{bytes.Length:N0} bytes that are not MNIST's (by SHA-256)");
    }

    // What a mirror did, or null where the exception is not about the mirror.
    private string? Answer(Exception cause, CancellationToken cancellation) => cause switch
    {
        OperationCanceledException when cancellation.IsCancellationRequested => null,
        // What SocketsHttpHandler throws when its own time-out, that of connecting, is over.
        OperationCanceledException { InnerException: TimeoutException } =>
            $"accepted no connection within {options.ConnectTimeout.TotalSeconds:0.##} s",
        OperationCanceledException => $"was silent for {options.StallTimeout.TotalSeconds:0.##} s",
        HttpRequestException { StatusCode: { } status } => $"answered {(int)status} {status}",
        HttpRequestException => $"could not be reached ({cause.GetBaseException().Message})",
        InvalidDataException when cause.Message.StartsWith(Sent, StringComparison.Ordinal) => cause.Message,
        InvalidDataException => "sent bytes that can't be unzipped",
        IOException => "broke off before the end",
        _ => null,
    };

    // A mirror that has not got the file will not have it in a second either.
    private static bool IsFinal(Exception cause) => cause is HttpRequestException
    {
        StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
    };

    private static IEnumerable<string> Merged(List<string> answers) => answers.GroupBy(answer => answer)
        .Select(same => same.Count() > 1 ? $"{same.Key} (twice)" : same.Key);
}
