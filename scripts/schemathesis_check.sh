#!/bin/sh
# Fuzzes a running server with schemathesis and counts the codes of its answers; anything but a refusal is a failure of ours.
#
#   scripts/schemathesis_check.sh [http://127.0.0.1:8000/graphql/] [EXAMPLES]
set -eu
url=${1:-http://127.0.0.1:8000/graphql/}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet install schemathesis==4.32.5
cd "$folder"
# It counts every refusal as a failure, so its own exit code says nothing.
"$folder/venv/bin/schemathesis" run "$url" --max-examples "${2:-40}" --generation-deterministic >out.txt 2>&1 || true
grep -E '(generated|Tested):?' out.txt || { tail -20 out.txt; exit 2; }
grep -oE '"code":"[A-Z_]+"' out.txt | sort | uniq -c || true
if grep -qE '"code":"(INTERNAL|UNAVAILABLE|TIMEOUT)"|Server error' out.txt; then echo "not all of these are refusals" >&2; exit 1; fi
