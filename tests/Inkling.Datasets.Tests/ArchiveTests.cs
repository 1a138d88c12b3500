using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Inkling.Datasets.Files;
using Inkling.Imaging;
using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

/// <summary>Every form of a folder, in ZIP and tar archives that nobody unpacked.</summary>
public sealed class ArchiveTests : IDisposable
{
    private static readonly DigitSet Five = Digits(5, seed: 5);
    private static readonly DigitSet Two = Digits(2, seed: 2);
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _archives = new();

    public static TheoryData<string> Kinds => ["set.zip", "set.tar", "set.tar.gz", "set.tgz", "download"];

    public void Dispose()
    {
        _folder.Dispose();
        _archives.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Class_folders_are_read_and_litter_is_not(string name)
    {
        _folder.Png("set/3/img_10.png", 30);
        _folder.Png("set/3/img_2.png", 20);
        _folder.Png("set/zero/a.png", 10);
        _folder.File("set/models/n.bin", "1");
        _folder.File("__MACOSX/set/3/._img_2.png", "litter");
        DigitSet digits = Read(Pack(name).Training);
        Assert.Equal(["zero/a.png", "3/img_2.png", "3/img_10.png"], digits.Names);
        Assert.Equal([0, 3, 3], digits.Labels);
        Assert.Equal([10, 20, 30], new[] { digits.Image(0)[0], digits.Image(1)[0], digits.Image(2)[0] });
        Says("/set: passed over 1 folder that is no class (models).", Assert.Single(digits.Notes));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Splits_of_class_folders_and_lists_are_two_parts(string name)
    {
        _folder.Png("train/3/a.png", 1);
        _folder.Png("test/images/a.png", 2);
        _folder.File("test/labels.csv", "filename,label\na.png,4\n");
        DigitSource source = Pack(name);
        Assert.Equal([3], Read(source.Training).Labels);
        Assert.Equal([4], Read(source.Test!).Labels);
        Assert.EndsWith("test", source.Test!.Name, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void MNISTs_files_are_read(string name)
    {
        Write(Five, "MNIST/raw/train-images-idx3-ubyte.gz");
        Write(Two, "MNIST/raw/t10k-images-idx3-ubyte");
        DigitSource source = Pack(name);
        Same(Five, source.Training);
        Same(Two, source.Test!);
    }

    [Theory]
    [InlineData("digits.csv")]
    [InlineData("digits.csv.gz")]
    [InlineData("some-images-idx3-ubyte")]
    [InlineData("archive/digits-images.idx.gz")]
    public void The_only_file_is_read(string name)
    {
        Write(Five, name);
        _folder.File("README.md", "hello");
        Same(Five, Pack("set.zip").Training);
        Same(Five, Pack("set.tgz").Training);
    }

    [Fact]
    public void Kaggles_archive_is_its_training_set_and_says_that_the_test_set_has_no_labels()
    {
        Write(Five, "train.csv");
        _folder.File("test.csv", Row("pixel0", "pixel", 783) + "\n" + Row("0", "0", 783) + "\n");
        _folder.File("sample_submission.csv", "ImageId,Label\n1,0\n");
        DigitSource source = Pack("digit-recognizer.zip");
        Assert.Null(source.Test);
        Same(Five, source.Training);
        Says("test.csv has no labels", Assert.Single(Read(source.Training).Notes));
    }

    [Fact]
    public void Names_with_backslashes_are_folders()
    {
        byte[] png = File.ReadAllBytes(_folder.Png("a.png", 7));
        DigitSource source = DigitSource.Open(Zip(("set\\3\\a.png", png), ("set\\4\\b.png", png)));
        Assert.Equal([3, 4], Read(source.Training).Labels);
    }

    [Fact]
    public void Faults_name_the_archive_and_the_file_in_it()
    {
        byte[] png = File.ReadAllBytes(_folder.Png("a.png", 7));
        string list = Zip(("a.png", png), ("labels.csv", "file,label\nb.png,3\n"u8.ToArray()));
        Says($"{list}/labels.csv: row 2: there is no file \"b.png\" in {list}", FaultOf(list));
        string rows = Zip(("digits.csv", "3,1,2\n"u8.ToArray()));
        Says($"{rows}/digits.csv: row 1 has 3 fields", FaultOf(rows));
        string pictures = Zip(("3/a.png", png), ("3/b.png", "hello"u8.ToArray()));
        Says($"{pictures}: 1 of 2 pictures can't be used: 3/b.png is a text", FaultOf(pictures));
    }

    [Fact]
    public void Archives_without_digits_say_what_there_is()
    {
        Says("holds an archive, train.zip, and no digits beside it", FaultOf(Zip(("train.zip", [1, 2, 3]))));
        Says("is no file of digits that Inkling knows", FaultOf(Zip(("hello.txt", [65]))));
        Says("is no file of digits that Inkling knows", FaultOf(Zip()));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_archive_that_is_cut_or_damaged_is_one_sentence(string name)
    {
        byte[] noise = new byte[20_000];
        new Random(1).NextBytes(noise);
        _folder.File("3/noise.png", noise);
        _folder.Png("3/a.png", 1);
        Pack(name);
        byte[] whole = File.ReadAllBytes(_archives.At(name));
        for (int keep = 600; keep < 20_000; keep += 1_999)
            Says("cut short", FaultOf(_archives.File(name, whole[..keep])));
        Random random = new(2);
        for (int i = 0; i < 200; i++)
        {
            byte[] damaged = [.. whole];
            for (int k = 0; k < 20; k++)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            string path = _archives.File(name, damaged);
            ReadOrRefused(() => Read(DigitSource.Open(path).Training));
        }
    }

    [Fact]
    public void An_encrypted_archive_says_so()
    {
        string path = Zip(("3/a.png", [1, 2, 3]));
        byte[] bytes = File.ReadAllBytes(path);
        bytes[6] |= 1; // general purpose bit 0 of the local header, and of the central directory
        bytes[bytes.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        File.WriteAllBytes(path, bytes);
        Says("3/a.png in it is encrypted: unpack it with its password", FaultOf(path));
    }

    [Fact]
    public void An_archive_that_takes_gigabytes_is_refused_before_it_is_unpacked()
    {
        string zip = Zip(("3/a.png", [1, 2, 3]), ("3/b.png", [1, 2, 3]));
        byte[] bytes = File.ReadAllBytes(zip);
        int first = bytes.AsSpan().IndexOf("PK\u0001\u0002"u8);
        int last = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        bytes[first + 27] = bytes[last + 27] = 0xC0; // 3 GiB each is stated
        File.WriteAllBytes(zip, bytes);
        Says("bytes when unpacked, which is the limit for archives", FaultOf(zip, zip: true));
        byte[] header = Bytes(stream =>
        {
            using TarWriter tar = new(stream, TarEntryFormat.Ustar, leaveOpen: true);
            using MemoryStream content = new([1]);
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "3/a.png") { DataStream = content });
        })[..1024];
        Encoding.ASCII.GetBytes("77777777777").CopyTo(header, 124);
        header.AsSpan(148, 8).Fill((byte)' '); // the checksum counts as blanks
        int sum = header.Take(512).Sum(value => value);
        Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8),6}\0 ").CopyTo(header, 148);
        Says("bytes when unpacked, which is the limit", FaultOf(_archives.File("bomb.tar", header)));
    }

    [Fact]
    public void A_length_that_is_a_lie_takes_no_memory()
    {
        string path = Zip(("3/a.png", new byte[100_000]));
        byte[] bytes = File.ReadAllBytes(path);
        int central = bytes.AsSpan().IndexOf("PK\u0001\u0002"u8);
        bytes[central + 27] = 0x04; // 64 MiB are stated
        File.WriteAllBytes(path, bytes);
        Says("3/a.png can't be unpacked: it is damaged", FaultOf(path));
        new byte[] { 0, 0, 0, 0x70 }.CopyTo(bytes, central + 24); // almost two gigabytes
        File.WriteAllBytes(path, bytes);
        Says("3/a.png has more than ", FaultOf(path));
    }

    [Fact]
    public void Pictures_without_labels_are_listed_and_read()
    {
        _folder.Png("scans/10.png", 10);
        _folder.Png("scans/9.PNG", 9);
        _folder.File("scans/notes.txt", "hello");
        PackFiles("set.zip");
        using DataArchive archive = DataArchive.Open(_archives.At("set.zip"))!;
        Assert.Equal(["scans/9.PNG", "scans/10.png"], archive.Pictures);
        Assert.Equal(
            File.ReadAllBytes(_folder.At("scans", "10.png")),
            archive.ReadPicture("scans/10.png", DecodeLimits.Default).ToArray());
        string fault = Fault(() => archive.ReadPicture("scans/9.PNG", new() { MaxBytes = 10 }));
        Says($"{_archives.At("set.zip")}/scans/9.PNG has more than 10 bytes", fault);
        Says("there is no such file", Fault(() => archive.ReadPicture("a.png", DecodeLimits.Default)));
        using DataArchive? none = DataArchive.Open(_folder.At("scans", "10.png"));
        Assert.Null(none);
    }

    [Fact]
    public void Reading_can_be_called_off_and_tells_how_far_it_is()
    {
        for (int i = 0; i < 300; i++)
            _folder.Png($"5/{i}.png", (byte)i);
        DigitSource source = Pack("set.tgz");
        Reports reports = new();
        source.Training.Read(PictureForm.AsIs, reports, TestContext.Current.CancellationToken);
        Assert.Contains(reports.All, report => report is { Done: 300, Total: 300 });
        Assert.ThrowsAny<OperationCanceledException>(() =>
            source.Training.Read(PictureForm.AsIs, null, new(canceled: true)));
    }

    private static DigitSet Read(DatasetSplit part) =>
        part.Read(PictureForm.AsIs, null, TestContext.Current.CancellationToken);

    private static void Same(DigitSet expected, DatasetSplit part) =>
        Assert.Equal(expected.ComputeFingerprint(), Read(part).ComputeFingerprint());

    private static string FaultOf(string path, bool zip = false) =>
        Fault(() => zip ? DigitSource.Open(path) : Read(DigitSource.Open(path).Training));

    private void Write(DigitSet digits, string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.At(name))!);
        DigitSetWriter.Write(digits, _folder.At(name), null, TestContext.Current.CancellationToken);
    }

    private DigitSource Pack(string name)
    {
        PackFiles(name);
        return DigitSource.Open(_archives.At(name));
    }

    private void PackFiles(string name) => Archives.Pack(_folder.Root, _archives.At(name));

    private string Zip(params (string Name, byte[] Content)[] files) =>
        _archives.File($"{Guid.NewGuid():N}.zip", Bytes(stream =>
        {
            using ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach ((string name, byte[] content) in files)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }));
}
