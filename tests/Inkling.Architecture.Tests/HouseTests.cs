using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Inkling.Architecture.Tests;

/// <summary>
/// How the house is built: which way the arrows go between its projects and its namespaces.
/// </summary>
public sealed partial class HouseTests
{
    // What each project may refer to of the others.
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Neural"] = [],
        ["Imaging"] = [],
        ["Recognition"] = ["Neural", "Imaging"],
        ["Pictures"] = ["Neural", "Imaging", "Recognition"],
        ["Onnx"] = ["Neural", "Imaging", "Recognition"],
        ["Datasets"] = ["Neural", "Imaging", "Recognition", "Pictures"],
        ["Web"] = ["Neural", "Imaging", "Recognition", "Pictures", "Datasets"],
        ["Cli"] = ["Neural", "Imaging", "Recognition", "Pictures", "Onnx", "Datasets", "Web"],
    };

    // What AddInkling is written with.
    private static readonly string[] Registrations =
        ["Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Options"];

    // A namespace and one within it that use each other, and why they may.
    private static readonly Dictionary<(string Outer, string Inner), string> Pairs = [];

    public static TheoryData<string> Projects => [.. MayUse.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_those_below_it(string project) => Assert.Empty(
        Source.Projects[project].AssemblyReferences
            .Where(one => one.Name.StartsWith("Inkling.", StringComparison.OrdinalIgnoreCase))
            .Select(one => one.Name["Inkling.".Length..])
            .Except(MayUse[project]));

    [Theory]
    [InlineData("Neural")]
    [InlineData("Imaging")]
    [InlineData("Recognition")]
    public void The_core_refers_to_nothing_but_itself_and_dotnet(string project) => Assert.All(
        Source.Projects[project].AssemblyReferences.Where(one => !Registrations.Contains(one.Name)),
        one => Assert.Matches(@"^(System\.|Inkling\.)", one.Name));

    [Fact]
    public void Only_Pictures_knows_the_libraries_that_read_picture_files() => Assert.Equal(
        ["Pictures"],
        Source.Projects.Where(project => project.Value.AssemblyReferences.Any(
            one => one.Name is "SkiaSharp" or "BitMiracle.LibTiff.NET")).Select(project => project.Key));

    // Those of all platforms are 469 MB, beside every program and every test.
    [Fact]
    public void A_plain_build_carries_the_native_libraries_of_one_platform()
    {
        string dependencies = File.ReadAllText(
            Path.Combine(AppContext.BaseDirectory, "Inkling.Architecture.Tests.deps.json"));
        string[] libraries =
            [.. NativeLibrary().Matches(dependencies).Select(match => match.Value).Distinct().Order()];
        Assert.Equal(2, libraries.Length); // SkiaSharp's and SQLite's
        Assert.Single(libraries.Select(library => library.Split('/')[1].Split('-')[0]).Distinct());
    }

    // A program that only reads digits, such as a cold predict, loads none of these.
    [Fact]
    public void Only_the_registration_in_a_service_container_uses_its_packages() => Assert.Equal(
        ["InklingOptionsValidation", "InklingServiceCollectionExtensions"],
        CoreTypesThatUse("Microsoft.Extensions").Order(StringComparer.Ordinal));

    [Fact]
    public void Namespaces_use_each_other_in_no_circle()
    {
        Arrows arrows = Source.Arrows();
        string[] faults =
        [
            .. arrows.Circles()
                .Where(circle => circle.Length > 2 || !Pairs.ContainsKey((circle[0], circle[1])))
                .Select(circle => $"{string.Join(", ", circle)}:\n{arrows.Describe(circle)}"),
        ];
        Assert.True(faults.Length == 0, $"{faults.Length} circles\n{string.Join('\n', faults)}");
    }

    [Fact]
    public void Each_pair_that_may_is_one_and_says_why()
    {
        string[][] circles = [.. Source.Arrows().Circles()];
        Assert.All(Pairs, pair =>
        {
            Assert.StartsWith(pair.Key.Outer + ".", pair.Key.Inner);
            Assert.NotEmpty(pair.Value);
            Assert.Contains([pair.Key.Outer, pair.Key.Inner], circles);
        });
    }

    [Fact]
    public void Neural_names_no_digit_pen_or_corruption() => Assert.Empty(
        Source.Projects["Neural"].Types.SelectMany(Names).Where(name => Word().Matches(name)
            .Any(word => Foreign().IsMatch(word.Value))).Distinct());

    private static IEnumerable<string> CoreTypesThatUse(string others) =>
        from project in (string[])["Neural", "Imaging", "Recognition"]
        from type in Source.Projects[project].Types
        where CompiledUses.Of(type).Any(used =>
            CompiledUses.NamespaceOf(used).StartsWith(others, StringComparison.Ordinal))
        select type.Name;

    private static IEnumerable<string> Names(TypeDefinition type) =>
    [
        .. type.FullName.Split('.', '/'),
        .. type.Fields.Select(field => field.Name),
        .. type.Properties.Select(property => property.Name),
        .. type.Methods.SelectMany(method =>
            (string[])[method.Name, .. method.Parameters.Select(parameter => parameter.Name)]),
        .. type.NestedTypes.SelectMany(Names),
    ];

    [GeneratedRegex("runtimes/[^\"]+/native/[^\"]+")]
    private static partial Regex NativeLibrary();

    // digitCount is "digit" and "Count"; an acronym falls into letters.
    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]")]
    private static partial Regex Word();

    [GeneratedRegex("^(digits?|pens?|penmanship|corruptions?|handwrit(ing|ten))$", RegexOptions.IgnoreCase)]
    private static partial Regex Foreign();
}
