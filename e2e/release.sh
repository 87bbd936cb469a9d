#!/usr/bin/env bash
# Makes a release of the last commit in two folders, under other names, time zones and languages, wants the same bytes, and looks at what is
# in it: sums, version, package, and the program alone in a folder with a site, as a container has it.
# Usage: release.sh [SYSTEMS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
targets=${1:-linux/amd64,windows/amd64}
scratch=$(mktemp -d)
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT

make_in() {
	git clone -q . "$scratch/$1"
	(cd "$scratch/$1" && go run ./release -version v0.0.1 -targets "$targets" -out "$scratch/dist/$1")
}
TZ=UTC LC_ALL=C make_in one
TZ=Pacific/Kiritimati LC_ALL=C.UTF-8 make_in another
diff -r "$scratch/dist/one" "$scratch/dist/another"
echo "two folders, the same bytes"

cd "$scratch/dist/one"
sha256sum --quiet -c SHA256SUMS
machine=$(dpkg --print-architecture 2>/dev/null || echo amd64)
mkdir "$scratch/packed" "$scratch/installed"
tar -xzf "styrdok-0.0.1-linux-$machine.tar.gz" -C "$scratch/packed" --strip-components=1
dpkg-deb -x "styrdok-0.0.1-linux-$machine.deb" "$scratch/installed"
cmp "$scratch/packed/styrdok" "$scratch/installed/usr/bin/styrdok"
"$scratch/packed/styrdok" --version | grep -F 'styrdok v0.0.1 ('
if strings=$(grep -caF -e "$scratch" -e "$HOME/" "$scratch/packed/styrdok"); then
	echo "the program has $strings paths of this machine in it" >&2
	exit 1
fi
test -f "$scratch/packed/man/sv/man1/styrdok-build.1" -a -f "$scratch/installed/usr/share/man/man1/styrdok.1.gz"
for bill in *.cdx.json; do
	system=${bill#styrdok-0.0.1-}
	system=${system%.cdx.json}
	grep -q '"bomFormat": "CycloneDX"' "$bill"
	if grep 'goos=' "$bill" | grep -v "goarch=${system#*-}.*goos=${system%-*}&\|goarch=${system#*-}.*goos=${system%-*}.u0026"; then
		echo "$bill is of another system" >&2
		exit 1
	fi
	for part in '"std"' '"pdfium"' '"styrdok-sv.txt"' '"SourceSans3"'; do grep -q "\"name\": $part" "$bill"; done
done

if [ "$(id -u)" = 0 ]; then
	mkdir -p "$scratch/root/webbplats" "$scratch/root/tmp"
	cp "$scratch/packed/styrdok" "$scratch/root/"
	for part in config.toml content static; do cp -r "$scratch/one/$part" "$scratch/root/webbplats/"; done
	HOME=/tmp chroot "$scratch/root" /styrdok -C /webbplats build --today 2026-11-22
fi
