#!/usr/bin/env bash
# Serves a built site with nginx, Apache and Caddy by the examples of docs/drift.md, on this machine only and without TLS, and asks them
# what a visitor would: pages, redirects, types, headers, what is missing and what must not be seen.
# Usage: servers.sh FOLDER
set -euo pipefail
site=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scratch=$(mktemp -d)
chmod 755 "$scratch"
pids=()
trap '[ ${#pids[@]} -eq 0 ] || kill "${pids[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$scratch"' EXIT
cp -r "$site" "$scratch/public"
mkdir -p "$scratch/public/.well-known"
echo 'Contact: mailto:a@example.se' >"$scratch/public/.well-known/security.txt"
chmod -R a+rX "$scratch/public"

# example prints the example of a file, for a port of this machine and the copy of the site.
example() {
	awk -v head='```text '"$1" '$0 == head {on = 1; next} on && /^```/ {exit} on' docs/drift.md | sed \
		-e "s|/srv/styrdokument/public|$scratch/public|; s|listen 443 ssl;|listen 127.0.0.1:$2;|; s|<VirtualHost \*:443>|<VirtualHost 127.0.0.1:$2>|" \
		-e "s|^styrdokument.lillby.se {|http://127.0.0.1:$2 {|; /ssl_certificate/d; /SSL/d"
}

start_nginx() {
	{
		echo "daemon off; worker_processes 1; pid $scratch/nginx.pid; error_log $scratch/nginx.log; events {} http { access_log off;"
		for part in client_body proxy fastcgi uwsgi scgi; do echo "${part}_temp_path $scratch/$part;"; done
		example /etc/nginx/conf.d/styrdokument.conf "$1"
		echo "}"
	} >"$scratch/nginx.conf"
	/usr/sbin/nginx -q -e "$scratch/nginx.log" -c "$scratch/nginx.conf" &
	pids+=($!)
}

start_apache() {
	{
		for module in mpm_event authz_core dir mime alias headers filter deflate; do
			echo "LoadModule ${module}_module /usr/lib/apache2/modules/mod_$module.so"
		done
		printf 'ServerRoot %s\nPidFile %s/apache.pid\nErrorLog %s/apache.log\nServerName localhost\nTypesConfig /etc/mime.types\nListen 127.0.0.1:%s\nUser www-data\nGroup www-data\n' "$scratch" "$scratch" "$scratch" "$1"
		example /etc/apache2/sites-available/styrdokument.conf "$1"
	} >"$scratch/apache.conf"
	/usr/sbin/apache2 -f "$scratch/apache.conf" -DFOREGROUND &
	pids+=($!)
}

start_caddy() {
	{ printf '{\n\tadmin off\n\tlog {\n\t\toutput discard\n\t}\n}\n'; example /etc/caddy/Caddyfile "$1"; } >"$scratch/Caddyfile"
	HOME=$scratch caddy run --config "$scratch/Caddyfile" --adapter caddyfile 2>"$scratch/caddy.log" &
	pids+=($!)
}

failed=0
expect() {
	local server=$1 path=$2 want=$3 got
	got=$(curl -s -o /dev/null -D - "http://127.0.0.1:$port$path" | tr -d '\r' | tr '[:upper:]' '[:lower:]' || true)
	if ! grep -qE -- "$want" <<<"$got"; then
		printf '%s %s: no "%s" in\n%s\n' "$server" "$path" "$want" "$got"
		failed=$((failed + 1))
	fi
}

port=18480
for server in nginx apache caddy; do
	port=$((port + 1))
	"start_$server" "$port"
	for _ in $(seq 50); do curl -s -o /dev/null "http://127.0.0.1:$port/" && break; sleep 0.1; done
	expect $server / '^http/1.1 200'
	expect $server / '^content-type: text/html; charset=utf-8'
	expect $server /register '^http/1.1 30[18]'
	expect $server /register "^location: (http://127.0.0.1:$port)?/register/"
	expect $server /register/ '^http/1.1 200'
	expect $server /finns-inte/ '^http/1.1 404'
	curl -s "http://127.0.0.1:$port/finns-inte/" | cmp -s - "$scratch/public/404.html" || { echo "$server: what is missing is not answered with 404.html"; failed=$((failed + 1)); }
	for hidden in /.styrdok /data/.x; do expect $server $hidden '^http/1.1 404'; done
	expect $server /.well-known/security.txt '^http/1.1 200'
	for type in 'revidering.ics text/calendar; charset=utf-8' 'flode.atom application/atom\+xml; charset=utf-8' 'dcat.ttl text/turtle; charset=utf-8' 'dcat.rdf application/rdf\+xml; charset=utf-8' \
		'data/styrdokument.csv text/csv; charset=utf-8' 'data/styrdokument.json application/json; charset=utf-8' 'SHA256SUMS text/plain; charset=utf-8' 'robots.txt text/plain; charset=utf-8' \
		'assets/style.css text/css; charset=utf-8' 'assets/dag.js (text|application)/javascript; charset=utf-8' 'assets/icon.svg image/svg\+xml' 'sitemap.xml (text|application)/xml'; do
		expect $server "/${type%% *}" "^content-type: ${type#* }"
	done
	font=$(cd "$scratch/public" && find assets -name '*.woff2' | head -n 1)
	expect $server "/$font" '^content-type: font/woff2'
	pdf=$(cd "$scratch/public" && find . -name '*.pdf' | sort | sed -n 1p)
	expect $server "/$pdf" '^content-type: application/pdf'
	for header in 'x-content-type-options: nosniff' "content-security-policy: frame-ancestors 'self'" 'referrer-policy: strict-origin-when-cross-origin' 'strict-transport-security: max-age=31536000'; do
		expect $server / "^$header"
		expect $server /finns-inte/ "^$header"
	done
	expect $server /assets/dag.js '^cache-control: no-cache'
	expect $server '/assets/style.css?v=1' '^cache-control: .*max-age=31[0-9]+'
	packed=$(curl -s -H 'Accept-Encoding: gzip' -o /dev/null -D - "http://127.0.0.1:$port/" | tr -d '\r' | tr '[:upper:]' '[:lower:]')
	grep -q '^content-encoding: gzip' <<<"$packed" || { echo "$server: pages are not packed"; failed=$((failed + 1)); }
	echo "$server: answered"
done
[ $failed -eq 0 ] || { echo "$failed answers are wrong"; exit 1; }
