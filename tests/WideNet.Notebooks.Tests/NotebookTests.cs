namespace WideNet.Notebooks.Tests;

public sealed class NotebookTests
{
    [Fact]
    public void Type_Exists_IsPublic() => Assert.True(typeof(Notebook).IsPublic);
}
