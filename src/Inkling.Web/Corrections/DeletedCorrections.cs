namespace Inkling.Web.Corrections;

/// <summary>
/// Corrections that were deleted last, in memory alone: each can be put back while the program runs, and no
/// file keeps what a person has deleted. It knows no database.
/// </summary>
internal sealed class DeletedCorrections
{
    // A drawing has some kilobytes, and a person takes back what was just deleted.
    private const int Most = 256;

    private readonly Lock _access = new();
    private readonly Dictionary<long, (Correction Correction, byte[] Png)> _byId = [];
    private readonly Queue<long> _order = [];

    /// <summary>Remembers a correction; beyond 256 of them the oldest is forgotten.</summary>
    public void Add(Correction correction, byte[] png)
    {
        lock (_access)
        {
            if (_byId.TryAdd(correction.Id, (correction, png)))
                _order.Enqueue(correction.Id);
            while (_order.Count > Most)
                _byId.Remove(_order.Dequeue());
        }
    }

    /// <summary>Finds a correction by its number; null if it was not deleted, or too long ago.</summary>
    public (Correction Correction, byte[] Png)? Find(long id)
    {
        lock (_access)
            return _byId.TryGetValue(id, out (Correction, byte[]) found) ? found : null;
    }
}
