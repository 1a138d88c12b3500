#!/usr/bin/env bash
# What must be green before anything is shared: restore, format, length of lines, build, every test, and the kernels'
# and layers' tests once more on instruction sets that this machine can be narrowed to. Needs git and the .NET SDK
# only. Ends with the counts.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# Names the lines of code that are longer than .editorconfig says: the compiler and dotnet format don't look at that.
lines_are_short() {
    local limit found=0
    limit=$(sed -nE 's/^max_line_length = ([0-9]+)$/\1/p' .editorconfig)
    LC_ALL=C.UTF-8 git grep -nE "^.{$((limit + 1)),}" -- '*.cs' || found=$?
    [ "$found" -ne 0 ] || echo "These lines have more than $limit characters: wrap them." >&2
    [ "$found" -eq 1 ] # there is none
}

dotnet restore
dotnet format --verify-no-changes --no-restore
lines_are_short
dotnet build -c Release --no-restore -m:1

passed=0 failed=0 skipped=0

# Runs one round of tests and adds up what the runner itself counted. A round that ran nothing is a failure.
tests() {
    local log status=0
    log=$(mktemp)
    echo "== $1"
    "${@:2}" 2>&1 | tee "$log" || status=$?
    local total
    total=$(count total "$log")
    passed=$((passed + $(count succeeded "$log"))) failed=$((failed + $(count failed "$log"))) skipped=$((skipped + $(count skipped "$log")))
    if [ "$total" -eq 0 ] || { [ "$status" -ne 0 ] && [ "$(count failed "$log")" -eq 0 ]; }; then
        failed=$((failed + 1)) # it broke before or beside its tests
    fi
    rm -f "$log"
}

count() { sed -nE "s/^ +$1: ([0-9]+).*/\1/p" "$2" | tail -1 | grep . || echo 0; }

tests "all tests" dotnet test --solution Inkling.slnx -c Release --no-build

kernels=(dotnet test --project tests/Inkling.Neural.Tests -c Release --no-build
    --filter-namespace Inkling.Neural.Tests.Kernels --filter-namespace Inkling.Neural.Tests.Layers)
tests "kernels and layers, vectors of 512 bits" env DOTNET_MaxVectorTBitWidth=512 "${kernels[@]}"
tests "kernels and layers without AVX-512" env DOTNET_EnableAVX512=0 "${kernels[@]}"
tests "kernels and layers without AVX2" env DOTNET_EnableAVX2=0 "${kernels[@]}"
tests "kernels and layers without any vector instruction" env DOTNET_EnableHWIntrinsic=0 "${kernels[@]}"

line="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
echo "$line"
[ "$failed" -eq 0 ]
