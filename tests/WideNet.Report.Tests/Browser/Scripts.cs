namespace WideNet.Report.Tests.Browser;

/// <summary>What the tests ask of a page, in its own language.</summary>
internal static class Scripts
{
    /// <summary>Pictures that show nothing, have no words, or had no room kept for them.</summary>
    public const string BadPictures = """
        () => [...document.images].filter(image => {
          const hidden = image.closest(".interactive #picture");
          const box = image.getBoundingClientRect();
          return image.alt.length < 3 || image.naturalWidth === 0 || (!hidden && (box.width < 100 || box.height < 50)) || (!image.hasAttribute("width") && !image.src.startsWith("data:"));
        }).map(image => image.src.slice(0, 80))
        """;

    /// <summary>How many of the elements that a selector means have room on the page and are not hidden.</summary>
    public const string CountOfVisible = """
        selector => [...document.querySelectorAll(selector)].filter(element => {
          const box = element.getBoundingClientRect();
          return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility === "visible";
        }).length
        """;

    /// <summary>How far the page is wider than its window, in CSS pixels.</summary>
    public const string Overflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

    /// <summary>Claims whose verdict does not lie within the width of the window before anything is scrolled.</summary>
    public const string VerdictsOffScreen = """
        () => [...document.querySelectorAll("tr[data-verdict]")].filter(row => {
          const box = row.querySelector(".verdict").getBoundingClientRect();
          return box.width === 0 || box.left < 0 || box.right > document.documentElement.clientWidth;
        }).map(row => row.id)
        """;

    /// <summary>Headings that skip a level, and landmarks that are missing.</summary>
    public const string Structure = """
        () => {
          const levels = [...document.querySelectorAll("h1, h2, h3, h4")].map(heading => Number(heading.tagName[1]));
          const problems = levels.flatMap((level, i) => level > (i === 0 ? 1 : levels[i - 1] + 1) ? [`heading ${i + 1} of level ${level}`] : []);
          for (const name of ["header", "nav[aria-label]", "main", "footer"]) {
            if (!document.querySelector(name)) { problems.push(`no ${name}`); }
          }
          for (const control of document.querySelectorAll("input, select")) {
            if (control.labels.length === 0) { problems.push(`${control.id} has no label`); }
          }
          return problems;
        }
        """;

    /// <summary>Texts whose contrast with what is behind them is below 4.5.</summary>
    public const string FaintTexts = """
        () => {
          const parse = text => { const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number); return { r, g, b, a }; };
          const over = (top, below) => ({ r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1 });
          const linear = v => v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4;
          const light = c => 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
          const ground = element => {
            const color = element ? parse(getComputedStyle(element).backgroundColor) : parse(getComputedStyle(document.body).backgroundColor);
            return !element || color.a === 1 ? color : over(color, ground(element.parentElement));
          };
          const faint = [];
          for (const element of document.body.querySelectorAll("*")) {
            const says = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim() !== "");
            if (!says || element.closest("svg, script, style, .skip, [hidden], details:not([open]) > :not(summary), annotation, option") || element.getClientRects().length === 0) { continue; }
            const below = ground(element), ink = over(parse(getComputedStyle(element).color), below);
            const [high, low] = [light(ink), light(below)].sort((a, b) => b - a);
            const ratio = (high + 0.05) / (low + 0.05);
            if (ratio < 4.5) { faint.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)}: ${element.textContent.trim().slice(0, 30)}`); }
          }
          return [...new Set(faint)];
        }
        """;

    /// <summary>What axe-core, once loaded, finds against the Web Content Accessibility Guidelines 2.1, levels A and AA, and common practice; but for
    /// contrast, which <see cref="FaintTexts"/> measures on every page.</summary>
    public const string Barriers = """
        async () => (await axe.run({
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], rules: { "color-contrast": { enabled: false } }, resultTypes: ["violations"],
          }))
          .violations.map(found => `${found.id}, ${found.nodes.length} times: ${found.help}; ${found.nodes[0].html.slice(0, 120)}`)
        """;

    /// <summary>How much the page has shifted while it loaded, as browsers score it.</summary>
    public const string LayoutShift = """
        () => new Promise(done => {
          let sum = 0;
          new PerformanceObserver(list => { for (const entry of list.getEntries()) { sum += entry.value; } }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 250);
        })
        """;

    /// <summary>The ranges of all axes of the interactive view.</summary>
    public const string Ranges = "() => { const layout = document.getElementById('plot')._fullLayout; return Object.keys(layout).filter(n => "
        + "/^[xy]axis\\d*$/.test(n)).flatMap(n => layout[n].range.map(Number)); }";
}
