#!/usr/bin/env bash
# Fuzzes the targets of the repository for a time in all, which they share: e2e/fuzz.sh [TIME [NAME…]], as e2e/fuzz.sh 500s,
# e2e/fuzz.sh 8h or e2e/fuzz.sh 10m FuzzParse; with -FuzzParse all but that one. JOBS targets run at once (2).
# It fails if a target finds an input that breaks it; Go then writes that input to testdata/fuzz, where it belongs in the repository.
# What a run of a minute or more learns of a target it keeps where Go does, and the next one goes on from there.
# A shorter one, and one with a SEED, draws the same inputs each time, so that what it says of a commit can be repeated.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
time=${1:-500s}
shift || true
jobs=${JOBS:-2}
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
cache=$(go env GOCACHE)/fuzz

# seconds reads a time as Go writes it, with one unit.
seconds() {
	case $1 in
	*h) echo $((${1%h} * 3600)) ;;
	*m) echo $((${1%m} * 60)) ;;
	*) echo "${1%s}" ;;
	esac
}

grep -rlE '^func Fuzz' --include=*_test.go cmd generator | xargs -n1 dirname | sort -u | while read -r package; do
	names=$(cat "$package"/*_test.go | sed -n 's/^func \(Fuzz[A-Za-z0-9]*\)(f \*testing\.F).*/\1/p')
	for name in $names; do
		if [[ " $* " == *" $name "* ]] || { [[ " $* " != *" Fuzz"* ]] && [[ " $* " != *" -$name "* ]]; }; then echo "$package $name"; fi
	done
done >"$logs/list"
count=$(wc -l <"$logs/list")
[ "$count" -gt 0 ] || { echo "no fuzz target was found"; exit 1; }

# One program for each package, since linking one for each target takes longer than fuzzing it.
cut -d' ' -f1 "$logs/list" | uniq | while read -r package; do
	go test -c -fuzz=Fuzz -o "$logs/$(echo "$package" | tr / -).test" "./$package"
done

each=$(($(seconds "$time") * jobs / count))
[ "$each" -gt 0 ] || each=1
if [ "$each" -lt 60 ] || [ -n "${SEED:-}" ]; then
	export GODEBUG=fuzzseed=${SEED:-1}
	cache=$logs/cache # it would take the time to try all that is known
fi
fuzz() {
	local package=$1 target=$2 name
	name=$logs/$(echo "$package" | tr / -)
	cd "$package"
	if "$name.test" -test.run '^$' -test.fuzz "^$target\$" -test.fuzztime "${each}s" -test.fuzzminimizetime 20x -test.parallel 1 \
		-test.fuzzcachedir "$cache/styrdok/$package" >"$name-$target" 2>&1; then
		:
	elif grep -q 'context deadline exceeded' "$name-$target" && ! grep -q -e 'Failing input' -e panic: "$name-$target"; then
		: # a test ends so if the time is up while an input still runs
	else
		cat "$name-$target"
		return 1
	fi
	echo "$target ($package): $(grep -o 'execs: [0-9]*' "$name-$target" | tail -n 1)"
}
export -f fuzz
export each logs cache
xargs -P "$jobs" -L 1 bash -c 'fuzz "$0" "$1"' <"$logs/list"
echo "$count targets, $each s each, no input that breaks one"
