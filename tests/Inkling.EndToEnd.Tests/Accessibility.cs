using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>What axe-core finds wrong with a page, by all its rules and three more.</summary>
internal static class Accessibility
{
    // No rule is switched off; these are off unless asked for.
    private static readonly AxeRunOptions Options = new()
    {
        Rules = new()
        {
            ["target-size"] = new() { Enabled = true },
            ["label-content-name-mismatch"] = new() { Enabled = true },
            ["css-orientation-lock"] = new() { Enabled = true },
        },
        ResultTypes = [ResultType.Violations],
    };

    /// <summary>Requires that axe-core finds nothing.</summary>
    /// <param name="page">The page.</param>
    /// <param name="state">Where the page is, for the message.</param>
    public static async Task Check(IPage page, string state)
    {
        AxeResult result = await page.RunAxe(Options);
        string[] faults =
        [
            .. result.Violations.SelectMany(rule => rule.Nodes.Select(
                node => $"{state}: {rule.Id}: {node.Html}: "
                    + string.Join(' ', node.Any.Concat(node.All).Concat(node.None)
                        .Select(why => why.Message)))),
        ];
        Assert.True(faults.Length == 0, string.Join('\n', faults));
        // A page of which nothing was looked at has no faults either.
        Assert.NotEmpty(result.Passes);
    }
}
