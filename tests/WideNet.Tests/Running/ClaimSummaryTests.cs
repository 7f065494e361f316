using WideNet.Cli.Running;
using WideNet.Results;

namespace WideNet.Tests.Running;

public sealed class ClaimSummaryTests
{
    [Fact]
    public void ToMarkdown_OfAllVerdicts_CountsThemAndGivesReasons()
    {
        var run = new Provenance { Notebook = "01-a", Preset = Preset.Quick, Dataset = "none" };
        ClaimTable claims = ClaimTable.Join(
            new ClaimTable(
                Claim.Within("good", "|x| is 1", "here", 1, 1, 0.1, "chosen"),
                Claim.Within("bad", "|y| is 1", "here", 1, 2, 0.1, "chosen") with { Note = "too few layers" }).From(run),
            new ClaimTable(Claim.NotTested("open", "z is 3", "here", "out of reach", 3)).From(run with { Notebook = "02-b" }));
        ClaimTable few = new ClaimTable(Claim.Within("good", "|x| is 1", "here", 1, 1, 0.1, "chosen")).From(run);
        Assert.Equal(
            """
            | notebook | standard: reproduced | not reproduced | not tested at this scale | quick: reproduced | not reproduced | not tested at this scale |
            |---|---|---|---|---|---|---|
            | 01-a | 1 of 2 | 1 | 0 | 1 of 1 | 0 | 0 |
            | 02-b | 0 of 1 | 0 | 1 | 0 of 0 | 0 | 0 |
            | all | 1 of 3 | 1 | 1 | 1 of 1 | 0 | 0 |

            Not reproduced, or not tested at this scale:

            | claim | notebook | preset | predicted | measured | verdict | why |
            |---|---|---|---|---|---|---|
            | \|y\| is 1 | 01-a | standard | 1 | 2 | not reproduced | too few layers |
            | z is 3 | 02-b | standard | 3 | – | not tested at this scale | out of reach |

            """.ReplaceLineEndings("\n"),
            ClaimSummary.ToMarkdown(claims, few));
    }

    [Fact]
    public void ToMarkdown_OneReversed_HasAColumnForIt()
    {
        Claim reversed = Claim.Greater("better", "A is better than B", "here", -0.05, 0.02, "paired") with { Note = "small images" };
        Assert.Equal(
            """
            | notebook | standard: reproduced | not reproduced | reversed | not tested at this scale | quick: reproduced | not reproduced | reversed | not tested at this scale |
            |---|---|---|---|---|---|---|---|---|
            | other | 1 of 1 | 0 | 0 | 0 | 1 of 2 | 0 | 1 | 0 |
            | all | 1 of 1 | 0 | 0 | 0 | 1 of 2 | 0 | 1 | 0 |

            Not reproduced, reversed, or not tested at this scale:

            | claim | notebook | preset | predicted | measured | verdict | why |
            |---|---|---|---|---|---|---|
            | A is better than B | other | quick | > 0 | -0.05 ± 0.02 | reversed | small images |

            """.ReplaceLineEndings("\n"),
            ClaimSummary.ToMarkdown(new ClaimTable(Good), new ClaimTable(Good, reversed)));
    }

    [Fact]
    public void ToPage_OfTwoNotebooks_HasAHeadingForEachAndReasons()
    {
        var run = new Provenance { Notebook = "01-a", Preset = Preset.Quick, Dataset = "none" };
        ClaimTable claims = ClaimTable.Join(
            new ClaimTable(Claim.Within("good", "|x| is 1", "here", 1, 1, 0.1, "chosen | by hand")).From(run),
            new ClaimTable(Claim.NotTested("open", "z is 3", "here", "out of reach", 3)).From(run with { Notebook = "02-b" }));
        Assert.Equal(
            """
            ## 01-a

            | claim | source | predicted | measured | tolerance | verdict | reason of the tolerance |
            |---|---|---|---|---|---|---|
            | \|x\| is 1 | here | 1 | 1 | 0.1 | reproduced | chosen \| by hand |

            ## 02-b

            | claim | source | predicted | measured | tolerance | verdict | reason of the tolerance |
            |---|---|---|---|---|---|---|
            | z is 3 | here | 3 | – | – | not tested at this scale |  |

            """.ReplaceLineEndings("\n"),
            ClaimSummary.ToPage(claims));
    }

    [Fact]
    public void ToMarkdown_AllReproduced_HasNoSecondTable()
    {
        string text = ClaimSummary.ToMarkdown(new ClaimTable(Good), new ClaimTable(Good));
        Assert.EndsWith("| other | 1 of 1 | 0 | 0 | 1 of 1 | 0 | 0 |\n| all | 1 of 1 | 0 | 0 | 1 of 1 | 0 | 0 |\n", text, StringComparison.Ordinal);
    }

    private static Claim Good => Claim.Within("good", "x is 1", "here", 1, 1, 0.1, "chosen");
}
