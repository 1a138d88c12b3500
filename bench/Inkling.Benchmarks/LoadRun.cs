using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Inkling.Benchmarks;

/// <summary>
/// Sends files by turns to one address, from clients that each keep one connection and await each answer. An
/// answer is an error unless it is 200 and its digit is the one that the file's name begins with. Prints
/// "begun" after a warm-up and "half" at the half, so that whoever watches the server knows where it is, and
/// at the end a line of JSON.
/// </summary>
internal static class LoadRun
{
    private const int WarmUp = 500;
    private const int FaultsShown = 5;

    public static int Run(Uri address, int count, int clients, string[] files)
    {
        Body[] bodies = [.. files.Select(Body.Read)];
        HttpClient[] connections = [.. Enumerable.Range(0, clients).Select(_ => Connection())];
        Round warmUp = new(address, bodies, WarmUp);
        warmUp.Run(connections);
        Console.WriteLine("begun");

        Round round = new(address, bodies, count) { Half = () => Console.WriteLine("half") };
        var clock = Stopwatch.StartNew();
        round.Run(connections);
        double seconds = clock.Elapsed.TotalSeconds;
        foreach (HttpClient connection in connections)
            connection.Dispose();

        string[] faults = [.. warmUp.Faults, .. round.Faults];
        foreach (string fault in faults.Take(FaultsShown))
            Console.Error.WriteLine(fault);
        double[] sorted = [.. round.Milliseconds.Order()];
        Console.WriteLine(
            $$"""{"requests": {{count}}, "seconds": {{seconds:F3}}, "errors": {{faults.Length}},"""
            + $$""" "p50": {{Percentile(sorted, 50):F3}}, "p95": {{Percentile(sorted, 95):F3}},"""
            + $$""" "p99": {{Percentile(sorted, 99):F3}}, "max": {{sorted[^1]:F3}}}""");
        return faults.Length == 0 ? 0 : 1;
    }

    // The nearest rank: the least that so many percent do not exceed.
    private static double Percentile(double[] sorted, int percent) =>
        sorted[(int)Math.Ceiling(sorted.Length * (percent / 100.0)) - 1];

    // One client, one connection: a pool that they shared would lend them each other's.
    private static HttpClient Connection() =>
#pragma warning disable CA2000 // The client disposes of its handler.
        new(new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseProxy = false, UseCookies = false });
#pragma warning restore CA2000

    private sealed record Body(byte[] Content, MediaTypeHeaderValue Type, int Digit)
    {
        public static Body Read(string file) => new(
            File.ReadAllBytes(file),
            new MediaTypeHeaderValue(Path.GetExtension(file) == ".json" ? "application/json" : "image/png"),
            Path.GetFileName(file)[0] - '0');
    }

    private sealed class Round(Uri address, Body[] bodies, int count)
    {
        private int _sent;
        private int _answered;

        public Action? Half { get; init; }

        public double[] Milliseconds { get; } = new double[count];

        public ConcurrentQueue<string> Faults { get; } = [];

        public void Run(HttpClient[] connections) => Task.WaitAll([.. connections.Select(Client)]);

        private async Task Client(HttpClient connection)
        {
            for (int i; (i = Interlocked.Increment(ref _sent) - 1) < count;)
            {
                Body body = bodies[i % bodies.Length];
                long start = Stopwatch.GetTimestamp();
                string? fault = await FaultOf(connection, body);
                Milliseconds[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                if (fault is not null)
                    Faults.Enqueue($"request {i}: {fault}");
                if (Interlocked.Increment(ref _answered) == count / 2)
                    Half?.Invoke();
            }
        }

        private async Task<string?> FaultOf(HttpClient connection, Body body)
        {
            try
            {
                using ByteArrayContent content = new(body.Content);
                content.Headers.ContentType = body.Type;
                using HttpResponseMessage response = await connection.PostAsync(address, content);
                byte[] answer = await response.Content.ReadAsByteArrayAsync();
                if (response.StatusCode != HttpStatusCode.OK)
                    return $"{(int)response.StatusCode} {System.Text.Encoding.UTF8.GetString(answer)}";
                using var json = JsonDocument.Parse(answer);
                JsonElement digit = json.RootElement.GetProperty("digit");
                return digit.ValueKind == JsonValueKind.Number && digit.GetInt32() == body.Digit
                    ? null
                    : $"read {digit}, which is a {body.Digit}";
            }
            catch (Exception failure)
                when (failure is HttpRequestException or IOException or TaskCanceledException)
            {
                return failure.Message;
            }
        }
    }
}
