using System.CommandLine;
using System.Globalization;
using System.Net;
using Inkling.Cli.Commands;

namespace Inkling.Cli.Tests;

/// <summary>What is a number on the command line, for every option of every command.</summary>
public sealed class StrictNumberTests
{
    private static readonly Type[] Numbers = [typeof(int), typeof(ulong), typeof(float), typeof(double)];

    // Commas, groups, what is no number, other digits, blanks, and what no type of number holds.
    private static readonly string[] Bad =
    [
        "0,001", "1.000.000", "1,000", "1_000", "1'000", "1 000", "NaN", "nan", "Infinity", "-Infinity",
        "inf", "∞", "-∞", "0x10", "10f", "٣", "1e400", "-1e400", "1.5.2", "", " ", " 1", "1 ", "1\t", "1/3",
        "50%",
    ];

    public static TheoryData<string, string> NumberOptions => [.. AllOptions()
        .Where(one => Numbers.Contains(TypeOf(one.Option)))
        .Select(one => new TheoryDataRow<string, string>(one.Command, one.Option.Name))];

    [Fact]
    public void Options_have_no_type_whose_parser_could_be_lenient() => Assert.All(AllOptions(), one =>
    {
        Type type = TypeOf(one.Option);
        Assert.True(
            type.IsEnum || Numbers.Contains(type) || type == typeof(string) || type == typeof(bool)
                || type == typeof(string[]) || type == typeof(IPAddress),
            $"{one.Command} {one.Option.Name} is of {type}: have StrictNumber read it, or add it here.");
    });

    [Fact]
    public void Commands_have_numbers_to_test() => Assert.True(NumberOptions.Count > 60);

    [Theory]
    [MemberData(nameof(NumberOptions))]
    public void A_number_is_digits_a_point_and_an_exponent_for_every_option(string command, string option) =>
        Assert.All(Bad, text =>
        {
            string[] faults = FaultsOf(command, option, text);
            Assert.Contains(faults, fault => fault.StartsWith($"{option} ", StringComparison.Ordinal));
            Assert.DoesNotContain(faults, fault => fault.Contains("System.", StringComparison.Ordinal));
        });

    [Theory]
    [InlineData("--learning-rate", "0,001", "no number: write 0.001")]
    [InlineData("--learning-rate", "-1,5e-3", "no number: write -1.5e-3")]
    [InlineData("--learning-rate", "1.234,5", "no number: write 1234.5")]
    [InlineData("--learning-rate", "1,234.5", "no number: write 1234.5")]
    [InlineData("--learning-rate", "1.000.000", "no number: write 1000000")]
    [InlineData("--learning-rate", "1'000,5", "no number: write 1000.5")]
    [InlineData("--learning-rate", "0.000_1", "no number: write 0.0001")]
    [InlineData("--learning-rate", " 0.1", "no number: write 0.1")]
    [InlineData("--learning-rate", "0,0,1x", "no number: write digits, as in 0.001")]
    [InlineData("--learning-rate", "1e400", "not -3.4028235E+38 to 3.4028235E+38")]
    [InlineData("--epochs", "1.000", "no whole number: write 1000")]
    [InlineData("--epochs", "60,000", "no whole number: write 60000")]
    [InlineData("--epochs", "60_000", "no whole number: write 60000")]
    [InlineData("--epochs", "5.0", "no whole number: write 5")]
    [InlineData("--epochs", "2e1", "no whole number: write 20")]
    [InlineData("--epochs", "2,5", "no whole number: write digits, as in 10")]
    [InlineData("--epochs", "0x1F", "no whole number: write digits, as in 10")]
    [InlineData("--epochs", "99999999999", "not -2147483648 to 2147483647")]
    [InlineData("--split-seed", "-3", "not 0 to 18446744073709551615")]
    public void What_is_meant_is_told_where_it_can_be_guessed(string option, string text, string told)
    {
        string shown = text.Trim().Length == 0 ? $"\"{text}\"" : text;
        Assert.Equal([$"{option} {shown} is {told}"], FaultsOf("train", option, text));
    }

    [Theory]
    [InlineData("0.001", 0.001f)]
    [InlineData("1e-3", 0.001f)]
    [InlineData("2E+1", 20)]
    [InlineData(".5", 0.5f)]
    [InlineData("5.", 5)]
    [InlineData("+0.25", 0.25f)]
    [InlineData("-0.25", -0.25f)]
    public void A_number_is_read_the_same_whatever_the_locale(string text, float number)
    {
        CultureInfo before = CultureInfo.CurrentCulture, german = (CultureInfo)before.Clone();
        (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator) = (",", ".");
        try
        {
            CultureInfo.CurrentCulture = german;
            ParseResult parsed = Shell.Parse(["train", "--data", "mnist", "--learning-rate", text]);
            Assert.Empty(parsed.Errors);
            Assert.Equal(number, parsed.GetValue<float>("--learning-rate"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string[] FaultsOf(string command, string option, string text) =>
    [
        .. Shell.Parse([command, option, text]).Errors.Select(error => error.Message)
            .Where(message => message.Contains(option, StringComparison.Ordinal)),
    ];

    private static IEnumerable<(string Command, Option Option)> AllOptions() =>
        Shell.CreateAll().SelectMany(command => command.Options.Select(option => (command.Name, option)));

    private static Type TypeOf(Option option) =>
        Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
}
