#!/usr/bin/env bash
# OpenSlides 3.3 and Changren in one run: A B A B A B, each with the other stopped; then a table.
#   PEERS=../shared/lab/peers PEER_DIR=/tmp/peer CLIENT=/tmp/client/bin/python benchmarks/side_by_side.sh results.jsonl
# PEER_DIR was made by the peer's setup.sh; CLIENT has what common/requirements-client.txt lists.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
OUT=$(realpath "${1:-side_by_side.jsonl}") REPS=${REPS:-3} ONLY=${ONLY:-login,list,load,create}
export PEER_DIR BENCH_DIR=${BENCH_DIR:-/tmp/changren-bench}
ask() { "$CLIENT" "$PEERS/openslides/bench_congress.py" --out "$OUT" --reps 1 --only "$ONLY" "$@" > /dev/null; }
starts() { echo "{\"scenario\": \"start\", \"target\": \"$1\", \"when\": \"$2\", \"ms\": $(sed -n 's/^app_cold_start_ms //p')}" >> "$OUT"; }

"$PEERS/openslides/run.sh" reset-db; "$PEERS/openslides/run.sh" start-services
"$HERE/server.sh" fresh
for when in empty $(seq "$REPS"); do
  [ "$when" != empty ] || "$PEERS/openslides/run.sh" flush > /dev/null
  "$PEERS/openslides/run.sh" start-app | starts openslides-3.3 "$when"
  [ "$when" = empty ] || ask --base http://127.0.0.1:18000 --run-sh "$PEERS/openslides/run.sh" --label A
  "$PEERS/openslides/run.sh" stop-app
  "$HERE/server.sh" start | starts changren "$when"
  [ "$when" = empty ] || PYTHONPATH="$HERE" ask --target target_changren --base http://127.0.0.1:18200 --run-sh "$HERE/server.sh" --label B
  "$HERE/server.sh" stop-app
done
"$PEERS/openslides/run.sh" stop
"$HERE/server.sh" stop
"$CLIENT" "$PEERS/common/summarize.py" "$OUT"
grep -h '"memory"\|"start"' "$OUT"
