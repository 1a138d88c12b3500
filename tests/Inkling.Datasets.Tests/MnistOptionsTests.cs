using Inkling.Datasets.Mnist;
using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

public class MnistOptionsTests
{
    [Fact]
    public void An_empty_environment_gives_two_mirrors_and_the_users_cache()
    {
        MnistOptions options = MnistOptions.From(_ => null);
        Assert.Null(options.Folder);
        Assert.Equal(2, options.Mirrors.Count);
        Assert.EndsWith(Path.Combine("inkling", "mnist"), options.CacheFolder, StringComparison.Ordinal);
        Assert.True(Path.IsPathRooted(options.CacheFolder));
    }

    [Fact]
    public void The_environment_names_folder_cache_and_mirrors()
    {
        MnistOptions options = MnistOptions.From(name => name switch
        {
            "INKLING_DATA" => "digits",
            "XDG_CACHE_HOME" => Path.GetFullPath("cache"),
            "INKLING_MNIST_MIRRORS" => "http://a.example/mnist, https://b.example/,",
            _ => null,
        });
        Assert.Equal("digits", options.Folder);
        Assert.Equal([new Uri("http://a.example/mnist/"), new Uri("https://b.example/")], options.Mirrors);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(Path.Combine(Path.GetFullPath("cache"), "inkling", "mnist"), options.CacheFolder);
    }

    [Theory]
    [InlineData("a.example")]
    [InlineData("ftp://a.example")]
    [InlineData("http://a.example,b")]
    [InlineData(",")]
    public void A_mirror_that_is_no_address_is_named(string mirrors) => Says(
        "is not an http or https address",
        Fault(() => MnistOptions.From(name => name == "INKLING_MNIST_MIRRORS" ? mirrors : null)));

    [Fact]
    public void The_real_MNIST_is_what_it_should_be()
    {
        MnistOptions options = MnistOptions.FromEnvironment();
        if (options.Folder is null)
            Assert.Skip("NOT TESTED: the real MNIST. Set INKLING_DATA to a folder that holds it.");
        DigitSource source = DigitSource.Open("mnist", options);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        DigitSet training = source.Training.Read(PictureForm.AsIs, null, cancellation);
        DigitSet test = source.Test!.Read(PictureForm.AsIs, null, cancellation);
        Assert.Equal((60_000, 10_000), (training.Count, test.Count));
        Assert.Equal([5, 0, 4, 1, 9], training.Labels[..5]);
        Assert.Equal([7, 2, 1, 0, 4], test.Labels[..5]);
    }
}
