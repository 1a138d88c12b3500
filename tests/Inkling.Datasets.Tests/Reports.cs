using System.Collections.Concurrent;
using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;

namespace Inkling.Datasets.Tests;

/// <summary>
/// Keeps every report, from whichever thread; .NET's own Progress reports later, which no test awaits.
/// </summary>
internal sealed class Reports : IProgress<DataProgress>
{
    public ConcurrentQueue<DataProgress> All { get; } = new();

    public void Report(DataProgress value) => All.Enqueue(value);
}
