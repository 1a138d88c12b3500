namespace Inkling.Documents.Tests;

/// <summary>Each command of a console block prints what stands below it.</summary>
[Collection("dotnet run")]
public sealed class ConsoleTests
{
    [Fact]
    public void Every_console_block_prints_what_it_says() => Faults.AssertNone(
        from document in Document.All
        from block in document.Blocks
        where block.Language == "console"
        from command in Command.In(block)
        let printed = command.Run()
        where printed != command.Output
        select $"{block.Document}:{command.Line}: {command.Text} printed\n{printed}");

    [Fact]
    public void A_block_may_have_many_commands_and_long_ones() => Assert.Equal(
        [
            new Command(4, "inkling --version", "0.1.0"),
            new Command(6, "inkling predict a.png b.png", "a.png 1\n\nb.png 2"),
        ],
        Command.In(new("a.md", 3, "console",
            "$ inkling --version\n0.1.0\n$ inkling predict a.png \\\n    b.png\na.png 1  \n\nb.png 2")));

    [Fact]
    public void A_command_that_is_not_run_is_a_fault() =>
        Assert.Contains("mark the block as text", new Command(1, "./check.sh", "").Run());
}
