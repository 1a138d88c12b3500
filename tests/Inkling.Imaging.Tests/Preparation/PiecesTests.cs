using Inkling.Imaging.Pieces;
using Inkling.Imaging.Preparation;
using Stroke = (double X, double Y)[];

namespace Inkling.Imaging.Tests.Preparation;

/// <summary>Every digit of a picture is one piece, and what is drawn around it is none.</summary>
public class PiecesTests
{
    private static readonly Dictionary<string, Stroke[]> Rows = new()
    {
        ["2: a pair"] = [.. Strokes.Digit(4), .. Strokes.Digit(2, 1.6)],
        ["2: a pair as near as a pen"] = [.. Strokes.Digit(3), .. Strokes.Digit(6, 0.85)],
        ["2: a pair two digits apart"] = [.. Strokes.Digit(5), .. Strokes.Digit(0, 3)],
        ["2: a small digit beside a large one"] = [.. Strokes.Digit(8), .. Strokes.Digit(7, 1.5, 0.4, 0.5)],
        ["2: a 5 whose bar is apart, and a 1"] =
            [Strokes.Digits[5][0], [(0.5, -0.12), (0.9, -0.12)], .. Strokes.Digit(1, 1.3)],
        ["2: a pair in one box"] =
            [.. Strokes.Digit(4), .. Strokes.Digit(2, 1), Strokes.Box(-0.3, -0.3, 2.2, 1.3)],
        ["2: a pair in a box each"] =
        [
            .. Strokes.Digit(3), Strokes.Box(-0.2, -0.2, 1.1, 1.2),
            .. Strokes.Digit(8, 1.6), Strokes.Box(1.4, -0.2, 2.7, 1.2),
        ],
        ["2: boxes that share a side"] =
        [
            .. Strokes.Digit(9), .. Strokes.Digit(6, 1.4),
            Strokes.Box(-0.2, -0.2, 1.2, 1.2), Strokes.Box(1.2, -0.2, 2.6, 1.2),
        ],
        ["2: a pair in one ring"] =
            [.. Strokes.Digit(1, 0.1), .. Strokes.Digit(7, 0.9), Strokes.Arc(0.95, 0.5, 1.4, 0.95, 0, 360)],
        ["3: a triple"] = [.. Strokes.Digit(1), .. Strokes.Digit(9, 1.3), .. Strokes.Digit(8, 2.6)],
        ["3: three in a row of four boxes"] =
        [
            .. Strokes.Digit(2), .. Strokes.Digit(0, 1.4), .. Strokes.Digit(5, 2.8),
            .. Enumerable.Range(0, 4).Select(i =>
                Strokes.Box((1.4 * i) - 0.2, -0.25, (1.4 * i) + 1.2, 1.25)),
        ],
        ["5: a row of five"] = [.. Enumerable.Range(3, 5).SelectMany(i => Strokes.Digit(i, 1.3 * (i - 3)))],
        ["8: a meter's eight cells"] =
        [
            .. Enumerable.Range(1, 8).SelectMany(i => Strokes.Digit(i, 1.4 * (i - 1))),
            .. Enumerable.Range(0, 8).Select(i =>
                Strokes.Box((1.4 * i) - 0.2, -0.25, (1.4 * i) + 1.2, 1.25)),
        ],
    };

    private static readonly Dictionary<string, Func<Stroke[]>> Marks = new()
    {
        ["a ring"] = () => [Strokes.Arc(0.5, 0.5, 0.85, 0.85, 0, 360)],
        ["a wide oval"] = () => [Strokes.Arc(0.5, 0.5, 1, 0.8, 0, 360)],
        ["a high oval"] = () => [Strokes.Arc(0.5, 0.5, 0.75, 0.9, 0, 360)],
        ["a ring that stays open"] = () => [Strokes.Arc(0.5, 0.5, 0.85, 0.85, -80, 250)],
        ["a ring whose ends overlap"] = () =>
            [[.. Strokes.Arc(0.5, 0.5, 0.85, 0.85, 0, 270), .. Strokes.Arc(0.5, 0.53, 0.9, 0.88, -90, 30)]],
        ["a box"] = () => [Strokes.Box(-0.3, -0.3, 1.3, 1.3)],
        ["a box beside an empty one"] = () =>
            [Strokes.Box(-0.3, -0.3, 1.3, 1.3), Strokes.Box(1.5, -0.3, 3.1, 1.3)],
        ["a box that shares a side with an empty one"] = () =>
            [Strokes.Box(-0.3, -0.3, 1.3, 1.3), Strokes.Box(1.3, -0.3, 2.9, 1.3)],
        ["a box that is turned"] = () =>
            [[(-0.35, -0.2), (1.2, -0.35), (1.35, 1.2), (-0.2, 1.35), (-0.35, -0.2)]],
        ["an underline"] = () => [[(-0.2, 1.3), (1.2, 1.26)]],
        ["an underline as long as the digit"] = () => [[(0, 1.3), (1, 1.3)]],
        ["a double underline"] = () => [[(-0.1, 1.25), (1.1, 1.25)], [(-0.1, 1.45), (1.1, 1.47)]],
        ["brackets"] = () =>
            [Strokes.Arc(0.2, 0.5, 0.6, 0.9, 130, 230), Strokes.Arc(0.8, 0.5, 0.6, 0.9, -50, 50)],
        ["square brackets"] = () =>
        [
            [(-0.2, -0.1), (-0.4, -0.1), (-0.4, 1.1), (-0.2, 1.1)],
            [(1.2, -0.1), (1.4, -0.1), (1.4, 1.1), (1.2, 1.1)],
        ],
        ["a tick"] = () => [[(1.55, 0.88), (1.62, 1), (1.75, 0.78)]],
        ["a full stop"] = () => [[(1.3, 1), (1.31, 1)]],
        ["a dash"] = () => [[(1.5, 0.5), (1.9, 0.5)]],
    };

    private static readonly Dictionary<string, Stroke[]> Broken = new()
    {
        ["a 5 whose bar is apart"] = [Strokes.Digits[5][0], [(0.4, -0.1), (0.9, -0.12)]],
        ["a 4 whose stem is apart"] = [[(0.2, 0), (0.1, 0.55), (0.6, 0.6)], [(0.75, 0.05), (0.72, 1)]],
        ["a 7 whose bar is apart"] = [Strokes.Digits[7][0], [(0.2, 0.5), (0.45, 0.5)]],
        ["a 3 in two halves"] =
            [Strokes.Arc(0.45, 0.22, 0.35, 0.22, -150, 80), Strokes.Arc(0.45, 0.78, 0.38, 0.24, -80, 150)],
        ["a 9 whose stem is apart"] = [Strokes.Arc(0.4, 0.28, 0.25, 0.28, 0, 360), [(0.8, 0.05), (0.75, 1)]],
        ["a dotted 2"] = [.. Dots(Drawing.Two[0])],
        ["a dotted 0"] = [.. Dots(Strokes.Digits[0][0])],
        ["a 0 with a dot inside"] = [Strokes.Digits[0][0], [(0.5, 0.5), (0.51, 0.5)]],
        ["a ring around nothing"] = [Strokes.Arc(0.5, 0.5, 0.6, 0.6, 0, 360)],
        ["a squarish 0"] = [Strokes.Box(0.1, 0, 0.9, 1)],
    };

    public static TheoryData<string> NamesOfRows => [.. Rows.Keys];

    public static TheoryData<string> NamesOfMarks => [.. Marks.Keys];

    public static TheoryData<string> NamesOfBroken => [.. Broken.Keys];

    [Theory]
    [MemberData(nameof(NamesOfRows))]
    public void Each_digit_of_a_row_is_a_piece(string name)
    {
        int count = name[0] - '0';
        foreach (GreyImage picture in Looks(units: (1.5 * count) + 1, Rows[name]))
        {
            PreparedDigit digit = DigitPreparation.Prepare(picture);
            Assert.True(digit.Found);
            Assert.True(digit.Pieces.Count == count, string.Join(' ', digit.Pieces));
            Assert.Equal(digit.Pieces.OrderBy(piece => piece.Left), digit.Pieces);
            Assert.All(digit.Pieces, piece => Assert.InRange(piece.Height, 20, 75));
            Assert.Contains(digit.Pieces, piece => digit.Crop.Left <= piece.Left + 3
                && digit.Crop.Right >= piece.Right - 3);
        }
    }

    [Theory]
    [MemberData(nameof(NamesOfMarks))]
    public void A_mark_around_or_beside_a_digit_is_left_out(string name)
    {
        for (int value = 0; value < 10; value++)
        {
            IEnumerable<GreyImage> alone = Looks(units: 3, Strokes.Digit(value)),
                marked = Looks(units: 3, [.. Strokes.Digit(value), .. Marks[name]()]);
            foreach ((GreyImage clean, GreyImage picture) in alone.Zip(marked))
            {
                PreparedDigit digit = DigitPreparation.Prepare(picture);
                Assert.True(digit.Pieces.Count == 1, $"{value} with {name}: {digit.Pieces.Count} pieces.");
                double common = SceneTests.Common(DigitPreparation.Prepare(clean), digit);
                Assert.True(common > 0.75, $"{value} with {name}: {common:P0} of the ink is common.");
            }
        }
    }

    public static TheoryData<string> NamesOfBars => [.. Bars.Keys];

    // On a picture of 150 × 200, two digits near its middle.
    private static readonly Dictionary<string, Func<GreyImage, GreyImage>> Bars = new()
    {
        ["the black margin of a scan, left"] = picture => picture.Fill(0, 0, 40, 200, 5),
        ["the black margin of a scan, right"] = picture => picture.Fill(120, 0, 30, 200, 10),
        ["the line between two columns"] = picture => picture.Fill(130, 0, 3, 200, 60),
        ["a bar above"] = picture => picture.Fill(0, 0, 150, 30, 5),
        ["a margin and a line"] = picture => picture.Fill(0, 0, 30, 200, 5).Fill(135, 0, 2, 200, 40),
    };

    [Theory]
    [MemberData(nameof(NamesOfBars))]
    public void Writing_beside_a_bar_from_edge_to_edge_is_seen(string name)
    {
        GreyImage two = Drawing.Draw(Drawing.Two, 150, 200, 55, 85, 24, 4);
        GreyImage pair = Drawing.Draw(Drawing.Four, 150, 200, 88, 85, 24, 4);
        for (int i = 0; i < pair.Pixels.Length; i++)
            pair.Pixels[i] = Math.Min(pair.Pixels[i], two.Pixels[i]);
        PreparedDigit digit = DigitPreparation.Prepare(Bars[name](pair));
        Assert.True(digit.Pieces.Count == 2, $"{name}: {string.Join(' ', digit.Pieces)}");
        Assert.All(digit.Pieces, piece => Assert.InRange(piece.Height, 20, 34));
    }

    [Fact]
    public void A_bar_alone_may_be_a_1()
    {
        PreparedDigit digit = DigitPreparation.Prepare(Drawing.Draw([], 150, 200).Fill(70, 0, 14, 200, 20));
        Assert.True(digit.Found);
        Assert.InRange(digit.Crop.Height, 190, 200);
    }

    [Theory]
    [MemberData(nameof(NamesOfBroken))]
    public void One_digit_in_parts_is_one_piece_with_all_its_ink(string name)
    {
        foreach (GreyImage picture in Looks(units: 1, Broken[name]))
        {
            PreparedDigit digit = DigitPreparation.Prepare(picture);
            PixelBox piece = Assert.Single(digit.Pieces);
            Assert.Equal(digit.Crop, piece);
            Assert.InRange(piece.Height, 60, 85);
        }
    }

    [Fact]
    public void Pieces_lie_in_the_pixels_of_a_large_picture()
    {
        GreyImage picture = Drawing.Draw(
            [.. Strokes.Digit(4), .. Strokes.Digit(2, 1.6)], 1600, 900, 200, 250, 400, 36);
        IReadOnlyList<PixelBox> pieces = DigitPreparation.Prepare(picture).Pieces;
        Assert.Equal(2, pieces.Count);
        Assert.InRange(pieces[0].Left, 215, 235);
        Assert.InRange(pieces[1].Left, 870, 895);
        Assert.All(pieces, piece => Assert.InRange(piece.Height, 420, 460));
    }

    [Fact]
    public void A_neighbour_that_the_edge_cuts_off_is_no_second_digit_and_one_mostly_there_is()
    {
        Stroke[] pair = [.. Strokes.Digit(2), .. Strokes.Digit(4, 1.4)];
        Assert.Single(DigitPreparation.Prepare(Drawing.Draw(pair, 140, 120, 40, 30, 60, 6)).Pieces);
        Assert.Equal(2, DigitPreparation.Prepare(Drawing.Draw(pair, 174, 120, 40, 30, 60, 6)).Pieces.Count);
    }

    // Of pen and of mouse, thin and thick, and with grain.
    private static IEnumerable<GreyImage> Looks(double units, Stroke[] strokes)
    {
        yield return Strokes.Draw(4, units, strokes);
        yield return Strokes.Draw(7, units, strokes).Inverted();
        yield return Strokes.Draw(6, units, strokes).Noise(6).Gradient(0.7);
    }

    private static IEnumerable<Stroke> Dots(Stroke stroke)
    {
        for (int i = 1; i < stroke.Length; i++)
        {
            ((double x, double y), (double u, double v)) = (stroke[i - 1], stroke[i]);
            double length = Math.Sqrt(((u - x) * (u - x)) + ((v - y) * (v - y)));
            int count = (int)Math.Ceiling(length / 0.12);
            for (int j = 0; j < count; j++)
            {
                double at = (double)j / count;
                (double X, double Y) dot = (x + (at * (u - x)), y + (at * (v - y)));
                yield return [dot, (dot.X + 0.01, dot.Y)];
            }
        }
    }
}
