namespace Inkling.Imaging.Drawing;

/// <summary>Letters of five by seven dots for captions; what it does not know is a question mark.</summary>
internal static class BitmapFont
{
    /// <summary>Dots from the top of a letter to the foot of a g.</summary>
    public const int Height = 9;

    private const int Advance = 6;

    // Each letter is nine rows, parted by blanks; # is a dot. A row's missing end is empty.
    private static readonly Dictionary<char, string[]> Letters = new()
    {
        ['0'] = Rows(".###. #...# #..## #.#.# ##..# #...# .###."),
        ['1'] = Rows("..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###."),
        ['2'] = Rows(".###. #...# ....# ...#. ..#.. .#... #####"),
        ['3'] = Rows(".###. #...# ....# ..##. ....# #...# .###."),
        ['4'] = Rows("...#. ..##. .#.#. #..#. ##### ...#. ...#."),
        ['5'] = Rows("##### #.... ####. ....# ....# #...# .###."),
        ['6'] = Rows(".###. #.... #.... ####. #...# #...# .###."),
        ['7'] = Rows("##### ....# ...#. ..#.. ..#.. ..#.. ..#.."),
        ['8'] = Rows(".###. #...# #...# .###. #...# #...# .###."),
        ['9'] = Rows(".###. #...# #...# .#### ....# ....# .###."),
        ['a'] = Rows("..... ..... .###. ....# .#### #...# .####"),
        ['b'] = Rows("#.... #.... ####. #...# #...# #...# ####."),
        ['c'] = Rows("..... ..... .###. #.... #.... #.... .###."),
        ['d'] = Rows("....# ....# .#### #...# #...# #...# .####"),
        ['e'] = Rows("..... ..... .###. #...# ##### #.... .###."),
        ['f'] = Rows("..##. .#... ####. .#... .#... .#... .#..."),
        ['g'] = Rows("..... ..... .#### #...# #...# #...# .#### ....# .###."),
        ['h'] = Rows("#.... #.... ####. #...# #...# #...# #...#"),
        ['i'] = Rows("..#.. ..... .##.. ..#.. ..#.. ..#.. .###."),
        ['j'] = Rows("...#. ..... ..##. ...#. ...#. ...#. ...#. ...#. .##.."),
        ['k'] = Rows("#.... #.... #..#. #.#.. ##... #.#.. #..#."),
        ['l'] = Rows(".##.. ..#.. ..#.. ..#.. ..#.. ..#.. .###."),
        ['m'] = Rows("..... ..... ##.#. #.#.# #.#.# #.#.# #.#.#"),
        ['n'] = Rows("..... ..... ####. #...# #...# #...# #...#"),
        ['o'] = Rows("..... ..... .###. #...# #...# #...# .###."),
        ['p'] = Rows("..... ..... ####. #...# #...# #...# ####. #.... #...."),
        ['q'] = Rows("..... ..... .#### #...# #...# #...# .#### ....# ....#"),
        ['r'] = Rows("..... ..... #.##. ##..# #.... #.... #...."),
        ['s'] = Rows("..... ..... .#### #.... .###. ....# ####."),
        ['t'] = Rows(".#... .#... ####. .#... .#... .#... ..##."),
        ['u'] = Rows("..... ..... #...# #...# #...# #...# .####"),
        ['v'] = Rows("..... ..... #...# #...# #...# .#.#. ..#.."),
        ['w'] = Rows("..... ..... #.#.# #.#.# #.#.# #.#.# .#.#."),
        ['x'] = Rows("..... ..... #...# .#.#. ..#.. .#.#. #...#"),
        ['y'] = Rows("..... ..... #...# #...# #...# #...# .#### ....# .###."),
        ['z'] = Rows("..... ..... ##### ...#. ..#.. .#... #####"),
        [' '] = Rows("....."),
        [','] = Rows("..... ..... ..... ..... ..... ..#.. ..#.. .#..."),
        ['.'] = Rows("..... ..... ..... ..... ..... ..... ..#.."),
        [':'] = Rows("..... ..... ..... ..#.. ..... ..... ..#.."),
        ['-'] = Rows("..... ..... ..... ..... .###."),
        ['/'] = Rows("....# ....# ...#. ..#.. .#... #.... #...."),
        ['%'] = Rows("##..# ##..# ...#. ..#.. .#... #..## #..##"),
        ['?'] = Rows(".###. #...# ....# ...#. ..#.. ..... ..#.."),
        ['('] = Rows("...#. ..#.. .#... .#... .#... ..#.. ...#."),
        [')'] = Rows(".#... ..#.. ...#. ...#. ...#. ..#.. .#..."),
    };

    /// <summary>Pixels that a text is wide.</summary>
    public static int WidthOf(string text) => Math.Max(0, (text.Length * Advance) - 1);

    /// <summary>Draws a text on a grey picture, which must have room for it.</summary>
    public static void Draw(RasterImage image, string text, int left, int top, byte level)
    {
        for (int i = 0; i < text.Length; i++)
        {
            string[] rows = Letters.GetValueOrDefault(char.ToLowerInvariant(text[i]), Letters['?']);
            for (int y = 0; y < rows.Length; y++)
            {
                for (int x = 0; x < rows[y].Length; x++)
                {
                    if (rows[y][x] == '#')
                        image.Samples[((top + y) * image.Width) + left + (i * Advance) + x] = level;
                }
            }
        }
    }

    private static string[] Rows(string drawing) => drawing.Split(' ');
}
