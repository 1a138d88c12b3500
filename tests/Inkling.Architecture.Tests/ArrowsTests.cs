namespace Inkling.Architecture.Tests;

/// <summary>The finder of circles finds those that are there.</summary>
public sealed class ArrowsTests
{
    [Theory]
    [InlineData("a>b b>c a>c d>c", "")]
    [InlineData("a>a a>b", "")]
    [InlineData("a>b b>a", "a b")]
    [InlineData("a>b b>c c>a", "a b c")]
    [InlineData("in>a a>b b>c c>b c>out", "b c")]
    [InlineData("a>b b>a c>d d>e e>c b>c", "a b; c d e")]
    [InlineData("a>b b>c c>a c>d d>c", "a b c d")]
    public void Circles(string graph, string circles)
    {
        Arrows arrows = new();
        foreach (string[] arrow in graph.Split(' ').Select(one => one.Split('>')))
            arrows.Add(arrow[0], arrow[1], "an example");
        Assert.Equal(circles, string.Join("; ", arrows.Circles().Select(circle => string.Join(' ', circle))));
    }

    [Fact]
    public void A_circle_is_described_by_its_own_arrows_alone()
    {
        Arrows arrows = new();
        arrows.Add("a", "b", "X uses Y");
        arrows.Add("b", "a", "Y uses X");
        arrows.Add("b", "c", "Y uses Z");
        Assert.Equal("  a -> b: X uses Y\n  b -> a: Y uses X", arrows.Describe(["a", "b"]));
    }
}
