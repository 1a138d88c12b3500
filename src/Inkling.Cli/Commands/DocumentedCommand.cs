namespace Inkling.Cli.Commands;

/// <summary>A command with what its help shows: its purpose, examples, and options in groups.</summary>
internal sealed class DocumentedCommand(string name, string purpose, params string[] examples)
    : Command(name, purpose)
{
    private readonly List<OptionGroup> _groups = [];

    /// <summary>Command lines to copy, the simplest first.</summary>
    public IReadOnlyList<string> Examples => examples;

    /// <summary>The options in the order of the help.</summary>
    public IReadOnlyList<OptionGroup> Groups => _groups;

    /// <summary>What its exit codes mean, where they say more than those of all commands.</summary>
    public IReadOnlyList<(int Code, string Meaning)> ExitCodes { get; private set; } = [];

    /// <summary>Adds options in a collection initialiser; their numbers are read strictly.</summary>
    public void Add(string title, params IReadOnlyList<Option> options)
    {
        _groups.Add(new(title, options));
        foreach (Option option in options)
        {
            StrictNumber.Require(option);
            Options.Add(option);
        }
    }

    /// <summary>Rejects a command line with both switches.</summary>
    public DocumentedCommand Excluding(Option<bool> one, Option<bool> other)
    {
        Validators.Add(result =>
        {
            if (result.GetValue(one) && result.GetValue(other))
                result.AddError($"{one.Name} and {other.Name} exclude each other: give one");
        });
        return this;
    }

    /// <summary>Sets what the help says of exit codes.</summary>
    public DocumentedCommand WithExitCodes(params IReadOnlyList<(int Code, string Meaning)> codes)
    {
        ExitCodes = codes;
        return this;
    }

    /// <summary>Sets what the command does; failures and signals are the CommandRunner's.</summary>
    public DocumentedCommand WithAction(Func<ParseResult, CancellationToken, int> action)
    {
        SetAction(parsed => CommandRunner.Run(parsed, action));
        return this;
    }
}

/// <summary>Options that stand together in the help.</summary>
internal sealed record OptionGroup(string Title, IReadOnlyList<Option> Options);
