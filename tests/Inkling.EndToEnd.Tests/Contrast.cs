namespace Inkling.EndToEnd.Tests;

/// <summary>Whether every text can be read: WCAG 2.2, 1.4.3.</summary>
internal static class Contrast
{
    /// <summary>
    /// For a browser: gives each text whose colour is too near to what lies behind it, where both are plain.
    /// </summary>
    public const string Poor = """
        () => {
          // Mixed colours come as shares of 1, others as levels of 255.
          const parse = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number)
            .map((value, i) => colour.startsWith("color(srgb") && i < 3 ? value * 255 : value);
          const linear = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
          const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
          const behind = (element) => {
            for (let at = element; at; at = at.parentElement) {
              const colour = parse(getComputedStyle(at).backgroundColor);
              if (colour.length === 3 || colour[3] === 1) return colour;
              if (colour[3] > 0) return null;
            }
            return [255, 255, 255];
          };
          const poor = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const element = node.parentElement;
            if (!node.data.trim()) continue;
            if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
            if (element.closest(".unseen, template, .sheet")) continue;
            const style = getComputedStyle(element), back = behind(element);
            if (!back) continue;
            const [a, b] = [light(parse(style.color)), light(back)].sort((x, y) => y - x);
            const ratio = (a + 0.05) / (b + 0.05);
            const large = parseFloat(style.fontSize) >= 24;
            if (ratio < (large ? 3 : 4.5)) poor.push(`${node.data.trim()}: ${ratio.toFixed(2)}`);
          }
          return poor;
        }
        """;
}
