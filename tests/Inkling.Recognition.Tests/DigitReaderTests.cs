using Inkling.Imaging;
using Inkling.Imaging.Preparation;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Tests;

public sealed class DigitReaderTests
{
    [Fact]
    public void A_picture_and_its_pixels_are_read_alike()
    {
        GreyImage picture = Seven(90, ink: 20, paper: 240);
        DigitReading reading = DigitReader.Default.Read(picture);
        Assert.Equal(7, reading.Digit);
        Assert.Equal(reading.Probabilities[7], reading.Confidence);
        Assert.Equal(1, reading.Probabilities.Sum(), tolerance: 1e-5f);
        Assert.Equal(reading, DigitReader.Default.ReadPixels(picture.Pixels, 90, 90));
    }

    [Fact]
    public void White_ink_on_black_is_read_as_black_on_white_is() => Assert.Equal(
        DigitReader.Default.ReadPixels(Seven(90, ink: 0, paper: 255).Pixels, 90, 90).Digit,
        DigitReader.Default.ReadPixels(Seven(90, ink: 255, paper: 0).Pixels, 90, 90).Digit);

    [Fact]
    public void A_blank_picture_has_no_digit()
    {
        DigitReading reading = DigitReader.Default.ReadPixels(new byte[50 * 40], 50, 40);
        Assert.Null(reading.Digit);
        Assert.Equal(0, reading.Confidence);
    }

    [Fact]
    public void As_it_is_a_picture_must_be_28_by_28()
    {
        DigitReader reader = new(DigitModel.Default, new() { Form = PictureForm.AsIs });
        Assert.StartsWith("The picture is 30 × 28 pixels", Assert.Throws<DataException>(
            () => reader.ReadPixels(new byte[840], 30, 28)).Message);
        Assert.Equal(10, reader.ReadPixels(new byte[784], 28, 28).Probabilities.Count);
    }

    [Fact]
    public void Any_number_of_threads_may_read_at_once()
    {
        DigitSet digits = Digits.Bars(300, seed: 8);
        DigitReader reader = new(DigitModel.Default, new() { Form = PictureForm.AsIs });
        DigitReading[] serial =
            [.. Enumerable.Range(0, 300).Select(i => reader.ReadPixels(digits.Image(i), 28, 28))];
        DigitReading[] parallel = new DigitReading[300];
        Parallel.For(0, 300, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            parallel[i] = reader.ReadPixels(digits.Image(i), 28, 28));
        for (int i = 0; i < 300; i++)
            Assert.Equal(serial[i], parallel[i]);
    }

    // Enough for several batches, and one that is not full.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public void A_batch_gives_each_digit_the_bits_that_it_has_alone(int count)
    {
        DigitSet bars = Digits.Bars(100, seed: 9);
        PreparedDigit[] digits = [.. Enumerable.Range(0, count).Select(i => new PreparedDigit
        {
            Found = i % 7 != 1,
            Reason = i % 7 != 1 ? null : NoDigitReason.TooFaint,
            Pixels = bars.Image(i).ToArray(),
            Pieces = [.. Enumerable.Repeat(new PixelBox(0, 0, 28, 28), i % 3)],
        })];
        Assert.Equal(
            digits.Select(digit => Assert.Single(DigitReader.Default.Read([digit]))),
            DigitReader.Default.Read(digits));
    }

    private static GreyImage Seven(int side, byte ink, byte paper)
    {
        byte[] pixels = new byte[side * side];
        Array.Fill(pixels, paper);
        for (int y = 20; y < 72; y++)
        {
            for (int x = 24; x < 66; x++)
            {
                bool bar = y < 26, leg = Math.Abs(x - (63 - ((y - 20) * 0.5))) < 3.5;
                if (bar || leg)
                    pixels[(y * side) + x] = ink;
            }
        }
        return new(side, side, pixels);
    }
}
