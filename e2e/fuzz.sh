#!/usr/bin/env bash
# Fuzzes every target of the repository for a time, two targets at once: e2e/fuzz.sh [DURATION] [NAME…]
# It fails if a target finds an input that breaks it; Go then writes that input to testdata/fuzz, where it belongs in the repository.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
time=${1:-20s}
shift || true
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

# targets prints "package target" a line.
targets() {
	go test -list '^Fuzz' ./... | awk '/^Fuzz/ { names[n++] = $1 } /^ok/ { for (i = 0; i < n; i++) print $2, names[i]; n = 0 }'
}

fuzz() {
	local package=$1 target=$2 log=$logs/$(echo "$1-$2" | tr / -)
	if go test "$package" -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 20x -parallel 1 >"$log" 2>&1; then
		:
	elif grep -q 'context deadline exceeded' "$log" && ! grep -q -e 'Failing input' -e panic: "$log"; then
		: # go test ends so if the time is up while an input still runs
	else
		cat "$log"
		return 1
	fi
	echo "$target ($package): $(grep -o 'execs: [0-9]*' "$log" | tail -n 1)"
}
export -f fuzz
export time logs

targets | while read -r package target; do
	if [ $# -eq 0 ] || [[ " $* " == *" $target "* ]]; then echo "$package $target"; fi
done >"$logs/list"
count=$(wc -l <"$logs/list")
[ "$count" -gt 0 ] || { echo "no fuzz target was found"; exit 1; }
xargs -P 2 -L 1 bash -c 'fuzz "$0" "$1"' <"$logs/list"
echo "$count targets, $time each, no input that breaks one"
