using Inkling.Datasets.Folders;
using Inkling.Datasets.Names;
using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

/// <summary>Class folders as people call them, and what lies beside them.</summary>
public sealed class ClassFoldersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0", 0)]
    [InlineData("00", 0)]
    [InlineData("07", 7)]
    [InlineData("zero", 0)]
    [InlineData("Three", 3)]
    [InlineData("NINE", 9)]
    [InlineData("fünf", 5)]
    [InlineData("Eins", 1)]
    [InlineData("quatre", 4)]
    [InlineData("siete", 7)]
    [InlineData("otto", 8)]
    [InlineData("digit_3", 3)]
    [InlineData("Digit 6", 6)]
    [InlineData("3 - three", 3)]
    [InlineData("class3", 3)]
    [InlineData("class_08", 8)]
    [InlineData("label-2", 2)]
    [InlineData("4_images", 4)]
    [InlineData("10", null)]
    [InlineData("3 - four", null)]
    [InlineData("3_4", null)]
    [InlineData("0-9", null)]
    [InlineData("train", null)]
    [InlineData("models", null)]
    [InlineData("fold1", null)]
    [InlineData("Sample001", null)]
    [InlineData("class", null)]
    [InlineData("a", null)]
    public void A_name_means_one_digit_or_none(string name, int? digit) =>
        Assert.Equal(digit, DigitName.OfFolder(name));

    [Fact]
    public void Folders_of_one_class_are_joined_and_classes_come_in_order()
    {
        _folder.Png("three/b.png", 30);
        _folder.Png("3/a.png", 31);
        _folder.Png("digit_0/a.png", 1);
        _folder.Png("ten/a.png", 1);
        DigitSet digits = Read();
        Assert.Equal(["digit_0/a.png", "3/a.png", "three/b.png"], digits.Names);
        Assert.Equal([0, 3, 3], digits.Labels);
        Says(": passed over 1 folder that is no class (ten).", Assert.Single(digits.Notes));
    }

    [Fact]
    public void What_is_passed_over_is_counted_and_named()
    {
        _folder.Png("3/a.png", 1);
        _folder.Png("4/a.JPEG", 1);
        _folder.Png("stray.png", 1);
        _folder.Png("models/a.png", 1);
        _folder.Png(".ipynb_checkpoints/a.png", 1);
        _folder.Png("__MACOSX/3/a.png", 1);
        _folder.File("3/notes.txt", "hello");
        _folder.File("3/more/notes.txt", "hello");
        _folder.File("4/Thumbs.db", "litter");
        for (int i = 0; i < 1_200; i++)
            _folder.File($"4/{i}.json", "{}");
        DigitSet digits = Read();
        Assert.Equal(["3/a.png", "4/a.JPEG"], digits.Names);
        Assert.Equal(
            $"{_folder.Root}: passed over 1,201 files that do not end like pictures (3/notes.txt, 4/0.json, "
            + "4/1.json, …) and 1 picture outside the class folders (stray.png) and 2 folders that are no "
            + "classes (models, 3/more).",
            Assert.Single(digits.Notes));
    }

    [Fact]
    public void Pictures_whose_names_have_no_endings_are_told_by_their_content()
    {
        File.Move(_folder.Png("3/a.png", 1), _folder.At("3", "a"));
        Assert.Equal(["3/a"], Read().Names);
        _folder.File("3/b", "hello");
        Says("3/b is a text, not a picture", Fault(() => Read()));
    }

    [Theory]
    [InlineData("train", "test")]
    [InlineData("Training", "Testing")]
    [InlineData("train", "val")]
    [InlineData("TRAIN", "validation")]
    [InlineData("trainingSet/trainingSet", "testSet")]
    [InlineData("digits_train", "digits_valid")]
    public void Folders_named_after_splits_are_splits(string training, string test)
    {
        _folder.Png($"{training}/three/a.png", 1);
        _folder.Png($"{test}/four/a.png", 1);
        _folder.File("README.md", "hello");
        DigitSource source = DigitSource.Open(_folder.Root);
        Assert.Equal([3], Read(source.Training).Labels);
        Assert.Equal([4], Read(source.Test!).Labels);
    }

    [Fact]
    public void Validation_beside_training_and_test_stays_unread_and_is_noted()
    {
        _folder.Png("train/3/a.png", 1);
        _folder.Png("val/4/a.png", 1);
        _folder.File("test/labels.csv", "name,digit\na.png,5\n");
        _folder.Png("test/a.png", 1);
        DigitSource source = DigitSource.Open(_folder.Root);
        Assert.Equal([5], Read(source.Test!).Labels);
        DigitSet training = Read(source.Training);
        Assert.Equal([3], training.Labels);
        Says("val in ", Assert.Single(training.Notes));
        Says(" was not read: it is neither the training nor the test split.", training.Notes[0]);
    }

    [Fact]
    public void A_folder_that_holds_only_a_folder_is_entered()
    {
        _folder.Png("digits/all/3/a.png", 1);
        _folder.File("digits/LICENSE", "MIT");
        Assert.Equal([3], Read().Labels);
    }

    [Fact]
    public void What_cant_be_listed_is_told_and_the_rest_is_found()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            Assert.Skip("needs a folder without rights");
        string inside = _folder.Png("b/1.png", 1);
        string after = _folder.Png("c.png", 1);
        _folder.Png("a/1.png", 1);
        SetMode("a", UnixFileMode.None);
        FoundPicture[] found;
        try
        {
            found = [.. PictureFolder.PicturesBelow(_folder.Root)];
        }
        finally
        {
            SetMode("a", UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }
        Assert.Equal([_folder.At("a"), inside, after], found.Select(one => one.Path));
        Assert.StartsWith(_folder.At("a") + ": you have no right", found[0].Fault, StringComparison.Ordinal);
        Assert.All(found[1..], one => Assert.Null(one.Fault));
    }

    private void SetMode(string name, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.At(name), mode);
    }

    private DigitSet Read() => Read(DigitSource.Open(_folder.Root).Training);

    private static DigitSet Read(DatasetSplit split) =>
        split.Read(cancellation: TestContext.Current.CancellationToken);
}
