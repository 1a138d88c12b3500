using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;

namespace Inkling.Web.Hosting;

/// <summary>
/// Who may use a server that others on the network can reach. An invitation admits the first browser that
/// shows it, within ten minutes; the browser then shows a secret of its own. Only hashes are kept.
/// </summary>
/// <param name="time">What tells when an invitation lapses.</param>
public sealed class Invitations(TimeProvider time)
{
    /// <summary>How long an invitation waits.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    // 128 bits are not guessed.
    private const int SecretBytes = 16;

    // Of invitations that wait and of browsers that were admitted; beyond them the oldest is forgotten.
    private const int Most = 64;

    private readonly Lock _access = new();
    private readonly List<(string Hash, DateTimeOffset Lapses)> _waiting = [];
    private readonly List<string> _admitted = [];

    /// <summary>Creates a list that goes by this machine's clock.</summary>
    public Invitations()
        : this(TimeProvider.System)
    {
    }

    /// <summary>Hears from where a browser was admitted.</summary>
    public Action<IPAddress>? Admitted { get; init; }

    /// <summary>Makes an invitation: 22 letters that an address may hold.</summary>
    public string Create()
    {
        string token = Secret();
        lock (_access)
        {
            _waiting.Add((HashOf(token), time.GetUtcNow() + Lifetime));
            if (_waiting.Count > Most)
                _waiting.RemoveAt(0);
        }
        return token;
    }

    /// <summary>Takes an invitation, which then is used.</summary>
    /// <returns>
    /// What the browser shows from now on; null if the invitation is unknown, used or lapsed.
    /// </returns>
    internal string? Redeem(string token)
    {
        string hash = HashOf(token);
        lock (_access)
        {
            _waiting.RemoveAll(one => one.Lapses <= time.GetUtcNow());
            if (_waiting.RemoveAll(one => one.Hash == hash) == 0)
                return null;
            string secret = Secret();
            _admitted.Add(HashOf(secret));
            if (_admitted.Count > Most)
                _admitted.RemoveAt(0);
            return secret;
        }
    }

    /// <summary>Whether a browser that shows this was admitted.</summary>
    internal bool Admits(string secret)
    {
        string hash = HashOf(secret);
        lock (_access)
            return _admitted.Contains(hash);
    }

    private static string Secret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    // How long a comparison of hashes takes tells nothing of what was hashed.
    private static string HashOf(string secret) =>
        Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret)));
}
