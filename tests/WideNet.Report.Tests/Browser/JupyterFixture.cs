using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace WideNet.Report.Tests.Browser;

/// <summary>
/// Debian's Jupyter Notebook on a port of this machine, with the public tool's kernel, at a folder that has copies of notebooks and, by links, the
/// repository's data and built library. Nothing of the user's Jupyter is read or written.
/// </summary>
public sealed class JupyterFixture : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();
    private readonly string _token = RandomNumberGenerator.GetHexString(40, lowercase: true);
    private readonly int _port = FreePort();
    private Process? _server;

    /// <summary>Why there is no Jupyter; empty where there is one.</summary>
    public string Missing { get; private set; } = "";

    /// <summary>Whose addresses are the server's.</summary>
    public string Root => $"http://127.0.0.1:{_port}/";

    /// <summary>Copies a notebook of the repository to where the server finds it.</summary>
    /// <param name="name">File name without its end.</param>
    /// <param name="cells">Code cells that a reader adds at its end.</param>
    /// <returns>Its page's address.</returns>
    public string Copy(string name, params string[] cells)
    {
        JsonNode notebook = Stored(name);
        foreach ((int i, string source) in cells.Index())
        {
            notebook["cells"]!.AsArray().Add(new JsonObject
            {
                ["cell_type"] = "code",
                ["execution_count"] = null,
                ["id"] = $"reader-{i}",
                ["metadata"] = new JsonObject(),
                ["outputs"] = new JsonArray(),
                ["source"] = source,
            });
        }

        File.WriteAllText(Path.Combine(_folder["notebooks"], name + ".ipynb"), notebook.ToJsonString());
        return $"{Root}notebooks/notebooks/{name}.ipynb?token={_token}";
    }

    /// <summary>A notebook as the repository holds it.</summary>
    public static JsonNode Stored(string name) =>
        JsonNode.Parse(File.ReadAllText(RepositoryFiles.Notebooks.Single(file => Path.GetFileNameWithoutExtension(file) == name)))!;

    public async ValueTask InitializeAsync()
    {
        string library = Path.Combine(RepositoryFiles.Root, "artifacts", "notebooks", "WideNet.dll");
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')];
        Missing = !folders.Any(folder => File.Exists(Path.Combine(folder, "jupyter-notebook")))
            ? "There is no jupyter-notebook; on Debian, apt-get install jupyter-notebook."
            : !File.Exists(library) ? "The notebooks' library is not built; run 'dotnet build -c Release lib/WideNet.Cli'."
            : await LayOutAsync();
        if (Missing.Length == 0) await StartAsync();
    }

    public ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            _server.Kill(entireProcessTree: true);
            _server.WaitForExit();
            _server.Dispose();
        }

        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    // A folder that the library takes for the repository, and the kernel's tool as its manifest pins it.
    private async Task<string> LayOutAsync()
    {
        foreach (string name in (string[])["notebooks", ".config", "data-of-jupyter/kernels", "config-of-jupyter"]) Directory.CreateDirectory(_folder[name]);
        foreach (string name in (string[])["artifacts", "data"]) Directory.CreateSymbolicLink(_folder[name], Path.Combine(RepositoryFiles.Root, name));
        foreach (string name in (string[])["Reproduction.sln", "global.json", ".config/dotnet-tools.json"])
            File.Copy(Path.Combine(RepositoryFiles.Root, name), _folder[name]);

        string why = await RunAsync("dotnet", "tool", "restore");
        return why.Length > 0 ? why : await RunAsync("dotnet", "interactive", "jupyter", "install", "--path", _folder["data-of-jupyter/kernels"]);
    }

    private async Task StartAsync()
    {
        var settings = new JsonObject
        {
            ["ip"] = "127.0.0.1",
            ["port"] = _port,
            ["port_retries"] = 0,
            ["token"] = _token,
            ["open_browser"] = false,
            ["allow_root"] = true
        };
        await File.WriteAllTextAsync(_folder["config-of-jupyter/jupyter_notebook_config.json"], new JsonObject { ["NotebookApp"] = settings }.ToJsonString());
        _server = Start("jupyter-notebook");
        Task<string> said = _server.StandardError.ReadToEndAsync();
        _ = _server.StandardOutput.ReadToEndAsync();

        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("token", _token);
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Patience; await Task.Delay(100))
        {
            if (_server.HasExited) throw new InvalidOperationException($"jupyter-notebook ended: {await said}");
            try
            {
                if ((await client.GetAsync(new Uri(Root + "api/status"))).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }

        throw new TimeoutException($"jupyter-notebook does not answer at {Root}.");
    }

    // Why it did not work; empty if it did.
    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using Process process = Start(program, arguments);
            Task<string> error = process.StandardError.ReadToEndAsync(), output = process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? "" : $"'{program} {string.Join(' ', arguments)}' failed: {await output}{await error}".Trim();
        }
        catch (Win32Exception)
        {
            return $"There is no {program}.";
        }
    }

    private Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardError = true,
            RedirectStandardOutput = true
        };
        (string Name, string Value)[] variables =
        [
            ("JUPYTER_DATA_DIR", _folder["data-of-jupyter"]), ("JUPYTER_CONFIG_DIR", _folder["config-of-jupyter"]),
            ("JUPYTER_RUNTIME_DIR", _folder["runtime-of-jupyter"]), ("JUPYTER_PATH", _folder["data-of-jupyter"]), ("IPYTHONDIR", _folder["ipython"]),
            ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1"),
            ("DOTNET_INTERACTIVE_SKIP_FIRST_TIME_EXPERIENCE", "1"),
        ];
        foreach ((string name, string value) in variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
