#!/usr/bin/env bash
# What every change must pass, quickest first. It stops at the first failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

step() {
	local start=$SECONDS
	echo "== $*"
	"$@" || { echo "== failed: $*" >&2; exit 1; }
	echo "   $((SECONDS - start)) s"
}

formatted() {
	local unformatted
	unformatted=$(gofmt -l cmd docs generator release themes)
	[ -z "$unformatted" ] || { printf 'not formatted:\n%s\n' "$unformatted" >&2; return 1; }
}

# Known holes in the modules that are used. Without the list of them, which is fetched from the network, nothing can be said.
vulnerabilities() {
	local told code=0
	told=$(go run golang.org/x/vuln/cmd/govulncheck@v1.9.0 ./... 2>&1) || code=$?
	if grep -q 'fetching vulnerabilities' <<<"$told"; then
		echo "   NOT CHECKED: the list of known vulnerabilities could not be had"
		return
	fi
	echo "$told"
	return "$code"
}

# The race detector is a C library, so that tests, unlike the program, need a C compiler.
race_detector_works() {
	[ "$(go env CGO_ENABLED)" = 1 ] || { echo "the race detector needs CGO_ENABLED=1" >&2; return 1; }
	command -v "$(go env CC)" >/dev/null || { echo "the race detector needs a C compiler: install $(go env CC)" >&2; return 1; }
}

step formatted
step go vet ./...
# Files for other systems are compiled by nothing else here.
step env CGO_ENABLED=0 GOOS=windows go vet ./...
step env CGO_ENABLED=0 GOOS=darwin go vet ./...
step go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...
step go vet -tags man ./cmd/styrdok
step go mod tidy -diff
step vulnerabilities
step go mod verify
step race_detector_works
# Under the race detector all takes ten times as long, so that long tests of a single goroutine are left to "go test ./...".
step go test -race -short ./...
step go run ./cmd/styrdok check --today 2026-11-22
echo "check.sh: all is well"
