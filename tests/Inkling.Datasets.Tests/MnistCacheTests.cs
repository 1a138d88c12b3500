using System.Security.Cryptography;
using Inkling.Datasets.Idx;
using Inkling.Datasets.Mnist;
using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;
using Microsoft.Extensions.Time.Testing;
using static Inkling.Datasets.Tests.HostileServer;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

public sealed class MnistCacheTests : IDisposable
{
    private static readonly DigitSet Training = Digits(6, seed: 1);
    private static readonly DigitSet Test = Digits(2, seed: 2);

    private static readonly byte[][] Contents =
    [
        Bytes(stream => IdxFile.WriteImages(stream, Training)),
        Bytes(stream => IdxFile.WriteLabels(stream, Training)),
        Bytes(stream => IdxFile.WriteImages(stream, Test)),
        Bytes(stream => IdxFile.WriteLabels(stream, Test)),
    ];

    // MNIST's names, and the hashes of a data set that a test can afford.
    private static readonly MnistFile[] Files = [.. MnistFile.All.Select((file, i) =>
        file with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(Contents[i])) })];

    private readonly FakeTimeProvider _time = new();
    private readonly TemporaryFolder _folder = new();
    private readonly List<HostileServer> _servers = [];

    public void Dispose()
    {
        _servers.ForEach(server => server.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public void Mnist_is_found_where_it_is_and_not_fetched_to_be_found()
    {
        MnistOptions options = With(Good);
        Assert.Null(DigitSource.FindMnist(options));
        Assert.Equal(0, _servers[0].Requests);
        ReadTest(options);
        Assert.Equal(Test.Pixels, DigitSource.FindMnist(options)!.Test!.Read(cancellation:
            TestContext.Current.CancellationToken).Pixels);
    }

    [Fact]
    public void What_is_fetched_is_kept_and_not_fetched_again()
    {
        MnistOptions options = With(Good);
        Reports reports = new();
        DigitSet read = new MnistCache(options).ReadTraining(reports, TestContext.Current.CancellationToken);
        Assert.Equal(Training.ComputeFingerprint(), read.ComputeFingerprint());
        Assert.Equal(Test.ComputeFingerprint(), ReadTest(options).ComputeFingerprint());
        Assert.Equal(4, _servers[0].Requests);
        IEnumerable<string> ended =
            reports.All.Where(each => each.Done == each.Total).Select(each => each.What);
        Assert.Equal(Files.Select(file => file.Name), ended);
        Assert.Equal(Files.Select(file => file.Name).Order(), Cached());
    }

    [Fact]
    public void A_server_that_hesitates_once_is_asked_again()
    {
        int requests = 0;
        ReadTest(With(name =>
            Interlocked.Increment(ref requests) % 2 == 1 ? Status("503 Busy") : Good(name)));
        Assert.Equal(8, _servers[0].Requests);
    }

    [Fact]
    public void A_redirection_is_followed()
    {
        ReadTest(With(name => name.StartsWith("moved/", StringComparison.Ordinal)
            ? Good(name[6..])
            : new Reply("302 Found", [], $"Location: /moved/{name}\r\nContent-Length: 0\r\n")));
        Assert.Equal(8, _servers[0].Requests);
    }

    [Fact]
    public void A_redirection_in_circles_ends() => Says("answered 302", FaultOf(name =>
        new Reply("302 Found", [], $"Location: /{name}\r\nContent-Length: 0\r\n")));

    [Theory]
    [InlineData("503 Service Unavailable", "answered 503 ServiceUnavailable (twice)", 2)]
    [InlineData("404 Not Found", "answered 404 NotFound", 1)]
    public void Refusals_are_told(string status, string words, int requests)
    {
        Says(words, FaultOf(_ => Status(status)));
        Assert.Equal(requests, _servers[0].Requests);
    }

    [Fact]
    public void Silence_before_the_answer_ends_soon() =>
        Says("was silent for 20 s (twice)", FaultOf(
            _ => new Reply(string.Empty, [], string.Empty, PassTheTime)));

    [Fact]
    public void Silence_in_the_middle_ends_soon() => Says("was silent for 20 s (twice)", FaultOf(name =>
        Good(name) with { Body = Good(name).Body[..40], ThenSilence = PassTheTime }));

    [Fact]
    public void A_download_that_breaks_off_is_refused() => Says(
        "broke off before the end (twice)",
        FaultOf(name => Good(name) with { Body = Good(name).Body[..^1] }));

    [Fact]
    public void A_lie_of_the_right_length_is_refused() => Says(
        "that are not MNIST's (by SHA-256) (twice)", FaultOf(name => Ok(new byte[Good(name).Body.Length])));

    [Fact]
    public void A_broken_zip_is_refused() => Says("sent bytes that can't be unzipped (twice)", FaultOf(name =>
        Ok([0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])));

    [Fact]
    public void Nobody_there_is_told()
    {
        Uri address;
        using (HostileServer gone = new(Good))
            address = gone.Address;
        MnistOptions options = With(Good) with { Mirrors = [address] };
        Says($"{address} could not be reached (", Fault(() => ReadTest(options)));
    }

    [Fact]
    public void When_the_first_mirror_lies_the_second_is_asked()
    {
        MnistOptions options = With(_ => Ok([1, 2, 3]), Good);
        Assert.Equal(Test.ComputeFingerprint(), ReadTest(options).ComputeFingerprint());
    }

    [Fact]
    public void The_error_at_the_end_names_each_mirror_and_what_to_do()
    {
        string fault = Fault(() => ReadTest(With(_ => Status("404 Not Found"), _ => Status("500 Oops"))));
        Says("train-images-idx3-ubyte.gz could not be downloaded: ", fault);
        Says($"{_servers[0].Address} answered 404 NotFound; {_servers[1].Address} answered 500", fault);
        Says("t10k-labels-idx1-ubyte.gz in another way and put them into " + _folder.At("cache"), fault);
        Says("or into a folder that INKLING_DATA names.", fault);
        Assert.Empty(Cached());
    }

    [Fact]
    public void A_damaged_file_in_the_cache_is_said_so_and_fetched_again()
    {
        MnistOptions options = With(Good);
        ReadTest(options);
        string path = _folder.At("cache", "t10k-images-idx3-ubyte.gz");
        byte[] cutShort = File.ReadAllBytes(path)[..^9];
        foreach (byte[] damaged in new[] { [], Zip(Contents[0]), cutShort, "garbage"u8.ToArray() })
        {
            File.WriteAllBytes(path, damaged);
            Reports reports = new();
            new MnistCache(options).ReadTest(reports, TestContext.Current.CancellationToken);
            Assert.Contains(reports.All, report => report.What == $"{path} is damaged: downloading it again");
        }
        Assert.Equal(4 + 4, _servers[0].Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mnist")]
    public void The_users_own_folder_comes_first_and_is_never_written(string sub)
    {
        MnistOptions options = With(Good) with { Folder = _folder.At("own") };
        foreach ((MnistFile file, byte[] content) in Files.Zip(Contents))
            _folder.File(Path.Combine("own", sub, Path.GetFileNameWithoutExtension(file.Name)), content);
        Assert.Equal(Test.ComputeFingerprint(), ReadTest(options).ComputeFingerprint());
        Assert.Equal(0, _servers[0].Requests);
        string damaged = _folder.File(Path.Combine("own", sub, "t10k-labels-idx1-ubyte"), Contents[1]);
        Says($"{damaged}: is not MNIST's file (by SHA-256)", Fault(() => ReadTest(options)));
        Assert.Equal(Contents[1], File.ReadAllBytes(damaged));
        Says("names nowhere, which is no folder", Fault(() => ReadTest(options with { Folder = "nowhere" })));
    }

    [Fact]
    public void A_download_can_be_called_off()
    {
        using CancellationTokenSource source = new();
        MnistCache cache = new(With(_ => new Reply(string.Empty, [], string.Empty, source.Cancel)));
        Assert.ThrowsAny<OperationCanceledException>(() => cache.ReadTest(null, source.Token));
        Assert.Empty(Cached());
    }

    [Fact]
    public void A_cache_that_can_not_be_written_is_named()
    {
        _folder.File("cache", "a file in the way");
        Says(_folder.At("cache"), Fault(() => ReadTest(With(Good))));
    }

    private static Reply Good(string name)
    {
        int file = Array.FindIndex(Files, file => file.Name == name);
        return file < 0 ? Status("404 Not Found") : Ok(Zip(Contents[file]));
    }

    private static DigitSet ReadTest(MnistOptions options) =>
        new MnistCache(options).ReadTest(null, TestContext.Current.CancellationToken);

    private MnistOptions With(params ReadOnlySpan<Func<string, Reply>> answers)
    {
        foreach (Func<string, Reply> answer in answers)
            _servers.Add(new HostileServer(answer));
        return new MnistOptions
        {
            CacheFolder = _folder.At("cache"),
            Mirrors = [.. _servers.TakeLast(answers.Length).Select(server => server.Address)],
            Files = Files,
            RetryPause = TimeSpan.Zero,
            Time = _time,
        };
    }

    private void PassTheTime() => _time.Advance(TimeSpan.FromSeconds(20));

    private string FaultOf(Func<string, Reply> answer)
    {
        string fault = Fault(() => ReadTest(With(answer)));
        Assert.Empty(Cached());
        return fault;
    }

    private IEnumerable<string?> Cached() => !Directory.Exists(_folder.At("cache"))
        ? []
        : Directory.EnumerateFileSystemEntries(_folder.At("cache")).Select(Path.GetFileName).Order();
}
