using WideNet.Cli.Cases;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Tests.Data;

namespace WideNet.Tests.Cases;

public sealed class CaseFileTests : IDisposable
{
    private const string Good = """
        {"activation": "erf", "architecture": "cnn-p", "weight_variance": "1.5", "bias_variance": 0.05, "readin_weight_variance": 1,
         "dropout_keep": null, "depths": [1, 20], "filter": [5, 3], "padding": "same", "source": {"unknown": true}}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Network_GoodFile_HasEveryParameter()
    {
        NetworkDescription network = Write(Good).Network(20);
        Assert.Equal(Architecture.ConvolutionalPool, network.Architecture);
        Assert.Equal("erf", network.Activation.Name);
        Assert.Equal((20, 1.5, 0.05), (network.Depth, network.WeightVariance, network.BiasVariance));
        Assert.Equal((1.0, (double?)null), (network.ReadInWeightVariance!.Value, network.ReadOutWeightVariance));
        Assert.Equal((5, 3, Padding.Zero, 1.0), (network.FilterHeight, network.FilterWidth, network.Padding, network.DropoutKeep));
    }

    [Theory]
    [InlineData("\"1.5\"", "-1.5", "WeightVariance is -1.5; a variance must be finite and at least 0.")]
    [InlineData("\"1.5\"", "\"NaN\"", "\"weight_variance\" is \"NaN\"; it must be finite.")]
    [InlineData("\"1.5\"", "\"much\"", "\"weight_variance\" is \"much\"; it must be a number.")]
    [InlineData("\"weight_variance\": \"1.5\",", "", "\"weight_variance\" is missing.")]
    [InlineData("cnn-p", "rnn", "\"architecture\" is \"rnn\"; it must be fcn, fcn-residual, fcn-layernorm, fcn-residual-layernorm, cnn-f or cnn-p.")]
    [InlineData("same", "mirror", "\"padding\" is \"mirror\"; it must be circular or same.")]
    [InlineData("[5, 3]", "[5]", "\"filter\" has 1 numbers; it must have two, rows and columns.")]
    [InlineData("[5, 3]", "[4, 3]", "FilterHeight is 4; a filter size must be odd, from 1 to 9999.")]
    [InlineData("[5, 3]", "[5.5, 3]", "\"filter\" is 5.5; it must be a whole number.")]
    [InlineData("\"erf\"", "7", "\"activation\" is 7; it must be a text.")]
    public void Network_BadValue_NamesFileKeyAndValue(string old, string changed, string message)
    {
        CaseFile file = Write(Good.Replace(old, changed, StringComparison.Ordinal));
        var error = Assert.Throws<DataFormatException>(() => file.Network(1));
        Assert.Equal($"{file.File}: {message}", error.Message);
    }

    [Theory]
    [InlineData("paddings", "did you mean \"padding\"?")]
    [InlineData("weight_varience", "did you mean \"weight_variance\"?")]
    [InlineData("stride", "convolutions have stride 1, so leave it out.")]
    [InlineData("diag_reg", "a ridge is an option, --ridge of predict and regress, so leave it out.")]
    public void Open_KeyThatNothingReads_IsRefusedWithTheRemedy(string key, string remedy)
    {
        var error = Assert.Throws<DataFormatException>(() => Write(Good.Replace("\"source\"", $"\"{key}\"", StringComparison.Ordinal)));
        Assert.Equal($"{_folder["case.json"]}: the key \"{key}\" is not understood; {remedy}", error.Message);
    }

    [Fact]
    public void Open_KeyGivenTwice_IsRefused()
    {
        var error = Assert.Throws<DataFormatException>(() => Write(Good.Replace("\"source\"", "\"weight_variance\"", StringComparison.Ordinal)));
        Assert.Equal($"{_folder["case.json"]}: the key \"weight_variance\" is given twice; leave one of them.", error.Message);
    }

    [Fact]
    public void Open_ByteOrderMark_IsPassedOver() => Assert.Equal(1.5, Write("\uFEFF" + Good).Network(1).WeightVariance);

    [Fact]
    public void Open_KeyLikeNoOther_ListsTheKnownOnes()
    {
        var error = Assert.Throws<DataFormatException>(() => Write(Good.Replace("\"source\"", "\"temperature\"", StringComparison.Ordinal)));
        Assert.StartsWith(
            $"{_folder["case.json"]}: the key \"temperature\" is not understood; leave it out, or put it under \"note\"; known are activation, architecture, ",
            error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "\"times\" is an empty list; it must hold at least one time.")]
    [InlineData("[0, -1]", "\"times\" holds -1 at place 1; a time must be at least 0, or \"Infinity\".")]
    [InlineData("[\"NaN\"]", "\"times\" holds NaN at place 0; a time must be at least 0, or \"Infinity\".")]
    public void Times_ThatAreNone_AreRefused(string times, string message)
    {
        CaseFile file = Write($$"""{"times": {{times}}}""");
        Assert.Equal($"{file.File}: {message}", Assert.Throws<DataFormatException>(() => file.Times("times")).Message);
    }

    [Fact]
    public void Times_Infinity_IsOne() => Assert.Equal([0, 0.5, double.PositiveInfinity], Write("""{"times": [0, "0.5", "Infinity"]}""").Times("times"));

    [Fact]
    public void Number_Infinite_IsRefused()
    {
        CaseFile file = Write("""{"learning_rate": "Infinity"}""");
        var error = Assert.Throws<DataFormatException>(() => file.Number("learning_rate"));
        Assert.Equal($"{file.File}: \"learning_rate\" is \"Infinity\"; it must be finite.", error.Message);
    }

    [Fact]
    public void Network_UnknownActivation_ListsTheKnownOnes()
    {
        CaseFile file = Write(Good.Replace("erf", "swish", StringComparison.Ordinal));
        var error = Assert.Throws<DataFormatException>(() => file.Network(1));
        Assert.StartsWith($"{file.File}: The activation 'swish' is not known; it must be one of ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoFolder_SaysSo()
    {
        var error = Assert.Throws<FileNotFoundException>(() => CaseFile.Open(_folder["absent"]));
        Assert.Equal(
            $"The case folder {_folder["absent"]} does not exist; it must hold case.json with the parameters and its arrays as .npy files.", error.Message);
    }

    [Fact]
    public void Open_NotJson_NamesTheLine()
    {
        var error = Assert.Throws<DataFormatException>(() => Write("{\n \"weight_variance\": NaN}"));
        Assert.Equal($"{_folder["case.json"]} is not valid JSON (line 2, byte 21).", error.Message);
    }

    [Fact]
    public void Open_List_SaysWhatItMustBe()
    {
        var error = Assert.Throws<DataFormatException>(() => Write("[]"));
        Assert.Equal($"{_folder["case.json"]} holds a JSON Array, but it must be an object of parameters.", error.Message);
    }

    [Fact]
    public void Inputs_Absent_NamesTheFile()
    {
        CaseFile file = Write(Good);
        var error = Assert.Throws<FileNotFoundException>(() => file.Inputs("x1"));
        Assert.Equal($"{_folder["x1.npy"]} does not exist; the case needs the array x1.", error.Message);
    }

    [Fact]
    public void Inputs_NotFinite_NamesFileAndEntry()
    {
        CaseFile file = Write(Good);
        NpyFile.Write(_folder["x1.npy"], new NpyArray([1.0, double.NaN], 1, 2));
        var error = Assert.Throws<DataFormatException>(() => file.Inputs("x1"));
        Assert.Equal($"{_folder["x1.npy"]}: entry (0, 1) is NaN; every number must be finite.", error.Message);
    }

    [Fact]
    public void Inputs_ThreeDimensions_NamesTheShape()
    {
        CaseFile file = Write(Good);
        NpyFile.Write(_folder["x1.npy"], new NpyArray(new double[8], 2, 2, 2));
        var error = Assert.Throws<DataFormatException>(() => file.Inputs("x1"));
        Assert.Equal(
            $"{_folder["x1.npy"]}: Inputs need the shape (examples, features) or (examples, rows, columns, channels), but the array has the shape (2, 2, 2).",
            error.Message);
    }

    private CaseFile Write(string json)
    {
        File.WriteAllText(_folder["case.json"], json);
        return CaseFile.Open(_folder.FullName);
    }
}
