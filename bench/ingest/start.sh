#!/bin/sh
# Starts Mesher for the ingestion comparison: start.sh PORT DATABASE-URL. The load uses the keys key-0 to key-9
# and no rate limit.
set -eu
port=$1
url=$2
mesher=${MESHER:-build/bin/mesher}
dir=$(mktemp -d)
export DATABASE_URL="$url" MESHER_DATA_DIR="$dir" MESHER_RATE_LIMIT_MAX_EVENTS=0 MESHER_WS_PORT=0

# A first run makes the schema and the project.
MESHER_HTTP_PORT=0 "$mesher" >"$dir/log" 2>&1 &
first=$!
until grep -q "HTTP server listening" "$dir/log"; do sleep 0.05; done
kill "$first"
wait "$first" || true

keys=$(seq 0 9 | sed "s/.*/(1, 'key-&', 0)/" | paste -sd, -)
insert="INSERT INTO project_keys (project_id, public_key, created_at) VALUES $keys ON CONFLICT DO NOTHING"
case $url in
sqlite:*) sqlite3 "${url#sqlite:}" "$insert" ;;
*) psql -q "$url" -c "$insert" ;;
esac
MESHER_HTTP_PORT=$port exec "$mesher" >/dev/null 2>&1
