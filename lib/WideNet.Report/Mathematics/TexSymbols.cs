using System.Collections.Frozen;

namespace WideNet.Report.Mathematics;

/// <summary>TeX commands that stand for one sign, and the styles of mathematical letters.</summary>
internal static class TexSymbols
{
    private static readonly FrozenDictionary<string, (string Text, TexSymbolKind Kind)> Table =
        Entries().ToFrozenDictionary(entry => entry.Name, entry => (entry.Text, entry.Kind));

    private static readonly FrozenDictionary<string, string> AccentSigns = new Dictionary<string, string>
    {
        ["\\dot"] = "˙",
        ["\\ddot"] = "¨",
        ["\\hat"] = "^",
        ["\\widehat"] = "^",
        ["\\bar"] = "¯",
        ["\\overline"] = "‾",
        ["\\tilde"] = "~",
        ["\\widetilde"] = "~",
        ["\\vec"] = "→",
    }.ToFrozenDictionary();

    /// <summary>What a command stands for, or null.</summary>
    public static (string Text, TexSymbolKind Kind)? Find(string command) => Table.TryGetValue(command, out (string, TexSymbolKind) entry) ? entry : null;

    /// <summary>The sign that an accent puts above its base, or null.</summary>
    public static string? Accent(string command) => AccentSigns.GetValueOrDefault(command);

    /// <summary>A character in blackboard bold, script or bold; unchanged where Unicode has none.</summary>
    /// <param name="style"><c>\mathbb</c>, <c>\mathcal</c> or <c>\mathbf</c>.</param>
    /// <param name="character">A letter or digit.</param>
    public static string Styled(string style, char character)
    {
        const string exceptions = "ℂℍℕℙℚℝℤ", letters = "CHNPQRZ", scriptExceptions = "ℬℰℱℋℐℒℳℛℯℊℴ", scriptLetters = "BEFHILMRego";
        (string from, string to, int upper, int lower, int digit) = style switch
        {
            "\\mathbb" => (letters, exceptions, 0x1D538, 0x1D552, 0x1D7D8),
            "\\mathcal" => (scriptLetters, scriptExceptions, 0x1D49C, 0x1D4B6, 0),
            _ => ("", "", 0x1D400, 0x1D41A, 0x1D7CE),
        };
        int special = from.IndexOf(character, StringComparison.Ordinal);
        return (special, character) switch
        {
            ( >= 0, _) => to[special].ToString(),
            (_, >= 'A' and <= 'Z') => char.ConvertFromUtf32(upper + character - 'A'),
            (_, >= 'a' and <= 'z') => char.ConvertFromUtf32(lower + character - 'a'),
            (_, >= '0' and <= '9') when digit > 0 => char.ConvertFromUtf32(digit + character - '0'),
            _ => character.ToString(),
        };
    }

    private static IEnumerable<(string Name, string Text, TexSymbolKind Kind)> Entries() =>
    [
        .. Of(TexSymbolKind.Letter, "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu "
            + "ν xi ξ pi π rho ρ sigma σ tau τ "
            + "upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω ell ℓ"),
        .. Of(TexSymbolKind.Upright, "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω infty ∞ partial ∂ nabla ∇ top ⊤ ldots … dots "
            + "… cdots ⋯ vdots ⋮ ddots ⋱ prime ′ "
            + "forall ∀ exists ∃ emptyset ∅ hbar ℏ % % $ $ # # & & _ _"),
        .. Of(TexSymbolKind.Operator, "to → rightarrow → longrightarrow ⟶ leftarrow ← Rightarrow ⇒ Leftarrow ⇐ iff ⇔ Leftrightarrow ⇔ leftrightarrow ↔ "
            + "mapsto ↦ propto ∝ approx ≈ simeq ≃ sim ∼ "
            + "equiv ≡ cong ≅ ne ≠ neq ≠ le ≤ leq ≤ ge ≥ geq ≥ ll ≪ gg ≫ lesssim ≲ gtrsim ≳ in ∈ notin ∉ subset ⊂ subseteq ⊆ cup ∪ cap ∩ cdot · times × "
            + "circ ∘ odot ⊙ otimes ⊗ oplus ⊕ pm ± mp ∓ "
            + "ast ∗ star ⋆ mid ∣ setminus ∖ wedge ∧ vee ∨ perp ⊥ parallel ∥ colon :"),
        .. Of(TexSymbolKind.Opening, "lvert | lVert ‖ langle ⟨ { { lbrace { lfloor ⌊ lceil ⌈ lbrack ["),
        .. Of(TexSymbolKind.Closing, "rvert | rVert ‖ rangle ⟩ } } rbrace } rfloor ⌋ rceil ⌉ rbrack ]"),
        .. Of(TexSymbolKind.Large, "sum ∑ prod ∏ int ∫ bigcup ⋃ bigcap ⋂"),
        .. Of(
            TexSymbolKind.Function, "log log ln ln exp exp sin sin cos cos tan tan tanh tanh sinh sinh cosh cosh arcsin arcsin arccos arccos arctan arctan "
                + "deg deg dim dim ker ker"),
        .. Of(TexSymbolKind.Limit, "max max min min lim lim sup sup inf inf det det Pr Pr"),
        ("\\|", "‖", TexSymbolKind.Upright),
        ("\\arg", "arg", TexSymbolKind.Function),
        ("\\,", "0.1667em", TexSymbolKind.Space), ("\\:", "0.2222em", TexSymbolKind.Space), ("\\;", "0.2778em", TexSymbolKind.Space),
        ("\\!", "-0.1667em", TexSymbolKind.Space),
        ("\\ ", "0.3333em", TexSymbolKind.Space), ("\\quad", "1em", TexSymbolKind.Space), ("\\qquad", "2em", TexSymbolKind.Space),
    ];

    private static IEnumerable<(string Name, string Text, TexSymbolKind Kind)> Of(TexSymbolKind kind, string pairs) =>
        pairs.Split(' ').Chunk(2).Select(pair => ("\\" + pair[0], pair[1], kind));
}
