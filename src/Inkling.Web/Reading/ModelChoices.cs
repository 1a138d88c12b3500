using Inkling.Neural.Models;
using Inkling.Recognition.Models;
using Inkling.Web.Hosting;
using Inkling.Web.Lessons;

namespace Inkling.Web.Reading;

/// <summary>
/// The models that a request may name: none for the one that is served, the classic network, and those that a
/// person kept.
/// </summary>
/// <param name="settings">What is served.</param>
/// <param name="kept">The kept ones; null for a server that does not teach.</param>
internal sealed class ModelChoices(ServerSettings settings, KeptModels? kept)
{
    private readonly Readers _served = new(settings.Model);
    private readonly Lazy<Readers> _classic = new(() => new(ClassicNetwork.Model));

    // People look into one kept model at a time.
    private (string Name, DateTime Written, Readers Readers)? _last;

    /// <summary>The names that a request may give.</summary>
    public IReadOnlyList<string> Names => [ClassicNetwork.Name, .. kept?.Names() ?? []];

    /// <summary>Finds a model by its name.</summary>
    /// <exception cref="ProblemException">There is none of that name, or its file can't be read.</exception>
    public Readers Find(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return _served;
        if (name == ClassicNetwork.Name)
            return _classic.Value;
        if (kept?.Has(name) != true)
        {
            throw new ProblemException(StatusCodes.Status404NotFound, "No such model",
                $"there is no model “{name}”: it may have been deleted. Name one of "
                + $"{string.Join(", ", Names)}, or none for the one that is served");
        }
        DateTime written = File.GetLastWriteTimeUtc(kept.PathOf(name));
        if (_last is { } last && last.Name == name && last.Written == written)
            return last.Readers;
        Readers readers = new(Load(name, kept.PathOf(name)));
        _last = (name, written, readers);
        return readers;
    }

    private static DigitModel Load(string name, string path)
    {
        try
        {
            return DigitModel.Load(path);
        }
        catch (ModelException failure)
        {
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "Damaged model",
                $"the model “{name}” can't be read: {failure.Message.TrimEnd('.')}");
        }
    }
}
