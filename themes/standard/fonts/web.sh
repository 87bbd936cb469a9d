#!/bin/sh
# Rebuilds the web fonts (*.woff2) from the published packages. Needs npm and python3. Run by a
# maintainer after a change of web.py; the results are committed, so a build needs neither.
set -eu
out=$(cd "$(dirname "$0")" && pwd); w=$(mktemp -d); trap 'rm -rf "$w"' EXIT; cd "$w"
python3 -m venv v; v/bin/pip install -q fonttools==4.68.0 brotli==1.2.1
get() { npm pack --silent "$1@$2" >/dev/null; echo "$3  $1-$2.tgz" | sha256sum -c --quiet; mkdir "$1"; tar xzf "$1-$2.tgz" -C "$1" --strip-components=1; }
get source-sans  3.52.0 49cf78ddd79b436591ee696785222b54ff28102922e3d3df297fe382d7fdfa88
get source-serif 4.5.1  19a448df98f4aa777de3452b0a1e29aa7ffe29252fe552c8a2d2531702d80746
one() { in=$1; to=$2; shift 2; v/bin/python "$out/web.py" "$in" "${DEST:-$out}/$to.woff2" "$@"; }
sans="--family=Styrdok Sans"; serif="--family=Styrdok Serif"
one source-sans/TTF/SourceSans3-Regular.ttf    StyrdokSans-Regular   "$sans"  --weight=400 --space=225
one source-sans/TTF/SourceSans3-Semibold.ttf   StyrdokSans-Semibold  "$sans"  --weight=600 --space=225
one source-serif/TTF/SourceSerif4-Regular.ttf  StyrdokSerif-Regular  "$serif" --weight=400
one source-serif/TTF/SourceSerif4-It.ttf       StyrdokSerif-Italic   "$serif" --weight=400 --italic
one source-serif/TTF/SourceSerif4-Semibold.ttf StyrdokSerif-Semibold "$serif" --weight=600
