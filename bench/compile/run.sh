#!/bin/sh
# Compile times of the generated program: run.sh PEERS [WORKDIR]. PEERS is the peers' folder, with compile/gen.py and
# tools/turns.py. MESHC, GO and N (rounds) may be set.
set -e
HERE=$(cd "$(dirname "$0")" && pwd)
PEERS=$1; W=${2:-${TMPDIR:-/tmp}/mesh-bench-compile}; N=${N:-3}; GO=${GO:-go}
MESHC=${MESHC:-$HERE/../../build/bin/meshc}
rm -rf "$W"; mkdir -p "$W/mesh" "$W/hello"
python3 "$PEERS/compile/gen.py" "$W" 100 > /dev/null
python3 "$HERE/gen.py" "$W/mesh" 100
printf 'fn main() do\n  println("Hello, World!")\nend\n' > "$W/hello/main.mpl"
# Nothing is reused, but where a line says so.
export MESH_CACHE=off
export GOFLAGS=-mod=mod GO111MODULE=on GOCACHE="$W/cache"
cat > "$W/go-changed" <<X
#!/bin/sh
cd $W/go; echo "// \$(date +%N)" >> main.go; exec $GO build -o ../gen-go .
X
chmod +x "$W/go-changed"; "$W/go-changed"
(cd "$PEERS/compile/hello/go" && $GO build -o "$W/hello-go" .)
"$MESHC" build "$W/hello" --release -o "$W/hello-mesh"
T="$PEERS/tools/turns.py"
"$T" -n "$N" --no-compare --ref go-changed --title "4,000 lines" go-changed="$W/go-changed" \
  clang19-O2="clang-19 -O2 -o $W/gen-c $W/c/gen.c" check="$MESHC check $W/mesh" \
  debug="$MESHC build $W/mesh -o $W/gen-debug" release="$MESHC build $W/mesh --release -o $W/gen-release" \
  debug-same="env MESH_CACHE=$W/mesh-cache $MESHC build $W/mesh -o $W/gen-debug" \
  release-same="env MESH_CACHE=$W/mesh-cache $MESHC build $W/mesh --release -o $W/gen-release"
"$T" -n 3 --title "the program itself" c="$W/gen-c" go="$W/gen-go" debug="$W/gen-debug" release="$W/gen-release"
strip "$W/hello-go" "$W/hello-mesh"
"$T" -n 15 --no-compare --ref go --title "hello world, stripped: $(stat -c %s "$W/hello-mesh" "$W/hello-go" | tr '\n' ' ')bytes" \
  go="$W/hello-go" mesh="$W/hello-mesh"
