#!/bin/sh
# Builds every fuzz target with the stable compiler. Coverage comes from LLVM; RUSTC_BOOTSTRAP only unlocks the flag for it.
set -eu
cd "$(dirname "$0")"
export RUSTC_BOOTSTRAP=1
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares"
# A target triple of its own keeps the flags away from build scripts.
exec cargo build --release --locked --bins --target "$(rustc -vV | sed -n 's/^host: //p')"
