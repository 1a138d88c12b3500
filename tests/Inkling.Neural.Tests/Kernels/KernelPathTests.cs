using Inkling.Neural.Kernels;

namespace Inkling.Neural.Tests.Kernels;

/// <summary>The paths by name.</summary>
public sealed class KernelPathTests
{
    [Fact]
    public void A_path_that_is_not_there_is_refused_and_those_that_are_there_are_named()
    {
        string message = Assert.Throws<ArgumentException>(() => KernelPath.Choose("abacus")).Message;
        Assert.Contains("INKLING_KERNEL is \"abacus\"", message);
        Assert.Contains("portable", message);
        Assert.Equal("portable", KernelPath.Choose("portable").Name);
        Assert.True(KernelPath.Choose("").IsSupported);
        Assert.All(KernelPath.All.Where(path => !path.IsSupported), path => Assert.Contains(
            "does not have", Assert.Throws<ArgumentException>(() => KernelPath.Choose(path.Name)).Message));
    }
}
