using System.Diagnostics;
using System.Globalization;

namespace WideNet.Notebooks.Tests;

/// <summary>Waits for the end of processes, as Linux tells it.</summary>
internal static class EndOfProcess
{
    /// <summary>Waits for the end of a process that was killed; who it leaves behind may still list it until its place is cleared.</summary>
    /// <param name="file">A file with its number.</param>
    public static async Task AssertAsync(string file)
    {
        string number = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        string status = $"/proc/{number}/stat";
        bool Lives()
        {
            try
            {
                return !File.ReadAllText(status).Contains(") Z ", StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return false; // it has ended
            }
        }

        for (int i = 0; i < 3000 && Lives(); i++) await Task.Delay(100, TestContext.Current.CancellationToken);
        bool goesOn = Lives();
        if (goesOn) Process.GetProcessById(int.Parse(number, CultureInfo.InvariantCulture)).Kill();
        Assert.False(goesOn, $"process {number} went on");
    }
}
