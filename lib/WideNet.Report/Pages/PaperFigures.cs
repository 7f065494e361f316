using WideNet.Report.Html;
using WideNet.Report.Runs;

namespace WideNet.Report.Pages;

/// <summary>The paper's figures and tables in the paper's order, each with a sentence: what a reader of the paper looks for first.</summary>
internal static class PaperFigures
{
    // Where in the paper, the figure of a run that reproduces it, and what it shows. data/paper-figures.md says how each is known and what differs.
    private static readonly (string Place, string Figure, string Sentence)[] Known =
    [
        ("Figure 1", "20-figure-1-figure-1",
            "Ordered networks train to a multiple of ξ_1, chaotic ones generalise to a multiple of ξ_*, and gradient descent is stable to 2/λ_max in "
                + "every phase."),
        ("Figure 1(a)", "08-sgd-cnn-f-training-accuracy",
            "Training accuracy of convolutional networks without pooling: in the ordered phase it ends at a multiple of ξ_1."),
        ("Figure 1(b)", "08-sgd-cnn-f-test-accuracy",
            "Their test accuracy: in the chaotic phase it ends, though every label is learned."),
        ("Figure 1(c)", "07-maximum-learning-rate-accuracy",
            "Accuracy over the learning rate: training fails a little above 2/λ_max of the infinitely wide network."),
        ("Figure 1(d, e)", "05-cnn-p-versus-cnn-f-accuracy",
            "Test accuracy of infinitely wide convolutional networks, with pooling and without: it ends at a multiple of ξ_*."),
        ("Figure 2", "04-condition-numbers-condition-numbers",
            "Condition numbers of three architectures: exploding in order, (m+2)/2 and (md+2)/2 at criticality, 1 in chaos."),
        ("Table 1", "03-ntk-spectrum-ntk-eigenvalues",
            "Eigenvalues against depth with the laws of the table."),
        ("Table 1", "03-ntk-spectrum-condition-number",
            "Condition numbers against depth with the laws of the table."),
        ("Table 1", "03-ntk-spectrum-mean-predictor",
            "The mean predictor: constant in order, 1/l at criticality, exponentially small in chaos."),
        ("appendix", "01-phase-diagram-phase-diagram",
            "The line χ_1 = 1 separates order from chaos."),
        ("appendix", "09-sgd-fcn-training-accuracy",
            "Fully-connected networks on more data: training accuracy."),
        ("appendix", "09-sgd-fcn-test-accuracy",
            "Fully-connected networks on more data: test accuracy."),
        ("appendix", "06-nngp-versus-ntk-accuracy",
            "The NNGP generalises to a multiple of ξ_{c*}, the NTK to one of ξ_*."),
        ("appendix", "12-near-criticality-accuracy",
            "A dense grid around the critical line."),
        ("authors' notebook", "11-training-time-test-accuracy",
            "Test accuracy at finite training time, with the lines 8ξ_1 and 8ξ_*."),
    ];

    /// <summary>Those figures that the run made; nothing where it made none.</summary>
    public static Markup Section(RecordedRun run, Addresses addresses)
    {
        Dictionary<string, RecordedFigure> made = run.Notebooks.SelectMany(notebook => notebook.Figures).ToDictionary(figure => figure.Name);
        Markup[] cards =
        [
            .. from known in Known
               where made.ContainsKey(known.Figure)
               select Card(known.Place, made[known.Figure], known.Sentence, addresses),
        ];
        return Markup.Of($"""
            <section aria-labelledby="paper"><h2 id="paper">The paper's figures</h2>
            <p>In the paper's order, with the sizes under each picture. Figure numbers are recalled, not verified;
            data/paper-figures.md says what is known of each.</p>
            <div class="gallery">
            {cards}</div>
            </section>

            """).If(cards.Length > 0);
    }

    private static Markup Card(string place, RecordedFigure figure, string sentence, Addresses addresses) => Markup.Of($"""
        <figure class="card">
        <a class="paper" href="{addresses.Figure(figure.Name)}"><img src="{addresses.Picture(figure.Name)}"
        alt="{figure.Title}. {figure.Description}" width="{figure.Width}" height="{figure.Height}"></a>
        <figcaption><b>{place}.</b> {Words.Rich(sentence)} <span class="faint">{figure.Data}</span></figcaption>
        </figure>

        """);
}
