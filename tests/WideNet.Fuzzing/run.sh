#!/usr/bin/env bash
# Fuzzes the readers of files with AFL++, guided by the branches that SharpFuzz counts in the library. Each input must end as FuzzTarget says: a value
# or the documented exception, in bounded memory and time, with nothing touched outside the reader's own file.
#
#   tests/WideNet.Fuzzing/run.sh FOLDER [READER…]
#
# All readers unless some are named, EXECUTIONS of each (1,000,000). FOLDER keeps what AFL++ found, one folder a reader, and report.md with a line for
# each; a reader that it has already is left out, so that an interrupted run goes on. Needs the .NET SDK and, on Debian, the package afl++.
# Exit 1: an input broke a reader (it lies under FOLDER/READER/default/crashes or hangs); 2: something is missing.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
missing() { echo "run.sh: $1" >&2; exit 2; }
[ $# -ge 1 ] || missing "say where the findings go: run.sh FOLDER [READER…]."
command -v afl-fuzz >/dev/null || missing "there is no afl-fuzz; on Debian, apt-get install afl++."
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shift

# The instrumented copy lies in the repository, whose files the readers begin with.
mkdir -p "$repository/artifacts"
work=$(mktemp -d -p "$repository/artifacts")
trap 'rm -rf "$work"' EXIT
logged() { "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 2; }; }
logged dotnet tool install SharpFuzz.CommandLine --version 2.3.0 --tool-path "$work/tool"
logged dotnet build "$repository/tests/WideNet.Fuzzing" -c Release
built=$repository/tests/WideNet.Fuzzing/bin/Release/net10.0
cp -r "$built" "$work/program"
program=$work/program/WideNet.Fuzzing.dll
for library in WideNet WideNet.Notebooks reproduce; do logged "$work/tool/sharpfuzz" "$work/program/$library.dll"; done

[ $# -gt 0 ] || mapfile -t readers < <(dotnet "$built/WideNet.Fuzzing.dll" readers)
[ $# -eq 0 ] || readers=("$@")
export AFL_NO_UI=1 AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_FORKSRV_INIT_TMOUT=60000
status=0
for reader in "${readers[@]}"; do
  if grep -q "^| $reader |" "$folder/report.md" 2>/dev/null; then continue; fi
  rm -rf "${folder:?}/$reader"
  logged dotnet "$built/WideNet.Fuzzing.dll" seeds "$reader" "$work/seeds/$reader"
  logged afl-fuzz -i "$work/seeds/$reader" -o "$folder/$reader" -E "${EXECUTIONS:-1000000}" -t 5000 -m none -- dotnet "$program" execute "$reader"
  stat() { sed -nE "s/^$1 +: //p" "$folder/$reader/default/fuzzer_stats"; }
  echo "| $reader | $(stat execs_done) | $(stat corpus_count) | $(stat edges_found) | $(stat saved_crashes) | $(stat saved_hangs) | $(stat run_time) s |" \
    | tee -a "$folder/report.md"
  [ "$(stat saved_crashes)$(stat saved_hangs)" = 00 ] || status=1
done
exit $status
