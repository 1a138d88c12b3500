namespace Inkling.EndToEnd.Tests;

/// <summary>
/// Whatever is wrong: one line on stderr, nothing on stdout, an exit code that is not 0, no trace of our
/// code.
/// </summary>
public sealed class BadInputTests
{
    public static TheoryData<string, string[]> Cases => new()
    {
        { "no such file", ["evaluate", "nowhere.npz", "--data", "{data}"] },
        { "no such file or folder", ["evaluate", "--data", "nowhere"] },
        { "is no NPZ file", ["evaluate", "{text}", "--data", "{data}"] },
        { "is no NPZ file", ["info", "{text}"] },
        { "is a folder", ["info", "{data}"] },
        { "is no NPZ file", ["predict", "samples", "--model", "{text}"] },
        { "is no file of digits", ["train", "--data", "{text}", "--out", "{out}"] },
        { "row 1", ["train", "--data", "{csv}", "--out", "{out}"] },
        { "row 1", ["convert", "{csv}", "{out}.csv"] },
        { ".csv", ["convert", "{data}", "{out}.xyz"] },
        { "does not exist", ["convert", "{data}", "{out}/deep/digits.csv"] },
        { "does not exist", ["train", "--data", "{data}", "--out", "{out}/deep/net.npz"] },
        { "the file to write: its name is empty", ["train", "--data", "{data}", "--out", ""] },
        {
            "does not exist: make it first",
            ["train", "--data", "{data}", "--out", "{out}", "--report", "{out}/deep/run.html"]
        },
        {
            "would overwrite what --out keeps",
            ["train", "--data", "{data}", "--out", "{out}", "--report", "{out}"]
        },
        { "above 0", ["train", "--data", "{data}", "--out", "{out}", "--learning-rate", "-1"] },
        { "its part 2", ["train", "--data", "{data}", "--out", "{out}", "--network", "784-many-10"] },
        {
            "layer 2 of the network, \"conv 8 30x30\", which takes 4×26×26",
            ["train", "--data", "{data}", "--out", "{out}", "--network", "28x28, conv 4 3x3, conv 8 30x30"]
        },
        {
            "has 10816 outputs; the samples have 784 values and 10 classes",
            ["train", "--data", "{data}", "--out", "{out}", "--network", "28x28, conv 16 3x3"]
        },
        { "written layer by layer", ["train", "--data", "{data}", "--out", "{out}", "--dropout", "0.5"] },
        { "rotation is 400 degrees", ["train", "--data", "{data}", "--out", "{out}", "--rotation", "400"] },
        {
            "ends in 10 outputs and not in 11",
            ["train", "--data", "{data}", "--out", "{out}", "--recipe", "dense", "--negatives", "5"]
        },
        {
            "synthetic digits: -1 is not 0 to",
            ["train", "--data", "{data}", "--out", "{out}", "--synthetic-digits", "-1"]
        },
        { "--augmentation", ["train", "--data", "{data}", "--out", "{out}", "--augmentation", "wild"] },
        {
            "nowhere.npz: there is no such file",
            ["train", "--data", "{data}", "--out", "{out}", "--teacher", "nowhere.npz"]
        },
        {
            "the teacher tells 11 classes apart",
            ["train", "--data", "{data}", "--out", "{out}", "--teacher", "models/default.npz"]
        },
        {
            "label smoothing of 0.1 and a teacher exclude each other",
            ["train", "--data", "{data}", "--out", "{out}", "--recipe", "handwriting",
                "--label-smoothing", "0.1", "--teacher", "models/default.npz"]
        },
        {
            "--distillation-weight needs --teacher: name a teacher",
            ["train", "--data", "{data}", "--out", "{out}", "--distillation-weight", "0.5"]
        },
        {
            "is not the network of --from",
            ["train", "--from", "default", "--network", "784-10", "--data", "{data}", "--out", "{out}"]
        },
        {
            "--recipe fine-tune starts from a model: name it with --from",
            ["train", "--recipe", "fine-tune", "--data", "{data}", "--out", "{out}"]
        },
        {
            "--repeat repeats every --data after the first, and there is only one",
            ["train", "--data", "{data}", "--repeat", "20", "--out", "{out}"]
        },
        { "there is no such file", ["train", "--from", "nowhere.npz", "--data", "{data}", "--out", "{out}"] },
        { "there is no such file or folder", ["teach", "nowhere", "--data", "none", "--out", "{out}"] },
        { "there is no such file", ["teach", "{data}", "--from", "nowhere.npz", "--out", "{out}"] },
        { "--data photos is not mnist or none", ["teach", "{data}", "--data", "photos", "--out", "{out}"] },
        { "Required argument 'sources' missing", ["teach"] },
        { "two models or more", ["ensemble", "models/default.npz", "--out", "{out}"] },
        { "no such file", ["ensemble", "{out}", "{out}", "--out", "{out}"] },
        { "500 are needed: name others", ["calibrate", "--data", "{data}", "--out", "{out}"] },
        { "--out", ["calibrate", "--data", "{data}"] },
        {
            "the samples have 784",
            ["train", "--data", "{data}", "--out", "{out}", "--recipe", "dense", "--network", "100-10"]
        },
        {
            "the learning rate",
            ["train", "--data", "{data}", "--out", "{out}", "--recipe", "dense",
                "--learning-rate", "1e30", "--optimiser", "sgd"]
        },
        { "validation share", ["train", "--data", "{data}", "--out", "{out}", "--validation", "1.5"] },
        {
            "early stopping",
            ["train", "--data", "{data}", "--out", "{out}", "--validation", "0", "--patience", "3"]
        },
        { "--recipe", ["train", "--data", "{data}", "--recipe", "cake"] },
        { "--optimiser", ["train", "--data", "{data}", "--optimiser", "magic"] },
        { "--data", ["train"] },
        { "the name is empty", ["info", ""] },
        { "the name is empty", ["predict", "samples/1-marker.png", ""] },
        { "the name is empty", ["robustness", "--data", "{data}", "--against", ""] },
        { "the name is empty", ["draw", "--no-browser", "--corrections", ""] },
        { "is no number", ["train", "--data", "{data}", "--out", "{out}", "--ema", "high"] },
        {
            "leaves 0 to learn from",
            ["train", "--data", "{data}", "--out", "{out}", "--recipe", "dense", "--validation", "0.999"]
        },
        { "--threads", ["train", "--data", "{data}", "--threads", "0"] },
        { "--pixel-scale", ["evaluate", "--data", "{data}", "--pixel-scale", "0"] },
        { "exclude each other", ["evaluate", "--data", "{data}", "--as-is", "--prepare"] },
        { "exclude each other", ["predict", "samples", "--json", "--csv"] },
        { "\"--jsn\" is neither an option nor a file", ["predict", "samples", "--jsn"] },
        {
            "\"--shfit\" is neither an option nor a file",
            ["ensemble", "models/default.npz", "models/default.npz", "--shfit", "1", "--out", "{out}"]
        },
        { "holds no picture", ["predict", "{empty}"] },
        {
            "photo.heic is a HEIC picture, which Inkling can't read: save it as JPEG or PNG",
            ["predict", "{heic}"]
        },
        { "is neither a command nor an option", ["frobnicate"] },
        { "is no ONNX file", ["import", "{text}", "--out", "{out}"] },
        { "nowhere.onnx", ["import", "nowhere.onnx", "--out", "{out}"] },
        { "--divisor 0 is not above 0", ["import", "{text}", "--divisor", "0", "--out", "{out}"] },
        { "--onnx", ["export"] },
        { "is no NPZ file", ["export", "{text}", "--onnx", "{out}"] },
        { "is not an IP address", ["serve", "--address", "nowhere"] },
        { "0 to 65535", ["serve", "--port", "70000"] },
        { "0 to 65535", ["draw", "--port", "-1"] },
        { "1 to 100", ["serve", "--max-pixels", "0"] },
        { "is no NPZ file", ["draw", "--no-browser", "--model", "{text}"] },
        { "can't be listened on", ["serve", "--address", "203.0.113.1", "--port", "0"] },
        { "file is not a database", ["convert", "{database}", "{out}.csv"] },
        { "not 0 to 180", ["augment", "--preview", "{out}.png", "--data", "{data}", "--rotation", "400"] },
        { "ends in .png", ["augment", "--preview", "{out}.csv", "--data", "{data}"] },
        { "ends in .png", ["evaluate", "--data", "{data}", "--mistakes", "models/default.npz"] },
        { "is no file of digits", ["augment", "--preview", "{out}.png", "--data", "{text}"] },
        { "no such folder", ["scoreboard", "--data", "nowhere"] },
        { "neither it nor a folder below it is a set", ["scoreboard", "--data", "{empty}"] },
        { "row 2, field 2: \"x\" is not a label", ["scoreboard", "--data", "{list}"] },
        { "does not exist", ["scoreboard", "--data", "{list}", "--html", "{out}/deep/board.html"] },
        {
            "--html would overwrite what --out writes",
            ["scoreboard", "--data", "{list}", "--out", "{out}", "--html", "{out}"]
        },
        {
            "would overwrite the model",
            ["scoreboard", "models/default.npz", "--data", "{list}", "--out", "models/default.npz"]
        },
        { "--data", ["scoreboard"] },
        { "is no NPZ file", ["robustness", "--data", "{data}", "--against", "{text}"] },
        { "--split", ["robustness", "--data", "{data}", "--split", "best"] },
        { "1 or more", ["robustness", "--data", "{data}", "--count", "0"] },
        { "not 28 × 28", ["robustness", "--data", "{large}"] },
        { "one split only", ["convert", "{pictures}", "{out}.csv", "--split", "test"] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bad_input_is_one_clear_line_and_a_bad_exit_code(string words, string[] arguments)
    {
        using Workplace place = new();
        Directory.CreateDirectory(place["empty"]);
        string data = place.WriteIdx("data", training: 60, test: 10);
        string text = place.Write("text.txt", "Dear network,\nplease read this.\n");
        string heic = place.Write("photo.heic", "\0\0\0\u0018ftypheic\0\0\0\0");
        string database = place.Write("other.db", "SQLite format 3\0" + new string('\0', 84));
        string csv = place.Write("bad.csv", "3,1,2,oops\n");
        string pictures = place.WritePictures("pictures", count: 3),
            large = place.WritePictures("large", count: 2, side: 40);
        string list = Path.GetDirectoryName(place.Write("list/labels.csv", "file,label\na.png,x\n"))!;
        Inkling run = Inkling.Run([.. arguments.Select(argument => argument
            .Replace("{data}", data, StringComparison.Ordinal)
            .Replace("{text}", text, StringComparison.Ordinal)
            .Replace("{database}", database, StringComparison.Ordinal)
            .Replace("{heic}", heic, StringComparison.Ordinal)
            .Replace("{csv}", csv, StringComparison.Ordinal)
            .Replace("{pictures}", pictures, StringComparison.Ordinal)
            .Replace("{large}", large, StringComparison.Ordinal)
            .Replace("{list}", list, StringComparison.Ordinal)
            .Replace("{empty}", place["empty"], StringComparison.Ordinal)
            .Replace("{out}", place["out"], StringComparison.Ordinal))]);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(words, run.ErrorLine);
        Assert.DoesNotContain("   at ", run.Error);
        // A training may have said what it was about to do; the failure itself is the last line, and one
        // line.
        Assert.Single(
            run.ErrorLine.Split('\n'), line => line.StartsWith("inkling: ", StringComparison.Ordinal)
                && !line.StartsWith("inkling: note: ", StringComparison.Ordinal));
        Assert.StartsWith("inkling: ", run.ErrorLine.Split('\n')[^1]);
        Assert.DoesNotContain(place.Files, file => file.StartsWith("out", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("net.npz", "train", "--data", "nowhere", "--out")]
    [InlineData("sheet.png", "evaluate", "--data", "nowhere", "--mistakes")]
    [InlineData("sheet.png", "augment", "--data", "nowhere", "--preview")]
    [InlineData("net.npz", "calibrate", "--data", "nowhere", "--out")]
    [InlineData("net.npz", "ensemble", "nowhere.npz", "nowhere.npz", "--out")]
    [InlineData("digits.csv", "convert", "nowhere")]
    [InlineData("scores.json", "scoreboard", "--data", "nowhere", "--out")]
    [InlineData("scores.json", "robustness", "--data", "nowhere", "--out")]
    public void That_a_file_can_not_be_written_is_known_before_anything_is_read(
        string name, params string[] arguments)
    {
        using Workplace place = new();
        string file = place[$"deep/{name}"];
        Inkling run = Inkling.Run([.. arguments, file]);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            $"inkling: {file}: the folder {place["deep"]} does not exist: make it first.", run.ErrorLine);
    }

    [Theory]
    [InlineData("ensemble", "models/default.npz", "models/default.npz", "--out", "{deep}")]
    [InlineData("evaluate", "--data", "{data}", "--mistakes", "{deep}")]
    [InlineData("augment", "--data", "{data}", "--preview", "{deep}")]
    [InlineData("train", "--data", "{data}", "--out", "{out}", "--report", "{deep}")]
    public void A_place_that_can_not_be_written_is_named_once(params string[] arguments)
    {
        using Workplace place = new();
        string data = place.WriteIdx("data", training: 60, test: 10), deep = place["deep/file.png"];
        Inkling run = Inkling.Run([.. arguments.Select(argument => argument
            .Replace("{data}", data, StringComparison.Ordinal)
            .Replace("{out}", place["net.npz"], StringComparison.Ordinal)
            .Replace("{deep}", deep, StringComparison.Ordinal))]);
        Assert.Equal(1, run.ExitCode);
        string line = run.ErrorLine.Split('\n')[^1];
        Assert.StartsWith($"inkling: {deep}: ", line);
        Assert.EndsWith($"the folder {place["deep"]} does not exist: make it first.", line);
        Assert.Equal(2, line.Split(deep).Length);
    }

    [Theory]
    [InlineData("predict", "samples")]
    [InlineData("draw", "--no-browser", "--port", "0")]
    public void A_kernel_that_is_not_there_is_refused_in_one_line_before_anything_is_done(
        params string[] arguments)
    {
        Inkling run = Inkling.Run(input: null, [("INKLING_KERNEL", "abacus")], arguments);
        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("inkling: INKLING_KERNEL is \"abacus\", which is no kernel", run.ErrorLine);
        Assert.DoesNotContain('\n', run.ErrorLine);
    }

    [Fact]
    public void Without_a_mirror_that_answers_the_line_says_what_each_said_and_what_to_do()
    {
        using Workplace place = new();
        Inkling run = Inkling.Run(input: null,
            [
                ("INKLING_MNIST_MIRRORS", "http://127.0.0.1:9/a,http://127.0.0.1:9/b"),
                ("XDG_CACHE_HOME", place["cache"]), ("INKLING_DATA", ""),
            ],
            "train", "--data", "mnist", "--out", place["net.npz"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("127.0.0.1:9/a", run.ErrorLine);
        Assert.Contains("127.0.0.1:9/b", run.ErrorLine);
        Assert.DoesNotContain("   at ", run.Error);
    }
}
