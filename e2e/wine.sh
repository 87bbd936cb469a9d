#!/usr/bin/env bash
# Runs the Go tests as a Windows program, under Wine. Arguments are those of "go test"; without any, every package with -short.
# Debian's Wine 8 lacks two things that Windows 10 has and Go needs. bcryptprimitives.dll is made here, as a name for a function that
# Wine has; and where Wine answers "not implemented" to the way in which Go removes files, Go is made to take its other way.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
wine=/usr/lib/wine/wine64
[ -x "$wine" ] || e2e/install.sh wine
scratch=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
export WINEPREFIX=$scratch/prefix WINEDEBUG=-all
trap '/usr/lib/wine/wineserver64 -k 2>/dev/null || true; rm -rf "$scratch"' EXIT

"$wine" wineboot -i >/dev/null 2>&1
library=$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll
if [ ! -e "$library" ]; then
	printf 'LIBRARY bcryptprimitives.dll\nEXPORTS\nProcessPrng=advapi32.SystemFunction036\n' >"$scratch/prng.def"
	x86_64-w64-mingw32-dlltool -d "$scratch/prng.def" -e "$scratch/prng.exp" -D bcryptprimitives.dll
	x86_64-w64-mingw32-ld -shared --subsystem windows -o "$library" "$scratch/prng.exp"
fi

removing=$(go env GOROOT)/src/internal/syscall/windows/at_windows.go
sed 's/^\tcase STATUS_INVALID_INFO_CLASS,/\tcase NTStatus(0xC0000002), STATUS_INVALID_INFO_CLASS,/' "$removing" >"$scratch/at_windows.go"
! cmp -s "$removing" "$scratch/at_windows.go" || { echo "Go removes files in another way now: $removing" >&2; exit 1; }
printf '{"Replace": {"%s": "%s"}}' "$removing" "$scratch/at_windows.go" >"$scratch/overlay.json"

[ $# -gt 0 ] || set -- -short -timeout 30m ./...
GOOS=windows GOARCH=amd64 CGO_ENABLED=0 go test -trimpath -overlay "$scratch/overlay.json" -exec "$wine" "$@"
