using WideNet.Figures;

namespace WideNet.Tests.Figures;

/// <summary>A renderer that needs no package; a copy of this assembly with it stands in for the optional one.</summary>
public sealed class StandInRenderer : IFigureRenderer
{
    public string Description => "stand-ins";

    public string ToHtml(Figure figure) => $"<b>{figure.Id}</b>";
}
