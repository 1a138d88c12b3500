using Inkling.Neural.Models;
using Inkling.Recognition.Models;

namespace Inkling.Web.Lessons;

/// <summary>The models that a person kept: files of one folder, each under a name of their choice.</summary>
/// <param name="folder">The folder, which need not be there yet.</param>
public sealed class KeptModels(string folder)
{
    private const int LongestName = 64;

    /// <summary>The folder of this user: inkling/models in their folder for programs' data.</summary>
    public static string DefaultFolder => Path.Combine(
        Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "inkling",
        "models");

    /// <summary>
    /// What is wrong with a name; null if nothing is. A name is one to 64 letters, digits, spaces, dots,
    /// hyphens or underscores, and begins with a letter or digit.
    /// </summary>
    public static string? FaultOf(string name) => name switch
    {
        "" => "the name is empty",
        { Length: > LongestName } => $"the name has {name.Length} characters, and {LongestName} is the most",
        _ when !char.IsLetterOrDigit(name[0]) =>
            $"a name begins with a letter or digit, not with “{name[0]}”",
        _ when name[^1] is ' ' or '.' => "a name does not end with a space or a dot",
        _ => name.Where(c => !char.IsLetterOrDigit(c) && c is not (' ' or '.' or '-' or '_'))
            .Select(c => $"a name has letters, digits, spaces, dots, hyphens and underscores, not “{c}”")
            .FirstOrDefault(),
    };

    /// <summary>The names, in their order.</summary>
    public IReadOnlyList<string> Names() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, $"*{Extension}")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => FaultOf(name) is null)
            .Order(StringComparer.CurrentCultureIgnoreCase)]
        : [];

    /// <summary>Where a model of this name is or would be; the name has no fault.</summary>
    public string PathOf(string name) => Path.Combine(folder, name + Extension);

    /// <summary>Whether there is a model of this name.</summary>
    public bool Has(string name) => FaultOf(name) is null && File.Exists(PathOf(name));

    /// <summary>Keeps a model; false where one of this name is there already.</summary>
    /// <exception cref="ModelException">The file can't be written.</exception>
    public bool Add(string name, DigitModel model)
    {
        if (Has(name))
            return false;
        Directory.CreateDirectory(folder);
        model.Save(PathOf(name));
        return true;
    }

    /// <summary>Deletes a model; false where there is none of this name.</summary>
    public bool Delete(string name)
    {
        if (!Has(name))
            return false;
        File.Delete(PathOf(name));
        return true;
    }

    private const string Extension = ".npz";
}
