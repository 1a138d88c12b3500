using System.CommandLine.Parsing;

namespace Inkling.Cli.Commands;

/// <summary>Checks of options and arguments; their errors name the values that are allowed.</summary>
internal static class OptionValidation
{
    /// <summary>Accepts the numbers for which a predicate holds.</summary>
    public static Option<T> Accept<T>(this Option<T> option, Func<T?, bool> isValid, string allowed)
    {
        StrictNumber.Require(option);
        Func<ArgumentResult, T?> read = option.CustomParser!;
        option.CustomParser = result =>
        {
            T? value = read(result);
            if (!result.Errors.Any() && !isValid(value))
                result.AddError($"{option.Name} {result.Tokens[0].Value} is not {allowed}");
            return value;
        };
        return option;
    }

    /// <summary>Accepts the numbers of a range, both ends included.</summary>
    public static Option<int> Between(this Option<int> option, int low, int high) =>
        option.Accept(value => value >= low && value <= high, $"{low} to {high}");

    /// <summary>Accepts these texts.</summary>
    public static Option<string> OneOf(this Option<string> option, params string[] values)
    {
        option.HelpName ??= string.Join('|', values);
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    /// <summary>Accepts the names of an enumeration in lower case; of any other type, all values.</summary>
    public static Option<T> OneOfEnum<T>(this Option<T> option)
    {
        if (typeof(T).IsEnum)
        {
            string[] names = [.. Enum.GetNames(typeof(T)).Select(name => name.ToLowerInvariant())];
            option.HelpName = string.Join('|', names);
            option.AcceptOnlyFromAmong(names);
        }
        return option;
    }

    /// <summary>Rejects misspelt options, which would otherwise be taken for files.</summary>
    public static Argument<string[]> RejectOptions(this Argument<string[]> files)
    {
        files.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens)
            {
                if (token.Value.StartsWith("--", StringComparison.Ordinal) && !Path.Exists(token.Value))
                    result.AddError($"\"{token.Value}\" is neither an option nor a file");
            }
        });
        return files.RejectEmpty();
    }

    /// <summary>Rejects an empty name of a file to read.</summary>
    public static Argument<T> RejectEmpty<T>(this Argument<T> file)
    {
        file.Validators.Add(result =>
        {
            if (HasEmpty(result))
                result.AddError($"{file.Name}: the name is empty: name a file");
        });
        return file;
    }

    /// <inheritdoc cref="RejectEmpty{T}(Argument{T})"/>
    public static Option<string?> RejectEmpty(this Option<string?> file)
    {
        file.Validators.Add(result =>
        {
            if (HasEmpty(result))
                result.AddError($"{file.Name}: the name is empty: name a file");
        });
        return file;
    }

    private static bool HasEmpty(SymbolResult result) => result.Tokens.Any(token => token.Value.Length == 0);
}
