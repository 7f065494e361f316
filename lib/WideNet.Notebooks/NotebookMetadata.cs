using System.Text.Json.Nodes;

namespace WideNet.Notebooks;

/// <summary>The metadata that lets Jupyter with the .NET kernel and Polyglot Notebooks open the same C# notebook.</summary>
internal static class NotebookMetadata
{
    /// <summary>The tag of the cell that declares the parameters.</summary>
    public const string ParametersTag = "parameters";

    /// <summary>The tag of the cell that overrides them in an executed copy.</summary>
    public const string InjectedTag = "injected-parameters";

    /// <summary>The notebook's <c>kernelspec</c>.</summary>
    public static JsonObject KernelSpec => new()
    {
        ["display_name"] = ".NET (C#)",
        ["language"] = "C#",
        ["name"] = ".net-csharp",
    };

    /// <summary>The notebook's <c>language_info</c>.</summary>
    public static JsonObject LanguageInfo => new()
    {
        ["file_extension"] = ".cs",
        ["mimetype"] = "text/x-csharp",
        ["name"] = "C#",
        ["pygments_lexer"] = "csharp",
    };

    /// <summary>The notebook's <c>polyglot_notebook</c>.</summary>
    public static JsonObject Polyglot => new()
    {
        ["kernelInfo"] = new JsonObject
        {
            ["defaultKernelName"] = "csharp",
            ["items"] = new JsonArray(new JsonObject
            {
                ["aliases"] = new JsonArray(),
                ["languageName"] = "csharp",
                ["name"] = "csharp",
            }),
        },
    };

    /// <summary>The metadata of a new code cell.</summary>
    public static JsonObject CreateCodeCell(IReadOnlyCollection<string> tags)
    {
        JsonObject metadata = new()
        {
            ["dotnet_interactive"] = new JsonObject { ["language"] = "csharp" },
            ["polyglot_notebook"] = new JsonObject { ["kernelName"] = "csharp" },
        };
        if (tags.Count > 0)
            metadata["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)JsonValue.Create(tag))]);
        return metadata;
    }
}
