using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

public sealed class DigitSetWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("digits.txt")]
    [InlineData("digits")]
    [InlineData("digits.gz")]
    [InlineData("digits.idx")]
    public void Other_endings_are_answered_with_those_that_are_possible(string name)
    {
        Says("ends on .csv, .csv.gz, -images-idx3-ubyte or", Fault(() => Write(Digits(2), name)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Root));
    }

    [Fact]
    public void A_row_is_label_and_pixels_in_whole_numbers()
    {
        Write(new DigitSet([255, 10, 0, .. new byte[781]], [7]), "d.csv");
        Assert.StartsWith("7,255,10,0,0", File.ReadAllText(_folder.At("d.csv")), StringComparison.Ordinal);
        Assert.EndsWith(",0,0\n", File.ReadAllText(_folder.At("d.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        Says("does not exist: make it first", Fault(() => Write(Digits(2), "none/d.csv")));
        Directory.CreateDirectory(_folder.At("x.csv"));
        Says("is a folder", Fault(() => Write(Digits(2), "x.csv")));
    }

    [Fact]
    public void What_fails_while_writing_leaves_the_old_file_and_nothing_else()
    {
        string path = _folder.File("model", "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Root));
        AtomicFile.Write(path, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Root));
    }

    [Fact]
    public void Both_files_of_a_pair_appear_or_neither()
    {
        Write(Digits(2), "d-images-idx3-ubyte");
        byte[] labels = File.ReadAllBytes(_folder.At("d-labels-idx1-ubyte"));
        // The second file's place is taken after its path was checked: only its renaming fails.
        string images = _folder.At("e-images-idx3-ubyte");
        string first = _folder.At("d-labels-idx1-ubyte");
        Assert.ThrowsAny<SystemException>(() => AtomicFile.WriteAll(
            new(first, stream => stream.WriteByte(9)),
            new(images, _ => Directory.CreateDirectory(images))));
        Assert.Equal(labels, File.ReadAllBytes(first));
        Assert.ThrowsAny<SystemException>(() => AtomicFile.WriteAll(
            new(_folder.At("fresh"), stream => stream.WriteByte(9)),
            new(images + "2", _ => Directory.CreateDirectory(images + "2"))));
        Assert.False(File.Exists(_folder.At("fresh")));
        Assert.Equal(2, Directory.GetFiles(_folder.Root).Length);
    }

    [Fact]
    public void Writing_can_be_called_off_and_leaves_nothing()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        foreach (string name in new[] { "d.csv", "d.idx3-ubyte" })
        {
            Assert.Throws<OperationCanceledException>(
                () => DigitSetWriter.Write(Digits(2), _folder.At(name), null, source.Token));
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Root));
    }

    [Fact]
    public void A_rewritten_file_keeps_its_permissions()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }
        string path = _folder.File("model", "old");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        AtomicFile.Write(path, stream => stream.WriteByte(1));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    private bool Write(DigitSet digits, string name)
    {
        DigitSetWriter.Write(digits, _folder.At(name), null, TestContext.Current.CancellationToken);
        return true;
    }
}
