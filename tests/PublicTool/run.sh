#!/usr/bin/env bash
# Executes notebooks in the kernel that VS Code and Jupyter start, the public tool Microsoft.dotnet-interactive, through Jupyter's nbclient and
# under the cultures de, tr, fr and ar, and compares what it makes with the outputs stored in the repository, representation by representation.
#
#   tests/PublicTool/run.sh [--keep FOLDER] [NOTEBOOK…]
#
# Without names: 00, 03, 05 (a frame of Deedle), 07, 13 and the notebook that trains a TorchSharp module. --keep leaves the executed copies in a folder.
# Needs the .NET SDK, a built lib/WideNet.Cli, and on Debian python3-nbconvert. Exit 1: an output differs or a notebook fails; 2: something is missing.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
python=${PYTHON:-/usr/bin/python3}

missing() { echo "run.sh: $1" >&2; exit 2; }

keep=
if [ "${1:-}" = --keep ]; then
  [ $# -ge 2 ] || missing "--keep needs a folder."
  mkdir -p "$2"
  keep=$(cd "$2" && pwd)
  shift 2
fi
if [ $# = 0 ]; then
  set -- "$repository"/notebooks/{00,03,05,07,13}-*.ipynb "$repository"/tests/WideNet.Notebooks.Tests/Notebooks/torchsharp-module.ipynb
fi
for notebook; do [ -f "$notebook" ] || missing "there is no notebook $notebook."; done
[ -f "$repository/artifacts/notebooks/WideNet.dll" ] || missing "the notebooks' library is not built; run 'dotnet build -c Release lib/WideNet.Cli'."
"$python" -c 'import nbclient' 2>/dev/null || missing "$python has no nbclient; on Debian, apt-get install python3-nbconvert."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$("$python" - "$repository/.config/dotnet-tools.json" <<'PYTHON'
import json, sys
print(json.load(open(sys.argv[1]))["tools"]["microsoft.dotnet-interactive"]["version"])
PYTHON
)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT=1 DOTNET_INTERACTIVE_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_NOLOGO=1
logged() { "$@" >"$work/install.log" 2>&1 || { cat "$work/install.log" >&2; exit 2; }; }
logged dotnet tool install Microsoft.dotnet-interactive --version "$version" --tool-path "$work/tool"

# Nothing of the user's Jupyter is read or written.
export JUPYTER_PATH="$work/jupyter" JUPYTER_CONFIG_DIR="$work/config" JUPYTER_RUNTIME_DIR="$work/runtime" IPYTHONDIR="$work/ipython"
mkdir -p "$work/jupyter/kernels" "$work/out"
logged "$work/tool/dotnet-interactive" jupyter install --path "$work/jupyter/kernels"

# The kernel's command is 'dotnet interactive', which in this repository means the tool of its manifest, restored or not: name the one just installed.
"$python" - "$work/jupyter/kernels/.net-csharp/kernel.json" "$work/tool/dotnet-interactive" <<'PYTHON'
import json, sys
path, tool = sys.argv[1:]
kernel = json.load(open(path))
assert kernel["argv"][:2] == ["dotnet", "interactive"], kernel["argv"]
kernel["argv"][:2] = [tool]
json.dump(kernel, open(path, "w"))
PYTHON

# Each notebook under another culture of those that write numbers or capitals in their own way: what is stored was made under none.
cultures=(de_DE tr_TR fr_FR ar_SA)
status=0 count=0
for notebook; do
  culture=${cultures[count++ % ${#cultures[@]}]}
  if ! "$python" "$repository/tests/PublicTool/execute.py" "$notebook" "$work/out" "$culture" >"$work/convert.log" 2>&1; then
    echo "$(basename "$notebook"): fails in the public tool under $culture:" >&2
    tail -n 30 "$work/convert.log" >&2
    status=1
  fi
  grep 'has no cultures' "$work/convert.log" >&2 || true
done
[ -z "$keep" ] || find "$work/out" -type f -exec cp {} "$keep" \;
"$python" "$repository/tests/PublicTool/compare.py" "$work/out" "$@" || status=1
[ $status = 0 ] && echo "Executed by Microsoft.dotnet-interactive $version."
exit $status
