@rem reproduce VERB ...: the command of this repository, built when needed.
@dotnet run -c Release --project "%~dp0lib\WideNet.Cli" -- %*
