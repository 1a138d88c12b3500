using System.Net;
using Inkling.Recognition.Models;
using Inkling.Web.Corrections;
using Inkling.Web.Lessons;

namespace Inkling.Web.Hosting;

/// <summary>How a server is run. The defaults serve one person on their own machine.</summary>
public sealed record ServerSettings
{
    /// <summary>The port where none is named.</summary>
    public const int DefaultPort = 8427;

    /// <summary>Where it listens; on a loopback address, requests under any other name are refused.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Whom it answers; null for everybody who reaches the address.</summary>
    public Invitations? Invitations { get; init; }

    /// <summary>The port; 0 for any that is free.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>What reads.</summary>
    public DigitModel Model { get; init; } = DigitModel.Default;

    /// <summary>Bytes of a request's body at most (413 beyond).</summary>
    public long MaxBodyBytes { get; init; } = 32 << 20;

    /// <summary>Pixels of a picture at most (413 beyond); phones' 50 megapixels are 8160 × 6144.</summary>
    public long MaxPixels { get; init; } = 51_000_000;

    /// <summary>How long a request may take (503 beyond).</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Requests that are under way at once; for each, 64 may wait (503 beyond). Several for each processor:
    /// those whose drawings are prepared are read as one batch.
    /// </summary>
    public int MaxConcurrent { get; init; } = 4 * Environment.ProcessorCount;

    /// <summary>How many requests may wait for each that is read.</summary>
    public const int WaitingPerReader = 64;

    /// <summary>The file in which corrections are kept; made when the first is.</summary>
    public string CorrectionsPath { get; init; } = CorrectionStore.DefaultPath;

    /// <summary>How the page teaches; null for a server that does not.</summary>
    public LessonSettings? Lessons { get; init; }

    /// <summary>Whether every request is logged, as JSON on stderr; else only what goes wrong.</summary>
    public bool LogsRequests { get; init; }

    /// <summary>Whether it warms up by requests of its own, so that early ones are fast.</summary>
    public bool WarmsUp { get; init; }

    /// <summary>Hears of each drawing that a person confirms on the page.</summary>
    public Action<DigitReading>? Confirmed { get; init; }
}
