using System.Net;
using System.Net.Sockets;
using System.Text;
using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;

namespace Inkling.Datasets.Tests;

/// <summary>
/// A mirror on this machine that answers as each test tells it: byte for byte, so that it can also stop in
/// the middle, promise too much, or say nothing.
/// </summary>
internal sealed class HostileServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, Reply> _answer;
    private int _requests;

    public HostileServer(Func<string, Reply> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public int Requests => _requests;

    public static Reply Ok(byte[] body) => new("200 OK", body, $"Content-Length: {body.Length}\r\n");

    public static Reply Status(string status) => new(status, [], "Content-Length: 0\r\n");

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token), _stop.Token);
        }
        catch (Exception cause) when (cause is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        try
        {
            using TcpClient open = client;
            NetworkStream stream = client.GetStream();
            using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
            string request = await reader.ReadLineAsync(stop) ?? string.Empty;
            while (await reader.ReadLineAsync(stop) is { Length: > 0 })
            {
            }
            Interlocked.Increment(ref _requests);
            Reply reply = _answer(request.Split(' ')[1].TrimStart('/'));
            string head = reply.Status.Length == 0
                ? string.Empty
                : $"HTTP/1.1 {reply.Status}\r\n{reply.Headers}Connection: close\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), stop);
            await stream.WriteAsync(reply.Body, stop);
            if (reply.ThenSilence is { } passTheTime)
                await StaySilent(stream, passTheTime, stop);
        }
        catch (Exception cause) when (cause is OperationCanceledException or IOException)
        {
            // The test is over, or its client has hung up.
        }
    }

    // Until the client hangs up: whatever it waits for when time passes, it waits for in vain.
    private static async Task StaySilent(NetworkStream stream, Action passTheTime, CancellationToken stop)
    {
        Task<int> hungUp = stream.ReadAsync(new byte[1], stop).AsTask();
        while (!hungUp.IsCompleted)
        {
            passTheTime();
            await Task.WhenAny(hungUp, Task.Delay(1, stop));
        }
        await hungUp;
    }

    /// <summary>
    /// Status, body and headers as sent; an empty status sends nothing at all. What comes with a silence at
    /// the end is done again and again while it lasts.
    /// </summary>
    internal sealed record Reply(string Status, byte[] Body, string Headers, Action? ThenSilence = null);
}
