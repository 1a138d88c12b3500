using System.Text;
using Inkling.Web.Hosting;

namespace Inkling.Web.Tests;

public sealed class LoadTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Beyond_those_that_may_wait_a_request_is_503_and_told_when_to_ask_again()
    {
        const int Refused = 16;
        using Gate gate = new();
        await using RunningApi api = await RunningApi.Start(settings => settings with
        {
            MaxConcurrent = 1,
            MaxTime = Long,
            Confirmed = _ => gate.Pass(Cancellation),
        });
        Task<Answer> held = api.Post("/api/confirmations", Drawings.Seven);
        await gate.Reached(Cancellation);

        const int All = ServerSettings.WaitingPerReader + Refused;
        List<Task<Answer>> waiting = [.. Enumerable.Range(0, All).Select(_ => api.Get("/api/model"))];
        for (int i = 0; i < Refused; i++)
        {
            Task<Answer> first = await Task.WhenAny(waiting);
            waiting.Remove(first);
            Answer refused = await first;
            refused.Problem(503);
            Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        }
        gate.Open();
        Assert.All(await Task.WhenAll(waiting), answer => answer.Ok());
        (await held).Ok();
        await api.StillReads();
    }

    [Fact]
    public async Task Who_waits_for_a_place_longer_than_a_request_may_take_is_503()
    {
        using Gate gate = new();
        await using RunningApi api = await RunningApi.Start(settings => settings with
        {
            MaxConcurrent = 1,
            MaxTime = TimeSpan.FromSeconds(5),
            Confirmed = _ => gate.Pass(Cancellation),
        });
        await ReadsInTheEnd(api);
        Task<Answer> held = api.Post("/api/confirmations", Drawings.Seven);
        await gate.Reached(Cancellation);
        Answer waited = await api.Get("/api/model");
        gate.Open();
        await held;
        waited.Problem(503);
        await ReadsInTheEnd(api);
    }

    [Fact]
    public async Task A_drawing_that_takes_longer_than_a_request_may_is_503()
    {
        await using RunningApi api =
            await RunningApi.Start(settings => settings with { MaxTime = TimeSpan.FromMilliseconds(200) });
        // Just below what is refused for its cost: a second of painting.
        string points = string.Join(',', Enumerable.Repeat("[0,0]", 127));
        string heavy = $$"""{"strokes":[[{{points}}]],"width":1024,"height":1024,"penWidth":9000}""";
        string detail = (await api.Post("/api/predict", heavy)).Problem(503);
        Assert.Contains("longer", detail);
        await ReadsInTheEnd(api);
    }

    [Fact]
    public async Task A_body_that_comes_byte_by_byte_is_408_or_hung_up_on()
    {
        await using RunningApi api = await RunningApi.Start(settings => settings with { MaxTime = Long });
        using RawConnection slow = await RawConnection.Open(api.Address);
        await slow.Send(Encoding.ASCII.GetBytes(
            $"POST /api/predict HTTP/1.1\r\nHost: {api.Address.Authority}\r\nContent-Type: image/png\r\n"
            + "Content-Length: 100000\r\n\r\n"), Cancellation);
        Task<string> answer = slow.ReadToEnd(Cancellation);
        for (int drops = 0; drops < 400 && !answer.IsCompleted; drops++)
        {
            await Drip(slow);
            await Task.WhenAny(answer, Task.Delay(300, Cancellation));
        }
        Assert.True(answer.IsCompleted, "the server still waits after two minutes");
        Assert.Matches("^(HTTP/1.1 408 |$)", await answer);
        await api.StillReads();
    }

    [Fact]
    public async Task Who_hangs_up_in_the_middle_harms_nobody()
    {
        await using RunningApi api = await RunningApi.Start();
        for (int i = 0; i < 20; i++)
        {
            using RawConnection rude = await RawConnection.Open(api.Address);
            string type = i % 2 == 0 ? "image/png" : "application/json";
            await rude.Send(Encoding.ASCII.GetBytes(
                $"POST /api/explain HTTP/1.1\r\nHost: {api.Address.Authority}\r\nContent-Type: {type}\r\n"
                + "Content-Length: 100000\r\n\r\n{\"strokes\":[["), Cancellation);
        }
        await api.StillReads();
    }

    // A good one may be too slow as well, where a server was told to have little time and the machine has
    // less.
    private static async Task ReadsInTheEnd(RunningApi api)
    {
        Answer good = await api.Post("/api/predict", Drawings.Seven);
        for (int i = 0; i < 100 && good.Status == 503; i++)
            good = await api.Post("/api/predict", Drawings.Seven);
        Assert.Equal(7, good.Ok().GetProperty("digit").GetInt32());
    }

    private static async Task Drip(RawConnection connection)
    {
        try
        {
            await connection.Send([0], Cancellation);
        }
        catch (IOException)
        {
            // The server has hung up; what it said before is read elsewhere.
        }
    }

    /// <summary>Where a request stays until the test lets it go on.</summary>
    private sealed class Gate : IDisposable
    {
        private readonly SemaphoreSlim _reached = new(0);
        private readonly ManualResetEventSlim _open = new();

        public void Pass(CancellationToken cancellation)
        {
            _reached.Release();
            _open.Wait(cancellation);
        }

        public async Task Reached(CancellationToken cancellation) =>
            Assert.True(await _reached.WaitAsync(Long, cancellation), "no request came to the gate");

        public void Open() => _open.Set();

        public void Dispose()
        {
            _reached.Dispose();
            _open.Dispose();
        }
    }
}
