using Inkling.Imaging.Drawing;

namespace Inkling.Imaging.Preparation;

/// <summary>Draws digits at three times their size, dark on white, each with a caption.</summary>
internal static class DigitSheet
{
    private const int Zoom = 3;
    private const int DigitSide = PreparedDigit.Side * Zoom;
    private const int Gap = 8;
    private const int CaptionHeight = BitmapFont.Height + 6;
    private const int TileHeight = DigitSide + CaptionHeight + Gap;

    private const byte Paper = 255;
    private const byte Card = 244;
    private const byte CaptionInk = 70;

    /// <summary>Draws at least one tile, row by row, on a sheet that is nearly square.</summary>
    /// <returns>A grey picture of one channel.</returns>
    /// <exception cref="ArgumentException">There are no tiles, or one does not have 784 pixels.</exception>
    public static RasterImage Draw(IReadOnlyList<DigitTile> tiles)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        if (tiles.Count == 0)
            throw new ArgumentException("A sheet needs at least one tile.");

        // Wide captions widen every tile: a caption never runs into its neighbour.
        int tileWidth = Math.Max(DigitSide, tiles.Max(tile => BitmapFont.WidthOf(tile.Caption))) + Gap;
        int columns = (int)Math.Ceiling(Math.Sqrt((double)tiles.Count * TileHeight / tileWidth));
        columns = Math.Min(columns, tiles.Count);
        int rows = (tiles.Count + columns - 1) / columns;
        int width = (columns * tileWidth) + Gap;
        int height = (rows * TileHeight) + Gap;
        byte[] samples = new byte[width * height];
        Array.Fill(samples, Paper);
        var sheet = new RasterImage(width, height, 1, samples);
        for (int i = 0; i < tiles.Count; i++)
        {
            int left = Gap + (i % columns * tileWidth) + ((tileWidth - Gap - DigitSide) / 2);
            int top = Gap + (i / columns * TileHeight);
            DrawDigit(sheet, tiles[i], left, top);
            int captionLeft = left + ((DigitSide - BitmapFont.WidthOf(tiles[i].Caption)) / 2);
            BitmapFont.Draw(sheet, tiles[i].Caption, captionLeft, top + DigitSide + 4, CaptionInk);
        }
        return sheet;
    }

    private static void DrawDigit(RasterImage sheet, DigitTile tile, int left, int top)
    {
        const int Side = PreparedDigit.Side;
        if (tile.Pixels.Length != Side * Side)
        {
            throw new ArgumentException(
                $"Tile \"{tile.Caption}\" has {tile.Pixels.Length:N0} pixels, not 28 × 28.");
        }
        for (int y = 0; y < DigitSide; y++)
        {
            for (int x = 0; x < DigitSide; x++)
            {
                int ink = tile.Pixels[(y / Zoom * Side) + (x / Zoom)];
                sheet.Samples[((top + y) * sheet.Width) + left + x] = (byte)(Card - (ink * Card / 255));
            }
        }
    }
}

/// <summary>One digit of a <see cref="DigitSheet"/>.</summary>
/// <param name="Pixels">[28 × 28] levels, row by row, 255 ink to 0 paper.</param>
/// <param name="Caption">What stands below it, such as "2, read 7".</param>
internal sealed record DigitTile(byte[] Pixels, string Caption);
