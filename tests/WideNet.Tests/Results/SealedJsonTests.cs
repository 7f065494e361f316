using System.Text.Json.Nodes;
using WideNet.Results;

namespace WideNet.Tests.Results;

public sealed class SealedJsonTests
{
    private static readonly string Text = SealedJson.Write(
        new JsonObject { ["name"] = "σ_w² < 1", ["seconds"] = 7411.3, ["list"] = new JsonArray(1, 1e-300, "x") });

    [Fact]
    public void Write_SaysItsSchemaFirstAndItsChecksumLast()
    {
        Assert.StartsWith("{\n  \"schema\": 2,\n", Text, StringComparison.Ordinal);
        Assert.Matches("\"sha256\": \"[0-9a-f]{64}\"\n}\n$", Text);
        SealedJson.Require(Parse(Text));
    }

    // Whatever character is another one, the file is refused, unless it is the white space between entries.
    [Fact]
    public void Require_AnyOtherCharacter_IsRefused()
    {
        for (int i = 0; i < Text.Length; i++)
        {
            if (char.IsWhiteSpace(Text[i])) continue;
            string changed = $"{Text[..i]}{(Text[i] == '7' ? '8' : '7')}{Text[(i + 1)..]}";
            JsonObject root;
            try
            {
                root = Parse(changed);
            }
            catch (System.Text.Json.JsonException)
            {
                continue;
            }

            Assert.Throws<FormatException>(() => SealedJson.Require(root));
        }
    }

    [Fact]
    public void Require_FirstSchema_IsTakenAsItIs()
    {
        var old = new JsonObject { ["name"] = "x" };
        Assert.True(SealedJson.IsUnsealed(old));
        SealedJson.Require(old);
        Assert.False(SealedJson.IsUnsealed(Parse(Text)));
    }

    [Fact]
    public void Require_LaterSchema_SaysWhichAreRead()
    {
        JsonObject root = Parse(Text.Replace("\"schema\": 2", "\"schema\": 3", StringComparison.Ordinal));
        Assert.Equal(
            "it follows schema 3, and this version of the program reads 1 and 2", Assert.Throws<FormatException>(() => SealedJson.Require(root)).Message);
    }

    private static JsonObject Parse(string text) => JsonNode.Parse(text)!.AsObject();
}
