#!/bin/sh
# Runs one fuzz target: run.sh TARGET SECONDS [FILE]. Inputs that break a promise are written to artifacts/TARGET/; with FILE,
# that one is tried again.
set -eu
cd "$(dirname "$0")"
target=$1
seconds=$2
binary=${CARGO_TARGET_DIR:-target}/$(rustc -vV | sed -n 's/^host: //p')/release/$target
if [ $# -gt 2 ]; then
    exec "$binary" "$3"
fi
mkdir -p "corpus/$target" "artifacts/$target"
seeds=seeds/$target
longest=65536
case $target in
    # A cell, not a document.
    spelling | probe_target) longest=256 ;;
    # The fixtures of the refusals are the best seeds there are.
    tls_hello) longest=4096 ;;
    terms) seeds=../crates/evidence/tests/terms ;;
    declaration) seeds="$seeds ../examples/declarations" ;;
    standard_toml) seeds="$seeds ../crates/standard/tests/refused ../standards" ;;
esac
# shellcheck disable=SC2086 # several folders
exec "$binary" "corpus/$target" $seeds \
    -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 -max_len=$longest \
    -artifact_prefix="artifacts/$target/" -print_final_stats=1
