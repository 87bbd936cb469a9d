#!/bin/sh
# Bygger webbplatsen varje natt på en egen dator. Lägg in den med "crontab -e", med rätt mapp:
#
#   MAILTO=styrdokument@exempelby.se
#   17 3 * * * /srv/styrdokument/bygg-varje-natt.sh
#
# Webbservern visar mappen public, som byts hel. Går det inte att bygga är den som förut, och cron mejlar MAILTO
# vad som är fel, med fil och rad. Rätta det och kör filen igen. Gick det bra sägs ingenting.
set -eu
cd "$(dirname "$0")"
export LANG=C.UTF-8 PATH="$PATH:/usr/local/bin"
if [ -d .git ] && git remote get-url origin >/dev/null 2>&1; then
	git pull --quiet --ff-only # det som har sparats sedan i går
fi
if ! said=$(styrdok build 2>&1); then
	printf '%s\n\nWebbplatsen är som förut. Rätta felet och kör %s igen.\n' "$said" "$PWD/$(basename "$0")" >&2
	exit 1
fi
