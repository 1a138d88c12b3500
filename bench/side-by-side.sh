#!/usr/bin/env bash
# Compares Inkling with what a .NET developer would use instead (TorchSharp, ONNX Runtime, ML.NET: bench/Peers),
# with NumPy and Debian's PyTorch, and with the machine's own limit. All take turns in one run: side_by_side.py.
# Writes bench/results/<cpu>/engine.md and its plots.
#   bench/side-by-side.sh [--rounds N] [--jpegs FOLDER]     7 rounds, 10 minutes; the machine should be quiet.
#                     FOLDER (or INKLING_JPEGS) has MNIST's JPEGs in folders 0 … 9; without it they are left out
#   bench/side-by-side.sh --quick     one round of less, to see that it runs; results go to artifacts/side-by-side
# MNIST is where INKLING_DATA says, or in the command's cache. It installs what else it needs: NumPy, PyTorch,
# matplotlib, Pillow, OpenBLAS and g++ from Debian, and 1 GB of the peers' packages from NuGet. Peers do not see
# OPENBLAS_CORETYPE and its like (peer_environment in side_by_side_runs.py).
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# OpenBLAS is what Debian recommends with PyTorch. Without it both would multiply by the reference BLAS, at a thirtieth
# of the speed, and the comparison would be worth nothing.
peers='import matplotlib, numpy, PIL, torch; assert "openblas" in open("/proc/self/maps").read()'
if ! /usr/bin/python3 -c "$peers" 2> /dev/null || ! command -v g++ > /dev/null; then
    root=()
    [ "$(id -u)" -eq 0 ] || root=(sudo)
    "${root[@]}" apt-get update -qq
    "${root[@]}" apt-get install -qq -y --no-install-recommends \
        g++ python3-matplotlib python3-numpy python3-pil python3-torch libopenblas0-pthread > /dev/null
fi

dotnet build -c Release -v quiet -nologo bench/Inkling.Benchmarks >&2
dotnet build -c Release -v quiet -nologo bench/Peers >&2

# The command as it is published, from a copy: a restore for one kind of machine would rewrite the lock files here.
work=artifacts/side-by-side
if [[ " $* " == *" --quick "* && -x $work/native/inkling && -x $work/cold-start/cold-start ]]; then
    echo "Quick: the command published earlier is taken as it is; delete $work to have it made anew." >&2
else
    rm -rf "$work"
    mkdir -p "$work/source"
    git ls-files -z --cached --others --exclude-standard \
        src models bench/Peers 'Directory.*' global.json .editorconfig |
        xargs -0 cp --parents -t "$work/source"
    kind=$(dotnet --info | sed -nE 's/^ *RID: *//p')
    env -u CI dotnet publish -c Release -v quiet -nologo -r "$kind" -o "$work/published" \
        "$work/source/src/Inkling.Cli" >&2
    env -u CI dotnet publish -c Release -v quiet -nologo -r "$kind" -p:PublishAot=true \
        -p:CppCompilerAndLinker=gcc -p:IlcInstructionSet=native -o "$work/native" \
        "$work/source/src/Inkling.Cli" >&2
    env -u CI dotnet publish -c Release -v quiet -nologo -r "$kind" --self-contained false \
        -p:PublishReadyToRun=true -o "$work/cold-start" "$work/source/bench/Peers/cold-start.cs" >&2
fi

# TorchSharp was built with GCC 13.2. It asks libstdc++ for one empty function that Debian 12's does not have. A
# copy of Debian's own with it is made for TorchSharp alone; the loader says that it has no version information.
if ! grep -qs GLIBCXX_3.4.32 /usr/lib/*/libstdc++.so.6 && [ ! -e "$work/libstdc++" ]; then
    mkdir -p "$work/libstdc++"
    g++ -shared -fPIC -nodefaultlibs -Wl,-soname,libstdc++.so.6 -o "$work/libstdc++/libstdc++.so.6" \
        -x c++ - -x none -Wl,--whole-archive "$(g++ -print-file-name=libstdc++.a)" -Wl,--no-whole-archive \
        -lm -lc -lgcc_s -lgcc <<< 'extern "C" void _ZSt21ios_base_library_initv() { }'
fi
exec /usr/bin/python3 bench/side_by_side.py "$@"
