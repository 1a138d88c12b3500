using System.Text.Json;
using Inkling.Pictures.Tests;

namespace Inkling.Web.Tests;

/// <summary>Tests that measure the whole process, and so have it to themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

[Collection(Alone.Name)]
public sealed class MemoryTests
{
    [Fact]
    public async Task A_small_file_of_many_pixels_costs_its_pixels_and_little_more()
    {
        // 49 million pixels of paper, just below the limit, in some 200 KB.
        const int Side = 7000;
        byte[] bomb = PngBytes.File(Side, Side, new byte[(Side + 1) * Side]);
        Assert.InRange(bomb.Length, 1000, 1_000_000);
        await using RunningApi api = await RunningApi.Start();
        await api.StillReads();
        long before = GC.GetTotalAllocatedBytes();
        JsonElement reading = (await api.Post("/api/predict", bomb, "image/png")).Ok();
        long megabytes = (GC.GetTotalAllocatedBytes() - before) >> 20;
        Assert.True(reading.IsNull("digit"));
        Assert.InRange(megabytes, 1, 200);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{bomb.Length:N0} bytes came to {megabytes} MB of memory");
        await api.StillReads();
    }
}
