#!/bin/sh
# Does what frontend teams do with the schema and the examples: TypeScript types of every example (graphql-codegen, tsc), Relay's
# compiler, and, where the address of a running server is given, the audits of graphql-http. Needs Node 20 and the npm registry.
#
#   scripts/frontend_check.sh [http://127.0.0.1:8000/graphql/]
set -eu
cd "$(dirname "$0")/../tests/frontend"
command -v npm >/dev/null || { echo "npm is not installed: nothing was checked" >&2; exit 2; }
npm ci --no-audit --no-fund --loglevel=error
node check.mjs
if [ $# -gt 0 ]; then node audit.mjs "$1"; fi
