#!/bin/bash
# Search beside Pagefind on the same pages: bytes of the index, and bytes that a first query fetches in Chromium.
#   bench/search.sh SITE [QUERY…]      SITE: a styrdok site, such as 1000 generated documents
# Needs Go, Node 20 and Chromium. pagefind@1.6.0 and playwright-core are installed under $BENCH_WORK unless they are there.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
site=$(realpath "$1")
shift
[ $# -gt 0 ] || set -- informationssäkerhet riktlinje åtgärderna upphandlingssamordning "personuppgifter ansvar" policyn
export BENCH_WORK=${BENCH_WORK:-${TMPDIR:-/tmp}/styrdok-bench}
mkdir -p "$BENCH_WORK"
cd "$BENCH_WORK"
[ -d npm/node_modules/pagefind ] || { mkdir -p npm; (cd npm && npm init -y >/dev/null && npm install --silent pagefind@1.6.0 playwright-core); }
out=$BENCH_WORK/search-pages
rm -rf "$out"
(cd "$here/.." && go run ./bench/search "$site" "$out")
npm/node_modules/.bin/pagefind --site "$out" | tail -1
(cd "$out/pagefind" && echo "pagefind: index $(cat index/* | wc -c), fragments $(cat fragment/* | wc -c), meta and entry $(cat ./*.pf_meta pagefind-entry.json | wc -c), wasm.sv $(wc -c <wasm.sv.pagefind), js $(cat pagefind.js pagefind-worker.js | wc -c) bytes")
node "$here/search.mjs" "$out" "$@"
