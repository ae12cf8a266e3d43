#!/bin/sh
# Measures Mesh and Mesher beside the peer programs, all in one run: bench/run.sh [http] [ingest] [cpu] [memory]
# PEERS is the folder with the peers' programs and tools. ROUNDS (3) and SECONDS_EACH (4) set the length.
set -eu
cd "$(dirname "$0")/.."
peers=${PEERS:-../shared/bench}
rounds=${ROUNDS:-3}
seconds=${SECONDS_EACH:-4}
work=build/bench
go=${GO:-go}
what=${*:-cpu http ingest memory}

[ -d "$peers" ] || { echo "error: no peer programs at $peers; set PEERS" >&2; exit 1; }
tools/install_packages.sh wrk sqlite3 gcc make libsqlite3-dev erlang-base
mkdir -p "$work"
[ -d "$work/peers" ] || { cp -r "$peers" "$work/peers" && chmod -R u+w "$work/peers"; }

say() { echo "== $*"; }

kernels() {
    say "CPU kernels: clang -O2, Go, Erlang, ours"
    make -s -C "$work/peers/cpu/c" CC=gcc O=gcc
    make -s -C "$work/peers/cpu/c" CC=clang-19 O=clang19
    mkdir -p "$work/peers/cpu/build/go" "$work/peers/cpu/build/erl"
    (cd "$work/peers/cpu/go" && "$go" build -o ../build/go/cpu .)
    erlc -o "$work/peers/cpu/build/erl" "$work/peers/cpu/erlang/cpu.erl"
    build/bin/meshc build bench/cpu --release -o "$work/kernels"
    words=${WORDS:-$work/words.txt}
    [ -f "$words" ] || python3 "$work/peers/tools/gentext.py" "$words" 50
    for kernel in "fib 38" "nbody 2000000" "spectral 1500" "trees 18" "wordcount $words" "strbuild 5000000" \
        "sort 5000000" "state map 5000000 100000" "state rec 20000000" "state list 1000000 10"; do
        python3 "$work/peers/tools/turns.py" -n "$rounds" --ref clang19 --title "$kernel" \
            clang19="$work/peers/cpu/build/clang19/$kernel" go="$work/peers/cpu/build/go/cpu $kernel" \
            erlang="erl -noshell -pa $work/peers/cpu/build/erl -s cpu main $kernel" \
            ours="$work/kernels $kernel"
    done
}

http() {
    say "HTTP: C with epoll, Go, ours"
    mkdir -p "$work/peers/http/build"
    (cd "$work/peers/http/go" && "$go" build -o ../build/go123 .)
    gcc -O2 -o "$work/peers/http/build/c-epoll" "$work/peers/http/c-epoll/server.c" -lpthread
    build/bin/meshc build bench/http --release -o "$work/http-server"
    python3 "$work/peers/http/run.py" -n "$rounds" -d "$seconds" --only c-epoll,go1.23,ours --conns 100,1000 \
        --server "ours=env MESH_SCHEDULERS=1 $PWD/$work/http-server {port}"
}

ingest() {
    say "durable ingestion: Go with SQLite, Mesher with SQLite"
    mkdir -p "$work/peers/ingest/build"
    tools/install_packages.sh golang-github-jackc-pgx-v4-dev golang-github-mattn-go-sqlite3-dev golang-golang-x-time-dev
    (cd "$work/peers/ingest/go-server" && GOPATH=/usr/share/gocode GO111MODULE=off "$go" build -tags libsqlite3 \
        -o ../build/go-server main.go)
    MESHER="$PWD/build/bin/mesher" python3 "$work/peers/ingest/run.py" -n "$rounds" -d "$seconds" \
        --only go-sqlite,ours --server "ours=$PWD/bench/ingest/start.sh {port} sqlite:{db}"
}

memory() {
    say "Mesher at rest"
    data=$(mktemp -d)
    MESHER_DATA_DIR="$data" MESHER_HTTP_PORT=0 MESHER_WS_PORT=0 build/bin/mesher >"$data/log" 2>&1 &
    pid=$!
    until grep -qs "HTTP server listening" "$data/log"; do sleep 0.1; done
    sleep 2
    grep -E "VmRSS|VmHWM" "/proc/$pid/status"
    kill "$pid"
    wait "$pid" || true
    rm -rf "$data"
}

for part in $what; do
    case $part in
    cpu) kernels ;;
    http | ingest | memory) "$part" ;;
    *) echo "error: unknown part $part; there are cpu, http, ingest, memory" >&2; exit 2 ;;
    esac
done
