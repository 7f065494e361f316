namespace WideNet.Figures.Rendering;

/// <summary>Draws frames, ticks, labels and colour bars, and says how much room they need.</summary>
internal static class AxisRenderer
{
    private const double TickLength = 5;
    private const double BarGap = 12;
    private const double BarWidth = 13;
    private const double LineHeight = 15;
    private const string Ink = "stroke=\"#1a1a1a\" stroke-width=\"0.9\"";

    /// <summary>Room that the vertical axis needs left of the plot.</summary>
    public static double LeftRoom(PanelView view) =>
        view.ShowYLabels ? TickLength + 4 + WidestLabel(view.YTicks) + Beside(view.YLabel, 2) : 4;

    /// <summary>Room that the horizontal axis needs below the plot.</summary>
    public static double BottomRoom(PanelView view)
    {
        double label = view.XLabel.Count > 0 ? 20 + (LineHeight * (view.XLabel.Count - 1)) : 0;
        return view.ShowXLabels ? TickLength + 17 + label : 6;
    }

    /// <summary>Room that the colour bar, or half of the last tick label, needs right of the plot.</summary>
    public static double RightRoom(PanelView view)
    {
        if (view.ShowColorBar)
        {
            return BarGap + BarWidth + TickLength + 4 + WidestLabel(ColorTicks(view)) + Beside(view.BarLabel, 4);
        }

        double Beyond(Tick tick) => view.X[tick.Value] + (TextMetrics.Width(tick.Label, SvgRenderer.TickSize) / 2) - view.Plot.Right;
        return view.ShowXLabels ? view.XTicks.Where(t => t.IsMajor).Select(Beyond).Append(10).Max() : 10;
    }

    /// <summary>Draws the frame, ticks and labels of a panel.</summary>
    public static void Draw(SvgWriter svg, PanelView view)
    {
        Box plot = view.Plot;
        svg.Raw($"<g {Ink} fill=\"none\">");
        svg.Rectangle(plot.Left, plot.Top, plot.Width, plot.Height, "");
        AxisMap x = view.X;
        foreach (Tick tick in view.XTicks)
        {
            svg.Line(x[tick.Value], plot.Bottom, x[tick.Value], plot.Bottom + (tick.IsMajor ? TickLength : 3), "");
        }

        AxisMap y = view.Y;
        foreach (Tick tick in view.YTicks)
        {
            svg.Line(plot.Left, y[tick.Value], plot.Left - (tick.IsMajor ? TickLength : 3), y[tick.Value], "");
        }

        svg.Raw("</g>");
        if (view.ShowXLabels)
        {
            DrawHorizontalLabels(svg, view, x);
        }

        if (view.ShowYLabels)
        {
            foreach (Tick tick in view.YTicks.Where(t => t.IsMajor))
            {
                svg.Text(tick.Label, plot.Left - TickLength - 3, y[tick.Value] + 4, SvgRenderer.TickSize, TextAnchor.End);
            }

            Vertical(svg, view.YLabel, plot.Left - TickLength - 11 - WidestLabel(view.YTicks) - (LineHeight * (view.YLabel.Count - 1)), plot);
        }

        for (int i = 0; i < view.TitleLines.Count; i++)
        {
            double y0 = plot.Top - 8 - (SvgRenderer.PanelTitleLine * (view.TitleLines.Count - 1 - i));
            svg.Text(view.TitleLines[i], plot.Left, y0, SvgRenderer.PanelTitleSize, TextAnchor.Start, "font-weight=\"bold\"");
        }
    }

    /// <summary>Draws light grid lines at the labelled ticks.</summary>
    public static void DrawGrid(SvgWriter svg, PanelView view)
    {
        (Box plot, AxisMap x, AxisMap y) = (view.Plot, view.X, view.Y);
        svg.Raw("<g stroke=\"#e3e3e3\" stroke-width=\"0.8\">");
        foreach (Tick tick in view.XTicks.Where(t => t.IsMajor))
        {
            svg.Line(x[tick.Value], plot.Top, x[tick.Value], plot.Bottom, "");
        }

        foreach (Tick tick in view.YTicks.Where(t => t.IsMajor))
        {
            svg.Line(plot.Left, y[tick.Value], plot.Right, y[tick.Value], "");
        }

        svg.Raw("</g>");
    }

    /// <summary>Draws the colour bar of a panel's map.</summary>
    public static void DrawColorBar(SvgWriter svg, PanelView view)
    {
        const int Steps = 128;
        HeatMap map = view.Panel.Map!;
        var bar = new Box(view.Plot.Right + BarGap, view.Plot.Top, BarWidth, view.Plot.Height);

        // Each step reaches down to the end of the bar and the next is drawn over it, so that no seam shows the page.
        for (int i = Steps - 1; i >= 0; i--)
        {
            double top = bar.Bottom - (bar.Height * (i + 1) / Steps);
            svg.Rectangle(bar.Left, top, bar.Width, bar.Bottom - top, $"fill=\"{map.ColorMap.At((i + 0.5) / Steps)}\"");
        }

        svg.Raw($"<g {Ink} fill=\"none\">");
        svg.Rectangle(bar.Left, bar.Top, bar.Width, bar.Height, "");
        IReadOnlyList<Tick> ticks = ColorTicks(view);
        var axis = new AxisMap(map.Scale, view.ColorRange, bar.Bottom, bar.Top);
        foreach (Tick tick in ticks)
        {
            svg.Line(bar.Right, axis[tick.Value], bar.Right + (tick.IsMajor ? TickLength - 1 : 2.5), axis[tick.Value], "");
        }

        svg.Raw("</g>");
        foreach (Tick tick in ticks.Where(t => t.IsMajor))
        {
            svg.Text(tick.Label, bar.Right + TickLength + 2, axis[tick.Value] + 4, SvgRenderer.TickSize, TextAnchor.Start);
        }

        Vertical(svg, view.BarLabel, bar.Right + TickLength + WidestLabel(ticks) + 16, bar);
    }

    /// <summary>Ticks of a panel's colour bar.</summary>
    public static IReadOnlyList<Tick> ColorTicks(PanelView view) =>
        AxisTicks.Choose(view.Panel.Map!.Scale, view.ColorRange.Minimum, view.ColorRange.Maximum, Math.Clamp((int)(view.Plot.Height / 38), 2, 8));

    private static void DrawHorizontalLabels(SvgWriter svg, PanelView view, AxisMap x)
    {
        Box plot = view.Plot;
        double free = double.NegativeInfinity;
        foreach (Tick tick in view.XTicks.Where(t => t.IsMajor))
        {
            double half = TextMetrics.Width(tick.Label, SvgRenderer.TickSize) / 2;
            if (x[tick.Value] - half > free)
            {
                svg.Text(tick.Label, x[tick.Value], plot.Bottom + TickLength + 12, SvgRenderer.TickSize, TextAnchor.Middle);
                free = x[tick.Value] + half + 5;
            }
        }

        for (int i = 0; i < view.XLabel.Count; i++)
        {
            svg.Text(view.XLabel[i], plot.Left + (plot.Width / 2), plot.Bottom + TickLength + 31 + (LineHeight * i), SvgRenderer.LabelSize, TextAnchor.Middle);
        }
    }

    // Room for a label beside an axis, or what is left free without one.
    private static double Beside(IReadOnlyList<string> lines, double without) => lines.Count == 0 ? without : 22 + (LineHeight * (lines.Count - 1));

    // Lines of text from left to right, each read upwards.
    private static void Vertical(SvgWriter svg, IReadOnlyList<string> lines, double x, Box plot)
    {
        double y = plot.Top + (plot.Height / 2);
        for (int i = 0; i < lines.Count; i++)
        {
            double left = x + (LineHeight * i);
            svg.Text(lines[i], left, y, SvgRenderer.LabelSize, TextAnchor.Middle, $"transform=\"rotate(-90 {SvgWriter.Number(left)} {SvgWriter.Number(y)})\"");
        }
    }

    private static double WidestLabel(IReadOnlyList<Tick> ticks) => ticks.Count == 0 ? 0 : ticks.Max(t => TextMetrics.Width(t.Label, SvgRenderer.TickSize));
}
