#!/usr/bin/env bash
# Our server for the measuring client: start | stop | start-app | stop-app | pids | fresh
# SQLite or PostgreSQL (fsync on) in a folder of its own, BENCH_DIR; everything listens on 127.0.0.1 only.
# BENCH_SETTINGS=benchmarks.trivial serves one inserting view instead, on the same database, in the same way.
#   BENCH_DB=sqlite|postgres  BENCH_PORT=18200  BENCH_PG_PORT=15632  BENCH_WORKERS=2  BENCH_THREADS=4
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BENCH_DIR=${BENCH_DIR:-/tmp/changren-bench}; mkdir -p "$BENCH_DIR"; BENCH_DIR=$(cd "$BENCH_DIR" && pwd)
DB=${BENCH_DB:-postgres} PORT=${BENCH_PORT:-18200} PG_PORT=${BENCH_PG_PORT:-15632}
PG_BIN=${PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)}
as_pg() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
now_ms() { date +%s%3N; }
alive() { [ -f "$1" ] && kill -0 "$(cat "$1")" 2>/dev/null; }
tree() { local p; for p in "$@"; do echo "$p"; tree $(pgrep -P "$p" || true); done; }

export CHANGREN_VAR="$BENCH_DIR/$DB" CHANGREN_PRODUCTION=1 CHANGREN_HOSTS=127.0.0.1,.test CHANGREN_STRICT=0
export CHANGREN_SECRET_KEY=only-for-measuring-0123456789abcdefghijklmnopqrstuvwxyz CHANGREN_DATA_KEY=only-for-measuring-too
export CHANGREN_WORKERS=${BENCH_WORKERS:-2} CHANGREN_THREADS=${BENCH_THREADS:-4} CHANGREN_LOG_LEVEL=WARNING
export CHANGREN_JOBS_INSIDE=1 DJANGO_SETTINGS_MODULE=${BENCH_SETTINGS:-changren.site.settings} CHANGREN_IDLE_MINUTES=600 CHANGREN_SESSIONS_AT_MOST=1000
[ "$DB" != postgres ] || export CHANGREN_DATABASE="postgresql://postgres@127.0.0.1:$PG_PORT/changren"
mkdir -p "$CHANGREN_VAR"
PID="$BENCH_DIR/$DB.$DJANGO_SETTINGS_MODULE.pid" DATA="$BENCH_DIR/pg"

start_services() {
  [ "$DB" = postgres ] || return 0
  if [ ! -f "$DATA/PG_VERSION" ]; then
    mkdir -p "$DATA"; [ "$(id -u)" != 0 ] || chown postgres "$DATA"; chmod o+x "$BENCH_DIR"
    (cd "$DATA" && as_pg "$PG_BIN/initdb" -D "$DATA" -A trust -E UTF8 --locale=C -U postgres > /dev/null)
  fi
  as_pg "$PG_BIN/pg_ctl" -D "$DATA" status > /dev/null 2>&1 ||
    (cd "$DATA" && as_pg "$PG_BIN/pg_ctl" -D "$DATA" -l "$DATA/server.log" -w \
      -o "-p $PG_PORT -c listen_addresses=127.0.0.1 -c unix_socket_directories=$DATA -c max_connections=200" start > /dev/null)
  "$PG_BIN/createdb" -h 127.0.0.1 -p "$PG_PORT" -U postgres changren 2> /dev/null || true
}
start_app() { # prints app_cold_start_ms N: until it answers
  ! alive "$PID" || { echo "already running"; return; }
  local began; began=$(now_ms)
  (cd "$ROOT" && exec "$ROOT/.venv/bin/changren" run --port "$PORT") > "$BENCH_DIR/$DB.log" 2>&1 &
  echo $! > "$PID"
  for _ in $(seq 2400); do
    curl -fsS -o /dev/null "http://127.0.0.1:$PORT/healthz" 2> /dev/null && break
    alive "$PID" || { echo "it ended:"; tail -20 "$BENCH_DIR/$DB.log"; exit 1; }
    sleep 0.05
  done
  echo "app_cold_start_ms $(($(now_ms) - began))"
}
stop_app() {
  alive "$PID" || { rm -f "$PID"; return 0; }
  local first all; first=$(cat "$PID"); all=$(tree "$first"); kill -TERM "$first"
  for _ in $(seq 100); do kill -0 "$first" 2> /dev/null || break; sleep 0.1; done
  for one in $all; do kill -KILL "$one" 2> /dev/null || true; done
  rm -f "$PID"
}
stop_services() { [ "$DB" != postgres ] || (cd / && as_pg "$PG_BIN/pg_ctl" -D "$DATA" -m fast -w stop > /dev/null 2>&1) || true; }
case "${1:-start}" in
  start-services) start_services ;;
  start-app) start_app ;;
  start) start_services; start_app ;;
  stop-app) stop_app ;;
  stop) stop_app; stop_services ;;
  fresh) # an empty, migrated database
    stop_app; stop_services; rm -rf "$DATA" "$CHANGREN_VAR"; mkdir -p "$CHANGREN_VAR"; start_services
    cd "$ROOT" && "$ROOT/.venv/bin/django-admin" migrate --verbosity 0 ;;
  python) shift; cd "$ROOT" && "$ROOT/.venv/bin/python" "$@" ;; # with the environment of this server
  pids) # "role pid" a line, for CPU and memory
    ! alive "$PID" || for one in $(tree "$(cat "$PID")"); do echo "app $one"; done
    [ "$DB" != postgres ] || [ ! -f "$DATA/postmaster.pid" ] || for one in $(tree "$(head -1 "$DATA/postmaster.pid")"); do echo "postgres $one"; done ;;
  *) echo "usage: $0 start|stop|start-services|start-app|stop-app|fresh|python|pids"; exit 2 ;;
esac
