namespace WideNet.Notebooks;

/// <summary>An .ipynb file, nbformat 4.</summary>
public sealed class Notebook
{
}
