using System.ComponentModel;
using System.Diagnostics;

namespace WideNet.Report.Tests.Browser;

/// <summary>Installs what a lock file pins, into a folder of its own.</summary>
internal static class Npm
{
    /// <summary>Runs <c>npm ci</c>.</summary>
    /// <param name="source">Folder of package.json and package-lock.json; nothing is written to it.</param>
    /// <param name="target">Folder that gets node_modules.</param>
    /// <returns>Why it did not work; empty if it did.</returns>
    public static async Task<string> InstallAsync(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (string name in (string[])["package.json", "package-lock.json"])
        {
            File.Copy(Path.Combine(source, name), Path.Combine(target, name));
        }

        try
        {
            using Process npm = Process.Start(
                new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"])
                {
                    WorkingDirectory = target,
                    RedirectStandardError = true,
                    RedirectStandardOutput = true
                })!;
            Task<string> error = npm.StandardError.ReadToEndAsync(), output = npm.StandardOutput.ReadToEndAsync();
            await npm.WaitForExitAsync();
            await output;
            return npm.ExitCode == 0 ? "" : $"'npm ci' failed: {(await error).Trim()}";
        }
        catch (Win32Exception)
        {
            return "There is no npm; on Debian, apt-get install npm.";
        }
    }
}
