#!/usr/bin/env bash
# Holds Inkling's engine against NumPy and PyTorch, which it installs from Debian with matplotlib, by turns in one run
# on one machine, and against the machine's own limit; see side_by_side.py. Writes bench/results/<cpu>/engine.md and
# its plots.
#   bench/side-by-side.sh [--rounds N] [--jpegs FOLDER]     5 rounds, about ten minutes; the machine should be quiet.
#                          MNIST's JPEGs, in folders 0 … 9, are in FOLDER or where INKLING_JPEGS says, or are left out
#   bench/side-by-side.sh --quick     one round of less, to see that it runs; results go to artifacts/side-by-side
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# OpenBLAS is what Debian recommends with PyTorch. Without it both would multiply by the reference BLAS, at a thirtieth
# of the speed, and the comparison would be worth nothing.
peers='import matplotlib, numpy, torch; assert "openblas" in open("/proc/self/maps").read()'
if ! /usr/bin/python3 -c "$peers" 2> /dev/null; then
    root=()
    [ "$(id -u)" -eq 0 ] || root=(sudo)
    "${root[@]}" apt-get update -qq
    "${root[@]}" apt-get install -qq -y --no-install-recommends \
        python3-matplotlib python3-numpy python3-torch libopenblas0-pthread > /dev/null
fi

dotnet build -c Release -v quiet -nologo bench/Inkling.Benchmarks >&2

# The command as it is published, from a copy: a restore for one kind of machine would rewrite the lock files here.
work=artifacts/side-by-side
if [[ " $* " == *" --quick "* && -x $work/published/inkling ]]; then
    echo "Quick: the command published earlier is taken as it is; delete $work to have it made anew." >&2
else
    rm -rf "$work"
    mkdir -p "$work/source"
    git ls-files -z --cached --others --exclude-standard src models 'Directory.*' global.json .editorconfig \
        | xargs -0 cp --parents -t "$work/source"
    kind=$(dotnet --info | sed -nE 's/^ *RID: *//p')
    env -u CI dotnet publish -c Release -v quiet -nologo -r "$kind" -o "$work/published" \
        "$work/source/src/Inkling.Cli" >&2
fi
exec /usr/bin/python3 bench/side_by_side.py "$@"
