using System.Net.Sockets;
using System.Text;

namespace Inkling.Web.Tests;

/// <summary>A connection that sends what no HTTP client would.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new();

    private RawConnection()
    {
    }

    public static async Task<RawConnection> Open(Uri address)
    {
        RawConnection connection = new();
        await connection._client.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    /// <summary>Sends one request as it is, and reads until the server hangs up.</summary>
    public static async Task<string> Ask(Uri address, string request, CancellationToken cancellation)
    {
        using RawConnection connection = await Open(address);
        await connection.Send(Encoding.Latin1.GetBytes(request), cancellation);
        return await connection.ReadToEnd(cancellation);
    }

    public async Task Send(byte[] bytes, CancellationToken cancellation) =>
        await _client.GetStream().WriteAsync(bytes, cancellation);

    /// <summary>What comes until the server hangs up, in whatever way it does.</summary>
    public async Task<string> ReadToEnd(CancellationToken cancellation)
    {
        using MemoryStream all = new();
        try
        {
            await _client.GetStream().CopyToAsync(all, cancellation);
        }
        catch (IOException)
        {
            // It may do so without a farewell.
        }
        return Encoding.Latin1.GetString(all.ToArray());
    }

    public void Dispose() => _client.Dispose();
}
