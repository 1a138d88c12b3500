using System.Text;
using Inkling.Imaging.Decoding.Jpeg;

namespace Inkling.Imaging.Tests.Decoding;

public class ExifOrientationTests
{
    [Theory]
    [InlineData("Exif\0\0II*\0\u0008\0\0\0\u0001\0\u0012\u0001\u0003\0\u0001\0\0\0\u0006\0\0\0", 6)]
    [InlineData("Exif\0\0MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0008\0\0", 8)]
    [InlineData("Exif\0\0MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0009\0\0", 1)]
    [InlineData("Exif\0\0MM\0*\0\0\0\u0008\0\u0001\u0001\u0012", 1)]
    [InlineData("Exif\0\0MM\0*\0\u0001\0\u0008", 1)]
    [InlineData("Exif", 1)]
    public void Orientation_is_read_in_either_byte_order_and_a_broken_one_is_upright(
        string segment, int expected) =>
        Assert.Equal(expected, ExifOrientation.Read(Encoding.Latin1.GetBytes(segment)));
}
