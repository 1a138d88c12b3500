using Inkling.Imaging.Decoding;

namespace Inkling.Imaging.Tests.Decoding;

/// <summary>
/// One file of each kind in PngSuite, the public test suite for PNG by Willem van Schaik, under its name
/// there (Fixtures/png_suite.py draws them; libpng read them). The names of the cases list the kinds: dotnet
/// test with --output Detailed prints them.
/// </summary>
public class PngSuiteKinds
{
    private const string Prefix = "suite-";

    private static readonly string[] Kinds =
    [
        .. Fixture.Names
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name)[Prefix.Length..]),
    ];

    public static TheoryData<string, string> Sound =>
        [.. Kinds.Where(kind => kind[0] != 'x').Select(kind => (kind, Describe(kind)))];

    public static TheoryData<string, string> Corrupt => new()
    {
        { "xc1n0g08", "is damaged: its PNG header says depth 8, colour 1, " },
        { "xc9n2c08", "is damaged: its PNG header says depth 8, colour 9, " },
        { "xcrn0g04", "is in no format" },
        { "xcsn0g01", "is damaged: PNG chunk IDAT at byte 33 fails its checksum" },
        { "xd0n2c08", "is damaged: its PNG header says depth 0, " },
        { "xd3n2c08", "is damaged: its PNG header says depth 3, " },
        { "xd9n2c08", "is damaged: its PNG header says depth 99, " },
        { "xdtn0g01", "is cut short: 32 × 32 pixels do not fit into 0 bytes" },
        { "xhdn0g08", "is damaged: PNG chunk IHDR at byte 8 fails its checksum" },
        { "xlfn0g04", "is in no format" },
        { "xs1n0g01", "is in no format" },
        { "xs2n0g01", "is in no format" },
        { "xs4n0g01", "is in no format" },
        { "xs7n0g01", "is in no format" },
    };

    [Theory]
    [MemberData(nameof(Sound))]
    public void Pixels_equal_those_of_libpng(string name, string kind)
    {
        RasterImage expected = Fixture.Expected($"{Prefix}{name}.png");
        RasterImage actual = Fixture.Decode(Fixture.Bytes($"{Prefix}{name}.png"));
        Assert.True(expected.Channels == actual.Channels, kind);
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        Assert.Equal(expected.Samples, actual.Samples);
    }

    [Theory]
    [MemberData(nameof(Corrupt))]
    public void Each_corruption_is_refused_and_named(string name, string message) => Assert.StartsWith(
        message,
        Assert.Throws<ImageFormatException>(
            () => Fixture.Decode(Fixture.Bytes($"{Prefix}{name}.png"))).Message);

    [Fact]
    public void All_176_kinds_are_there()
    {
        Assert.Equal(176, Kinds.Length);
        Assert.Equal(176, Sound.Count + Corrupt.Count);
    }

    private static string Describe(string kind)
    {
        if (kind == "PngSuite")
            return "a larger picture";
        string colour = kind[^4] switch
        {
            '0' => "grey",
            '2' => "colour",
            '3' => "palette",
            '4' => "grey and alpha",
            _ => "colour and alpha",
        };
        string series = kind[..2] switch
        {
            "ba" => "each type and depth",
            "bg" => "background",
            "ct" => "text",
            "cc" => "chromaticity",
            "cd" => "size of a pixel",
            "ch" => "histogram",
            "cm" => "time",
            "cs" => "significant bits",
            "ex" => "Exif",
            "oi" => "pieces of data",
            "pp" or "ps" => "suggested palette",
            ['t', _] => "transparency",
            ['f', _] => "filter",
            ['g', _] => "gamma",
            ['s', _] => "size",
            ['z', _] => "compression",
            _ => "other",
        };
        bool isInterlaced = kind.StartsWith("basi", StringComparison.Ordinal)
            || (kind[0] == 's' && kind[3] == 'i');
        return $"{series}: {colour}, {int.Parse(kind[^2..], null)} bits, "
            + $"{(isInterlaced ? "Adam7" : "not interlaced")}";
    }
}
