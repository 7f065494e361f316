using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WideNet.Notebooks.Tests;

/// <summary>Pictures in the notebooks and the gallery: no text leaves its place or meets another, whatever the font, and every line is explained.</summary>
public sealed partial class StoredPictureTests
{
    public static TheoryData<string> Notebooks => [.. RepositoryFiles.Notebooks.Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Pictures_OfANotebook_AreLaidOutForTheWidestFont(string notebook)
    {
        string[] pictures = [.. PicturesIn(Path.Combine(RepositoryFiles.Root, "notebooks", notebook))];
        Assert.Equal(notebook.StartsWith("00-", StringComparison.Ordinal), pictures.Length == 0);
        Assert.Equal([], pictures.SelectMany(PictureLayout.Faults));
        Assert.Equal([], pictures.SelectMany(PictureLayout.Unexplained));
    }

    [Fact]
    public void Pictures_OfTheGallery_AreLaidOutForTheWidestFont()
    {
        string[] pictures = Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "data", "results", "gallery"), "*.svg");
        Assert.NotEmpty(pictures);
        Assert.Equal([], pictures.SelectMany(file => PictureLayout.Faults(File.ReadAllText(file))));
    }

    [Theory]
    [InlineData("<text x=\"95\" y=\"20\" font-size=\"10\">wide</text>", "'wide' leaves the picture")]
    [InlineData("<text x=\"10\" y=\"20\" font-size=\"10\">one</text><text x=\"20\" y=\"22\" font-size=\"10\">two</text>", "'one' and 'two' meet")]
    [InlineData("<rect x=\"0\" y=\"0\" width=\"20\" height=\"30\" rx=\"3\"/><text x=\"2\" y=\"20\" font-size=\"10\">names</text>", "'names' leaves its box")]
    public void Faults_APictureWithAFault_NamesIt(string content, string fault) =>
        Assert.Equal([fault], PictureLayout.Faults($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"100\">{content}</svg>"));

    [Fact]
    public void Unexplained_ALineWithoutAKey_IsNamed()
    {
        const string Two = "<path d=\"M1 1h90\" fill=\"none\" stroke=\"#000000\" stroke-linejoin=\"round\"/>"
            + "<path d=\"M1 5h90\" fill=\"none\" stroke=\"#0072b2\" stroke-dasharray=\"4 2.4\" stroke-linejoin=\"round\"/>";
        const string Key = "<path d=\"M1 1h24\" fill=\"none\" stroke=\"#000000\" stroke-linejoin=\"round\"/>";
        Assert.Equal(["nothing explains a dashed line of #0072b2"], PictureLayout.Unexplained($"<svg xmlns=\"http://www.w3.org/2000/svg\">{Two}{Key}</svg>"));
    }

    private static IEnumerable<string> PicturesIn(string path) =>
        from cell in JsonNode.Parse(File.ReadAllText(path))!["cells"]!.AsArray()
        from output in cell!["outputs"]?.AsArray() ?? []
        let html = output!["data"]?["text/html"]
        where html is not null
        from Match image in Image().Matches(html is JsonArray lines ? string.Concat(lines.Select(line => line!.GetValue<string>())) : html.GetValue<string>())
        select Encoding.UTF8.GetString(Convert.FromBase64String(image.Groups[1].Value));

    [GeneratedRegex("data:image/svg\\+xml;base64,([^\"]*)\"")]
    private static partial Regex Image();
}
