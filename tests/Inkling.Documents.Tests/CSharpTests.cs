namespace Inkling.Documents.Tests;

/// <summary>Each block of C# is a program that compiles, as a user would compile it.</summary>
public sealed class CSharpTests
{
    [Fact]
    public void Every_block_compiles() => Faults.AssertNone(
        from document in Document.All
        from block in document.Blocks
        where block.Language == "csharp"
        from fault in UserProgram.Faults(block)
        select fault);

    [Theory]
    [InlineData("Console.WriteLine(Path.GetTempPath());", "")]
    [InlineData("#:project src/Inkling.Neural\nawait Task.Delay(1);", "")]
    [InlineData("WebApplication.CreateBuilder(args).Build().Run();", "")]
    [InlineData("string name = null;", "a.md:4: ")]
    [InlineData("\nint one = Two();", "a.md:5: ")]
    [InlineData("_ = typeof(Inkling.Neural.Execution.Executor);", "a.md:4: ")]
    [InlineData("_ = typeof(Xunit.Assert);", "a.md:4: ")]
    public void A_program_compiles_with_what_a_user_has(string text, string fault)
    {
        string[] faults = [.. UserProgram.Faults(new("a.md", 3, "csharp", text))];
        Assert.StartsWith(fault, string.Join('\n', faults));
        Assert.Equal(fault.Length == 0, faults.Length == 0);
    }
}
