using Inkling.Imaging;
using Inkling.Imaging.Drawing;
using Inkling.Recognition;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Web.Reading;

namespace Inkling.Web.Tests;

public sealed class WaitingDrawingsTests
{
    private const float Pen = 17.5f;

    [Fact]
    public async Task Drawings_that_wait_together_are_read_as_alone()
    {
        GreyImage[] drawings = [.. Enumerable.Range(0, 50).Select(i => i % 5 == 0 ? Blank : Seven(i))];
        WaitingDrawings waiting = new(DigitReader.Default);
        DigitReading[] readings =
            await Task.WhenAll(drawings.Select(one => Task.Run(() => waiting.Read(one))));
        for (int i = 0; i < drawings.Length; i++)
        {
            DigitReading alone = DigitReader.Default.Read(drawings[i]);
            Assert.Equal(alone.Digit, readings[i].Digit);
            Assert.Equal(alone.Probabilities, readings[i].Probabilities);
        }
    }

    [Fact]
    public async Task A_drawing_that_is_refused_harms_none_that_waits()
    {
        WaitingDrawings waiting = new(new DigitReader(new ReadingOptions { Form = PictureForm.AsIs }));
        Task<DigitReading> refused = Task.Run(() => waiting.Read(Blank));
        Task<DigitReading> good = Task.Run(() => waiting.Read(new(28, 28, new byte[28 * 28])));
        await Assert.ThrowsAsync<DataException>(() => refused);
        await good;
    }

    private static GreyImage Blank => new(280, 280, new byte[280 * 280]);

    private static GreyImage Seven(int slant) => StrokePainter.Paint(
        [[new(70, 60, Pen), new(200, 60, Pen), new(165 - slant, 120, Pen), new(120, 230, Pen)]], 280, 280);
}
