using System.Text.Json.Nodes;

namespace WideNet.Notebooks.Tests;

public sealed class NotebookTests
{
    private const string Exotic = """
        {
         "metadata": {
          "zeta": {
           "nested": [
            1.0,
            1e-30,
            12345678901234567890123,
            null,
            true,
            {},
            []
           ]
          },
          "alpha": "é ü 漢 😀 \u0001 \t \" \\ / <b> & ' + \u007f"
         },
         "nbformat_minor": 5,
         "nbformat": 4,
         "x-unknown": "kept",
         "cells": [
          {
           "source": [
            "# Title\n",
            "\n",
            "Prose"
           ],
           "id": "a",
           "metadata": {
            "unknown": [
             "x"
            ]
           },
           "cell_type": "markdown",
           "attachments": {}
          },
          {
           "cell_type": "code",
           "execution_count": 7,
           "id": "b",
           "metadata": {
            "tags": [
             "one",
             "two"
            ]
           },
           "outputs": [
            {
             "data": {
              "application/vnd.custom+json": {
               "k": "v\nw"
              },
              "text/plain": [
               "a\n",
               "b"
              ]
             },
             "execution_count": 7,
             "metadata": {},
             "output_type": "execute_result"
            }
           ],
           "source": []
          }
         ]
        }

        """;

    [Fact]
    public void ToJson_UnknownMembersAndOddOrder_GivesTheSameBytes()
    {
        string text = Exotic.Replace("\\u007f", "\u007f", StringComparison.Ordinal);
        Assert.Equal(text, Notebook.Parse(text).ToJson());
    }

    [Fact]
    public void Source_StringOrArray_IsTheSameTextAndWrittenAsLines()
    {
        Notebook notebook = Notebook.Parse("""
            {"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"raw","source":"a\nb\n"},{"cell_type":"raw","source":["a\n","b\n"]}]}
            """);

        Assert.Equal("a\nb\n", notebook.Cells[0].Source);
        Assert.Equal("a\nb\n", notebook.Cells[1].Source);
        Assert.Equal(NotebookCellKind.Raw, notebook.Cells[0].Kind);
        JsonArray cells = JsonNode.Parse(notebook.ToJson())!["cells"]!.AsArray();
        Assert.Equal("""["a\n","b\n"]""", cells[0]!["source"]!.ToJsonString());
        Assert.Equal("""["a\n","b\n"]""", cells[1]!["source"]!.ToJsonString());
    }

    [Fact]
    public void Cells_Members_AreRead()
    {
        Notebook notebook = Notebook.Parse(Exotic);

        Assert.Equal(5, notebook.MinorVersion);
        Assert.Equal("a", notebook.Cells[0].Id);
        Assert.Null(notebook.Cells[0].ExecutionCount);
        Assert.Empty(notebook.Cells[0].Outputs);
        Assert.Equal(["one", "two"], notebook.Cells[1].Tags);
        Assert.Equal(7, notebook.Cells[1].ExecutionCount);
        Assert.Single(notebook.Cells[1].Outputs);
        Assert.Equal("", notebook.Cells[1].Source);
    }

    [Fact]
    public void ToJson_WithInsertedCells_HasJupytersLayoutAndStableIds()
    {
        Notebook notebook = NotebookBuilder.Create();
        notebook.AddMarkdown("# Claim");
        notebook.AddCode("// parameters\nint width = 8;", tags: ["parameters"]);

        Assert.Equal(
            """
            {
             "cells": [
              {
               "cell_type": "markdown",
               "id": "cell-01",
               "metadata": {},
               "source": [
                "# Claim"
               ]
              },
              {
               "cell_type": "code",
               "execution_count": null,
               "id": "cell-02",
               "metadata": {
                "dotnet_interactive": {
                 "language": "csharp"
                },
                "polyglot_notebook": {
                 "kernelName": "csharp"
                },
                "tags": [
                 "parameters"
                ]
               },
               "outputs": [],
               "source": [
                "// parameters\n",
                "int width = 8;"
               ]
              }
             ],
             "metadata": {
              "kernelspec": {
               "display_name": ".NET (C#)",
               "language": "C#",
               "name": ".net-csharp"
              },
              "language_info": {
               "file_extension": ".cs",
               "mimetype": "text/x-csharp",
               "name": "C#",
               "pygments_lexer": "csharp"
              },
              "polyglot_notebook": {
               "kernelInfo": {
                "defaultKernelName": "csharp",
                "items": [
                 {
                  "aliases": [],
                  "languageName": "csharp",
                  "name": "csharp"
                 }
                ]
               }
              }
             },
             "nbformat": 4,
             "nbformat_minor": 5
            }

            """,
            notebook.ToJson());
    }

    [Fact]
    public void Write_OverAnOldFile_ReplacesItAndLeavesNothingElse()
    {
        using TestNotebook test = new("1");
        File.WriteAllText(test.SourcePath, "old");

        test.Notebook.Write(test.SourcePath);

        Assert.Equal(test.Notebook.ToJson(), File.ReadAllText(test.SourcePath));
        Assert.Equal([test.SourcePath], Directory.GetFiles(Path.GetDirectoryName(test.SourcePath)!));
    }

    [Theory]
    [InlineData("", "n.ipynb: not valid JSON at line 1, byte 1")]
    [InlineData("{\"a\": 1,\n \"a\": 2}", "n.ipynb: not valid JSON: a member name stands twice in one object")]
    [InlineData("{\n \"cells\": [,]", "n.ipynb: not valid JSON at line 2, byte 12")]
    [InlineData("[1]", "n.ipynb: not a notebook: its top level must be a JSON object")]
    [InlineData("{\"cells\": []}", "n.ipynb: nbformat is missing, must be 4; save it with a current Jupyter")]
    [InlineData("{\"nbformat\": 3, \"cells\": []}", "n.ipynb: nbformat is 3, must be 4; save it with a current Jupyter")]
    [InlineData("{\"nbformat\": 4}", "n.ipynb: not a notebook: it has no array 'cells'")]
    [InlineData("{\"nbformat\": 4, \"cells\": [1]}", "n.ipynb: cell 1 must be a JSON object")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"source\": \"\", \"cell_type\": \"heading\"}]}",
        "n.ipynb: cell 1 has cell_type \"heading\", must be markdown, code or raw")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"source\": 3, \"cell_type\": \"code\"}]}",
        "n.ipynb: cell 1 has no source; it must be a string or an array of strings")]
    public void Parse_NoNotebook_SaysWhyInOneLine(string text, string message)
        => Assert.Equal(message, Assert.Throws<NotebookException>(() => Notebook.Parse(text, "n.ipynb")).Message);

    [Fact]
    public void Read_MissingFile_SaysSo()
        => Assert.Equal("nowhere/n.ipynb: no such notebook", Assert.Throws<NotebookException>(() => Notebook.Read("nowhere/n.ipynb")).Message);
}
