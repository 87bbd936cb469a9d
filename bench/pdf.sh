#!/bin/bash
# Prints of 100 documents beside Typst, which makes PDF/UA-1 and PDF/A-2a of the same texts in one
# process: time, size, memory, validity.
#
#   bench/pdf.sh KIT [VERAPDF.jar]
#
# KIT is the folder of the benchmark kit (gen.py, pdf_typst.py, floor/); $BENCH_KIT serves as well. The
# corpus, Typst and the files made go to $BENCH_WORK, by default a folder in the user's cache. $ROUNDS
# says how many interleaved rounds are run (default 5). With veraPDF's one jar every file of ours is
# validated. Typst sets in Liberation, which the system must have: its own font makes other files.
# Needs Go, Python 3.11 or later, fontconfig, Debian's fonts-liberation, and Java for veraPDF.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
kit=$(cd "${1:-${BENCH_KIT:?say where the kit is: bench/pdf.sh KIT}}" && pwd)
jar=${2:-}
[ -z "$jar" ] || jar=$(cd "$(dirname "$jar")" && pwd)/$(basename "$jar")
[ -n "$(fc-list 'Liberation Serif')" ] || { echo "bench/pdf.sh: install fonts-liberation" >&2; exit 2; }
work=${BENCH_WORK:-${XDG_CACHE_HOME:-$HOME/.cache}/styrdok-bench}
mkdir -p "$work/pdf"
work=$(cd "$work" && pwd)

[ -x "$work/venv-pdf/bin/python" ] || {
	python3 -m venv "$work/venv-pdf"
	"$work/venv-pdf/bin/pip" install -q typst==0.15.2
}
for form in toml styrdok; do
	[ -d "$work/corpus/100/$form" ] || python3 "$kit/gen.py" 100 "$work/corpus/100" --fm $form
done
[ -d "$work/pdf/typ" ] || {
	(cd "$kit/floor" && go build -o "$work/floor" .)
	"$work/floor" typ "$work/corpus/100/toml" "$work/pdf/typ"
}
(cd "$here/.." && go build -o "$work/pdfs" ./bench/pdfs)
exec python3 "$here/pdf.py" "$work" "$kit" "$jar"
