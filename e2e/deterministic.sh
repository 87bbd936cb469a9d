#!/usr/bin/env bash
# Builds a site twice, from two copies of its folder that differ in all that must not matter: place, times of files, number of
# cores, time zone, language. A third build on top of the second must change nothing either.
# Usage: deterministic.sh STYRDOK DIR
set -euo pipefail
styrdok=$(realpath "$1")
site=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cp -rp "$site" "$scratch/one"
mkdir -p "$scratch/another place"
cp -r "$site" "$scratch/another place/två"
find "$scratch/another place" -type f -exec touch -d '2001-02-03 04:05:06' {} +
rm -rf "$scratch/one/.styrdok" "$scratch/another place/två/.styrdok"

GOMAXPROCS=1 TZ=UTC LC_ALL=C "$styrdok" build -C "$scratch/one" --today 2026-11-22 --out "$scratch/out1"
GOMAXPROCS=4 TZ=Pacific/Auckland LC_ALL=sv_SE.UTF-8 "$styrdok" build -C "$scratch/another place/två" --today 2026-11-22 --out "$scratch/out2"

# listed tells the names and modes of all files, which diff does not compare.
listed() { (cd "$1" && find . -printf '%P %y %m\n' | sort); }
same() {
	diff -r "$1" "$2"
	diff <(listed "$1") <(listed "$2")
}
files=$(find "$scratch/out1" -type f | wc -l)
[ "$files" -gt 0 ] || { echo "the build wrote no files" >&2; exit 1; }
same "$scratch/out1" "$scratch/out2"
echo "$files files are the same with one core and with four"

"$styrdok" build -C "$scratch/another place/två" --today 2026-11-22 --out "$scratch/out2"
same "$scratch/out1" "$scratch/out2"
echo "$files files are the same when built once more"
