#!/usr/bin/env bash
# Installs what the outside checks need and leaves alone what is there: Chromium, qpdf, poppler and Python from Debian, the npm packages
# of package-lock.json, veraPDF's one jar, and bagit and eark-validator in folders of their own. Arguments choose: debian, npm, verapdf, bagit, eark; without any,
# all of these. wine and servers have to be asked for.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

verapdf_version=1.28.2
verapdf_sha256=687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6

# Registries are slow or busy now and then.
thrice() {
	local attempt
	for attempt in 1 2 3; do
		"$@" && return 0
		echo "attempt $attempt failed: $*" >&2
		sleep $((attempt * 5))
	done
	return 1
}

# first_line reads to the end, unlike head, whose early leave may end what writes to it with SIGPIPE and so, under pipefail, the script.
first_line() {
	sed -n 1p
}

apt_install() {
	[ $# -gt 0 ] || return 0
	export DEBIAN_FRONTEND=noninteractive
	local apt=(apt-get -q -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120)
	thrice "${apt[@]}" update >/dev/null
	thrice "${apt[@]}" install -y --no-install-recommends "$@" >/dev/null
}

install_debian() {
	local packages=()
	[ -x /usr/bin/chromium ] || packages+=(chromium)
	command -v qpdf >/dev/null || packages+=(qpdf)
	command -v minisign >/dev/null || packages+=(minisign)
	command -v openssl >/dev/null || packages+=(openssl)
	command -v pdftotext >/dev/null || packages+=(poppler-utils)
	command -v strace >/dev/null || packages+=(strace)
	command -v java >/dev/null || packages+=(default-jre-headless)
	command -v mvn >/dev/null || packages+=(maven)
	python3 -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3-venv)
	apt_install "${packages[@]}"
	chromium --version 2>/dev/null
	qpdf --version | first_line
	java -version 2>&1 | first_line
}

install_wine() {
	local packages=()
	[ -x /usr/lib/wine/wine64 ] || packages+=(wine64)
	command -v x86_64-w64-mingw32-ld >/dev/null || packages+=(binutils-mingw-w64-x86-64)
	apt_install "${packages[@]}"
	/usr/lib/wine/wine64 --version
}

install_servers() {
	local packages=()
	[ -x /usr/sbin/nginx ] || packages+=(nginx)
	[ -x /usr/sbin/apache2 ] || packages+=(apache2)
	command -v caddy >/dev/null || packages+=(caddy)
	command -v curl >/dev/null || packages+=(curl)
	apt_install "${packages[@]}"
	/usr/sbin/nginx -v 2>&1
	/usr/sbin/apache2 -v | first_line
	caddy version
}

# The packages' own install scripts are not run: they fetch things that the checks do not use.
install_npm() {
	if [ -f node_modules/.package-lock.json ] && [ node_modules/.package-lock.json -nt package-lock.json ] && npm ls >/dev/null 2>&1; then
		npm ls 2>/dev/null
		return
	fi
	thrice npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	npm ls 2>/dev/null
}

install_verapdf() {
	local folder="${XDG_CACHE_HOME:-$HOME/.cache}/styrdok-ci"
	local jar="greenfield-apps-$verapdf_version.jar"
	mkdir -p "$folder"
	if ! echo "$verapdf_sha256  $folder/$jar" | sha256sum --check --status 2>/dev/null; then
		thrice mvn -B -q -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
			-Dartifact="org.verapdf.apps:greenfield-apps:$verapdf_version" -DoutputDirectory="$folder" -Dmdep.overWriteReleases=true
		echo "$verapdf_sha256  $folder/$jar" | sha256sum --check --quiet
	fi
	java -cp "$folder/$jar" org.verapdf.apps.GreenfieldCliWrapper --version | first_line
}

# install_python makes a folder with a program of PyPI: its name, its version, and pip's arguments.
install_python() {
	local name=$1 version=$2 folder="${XDG_CACHE_HOME:-$HOME/.cache}/styrdok-ci/${1%-validator}"
	shift 2
	if ! "$folder/bin/python" -c "from importlib.metadata import version; assert version('$name') == '$version'" 2>/dev/null; then
		rm -rf "$folder"
		mkdir -p "$(dirname "$folder")"
		python3 -m venv "$folder"
		thrice "$folder/bin/pip" install --quiet --disable-pip-version-check "$@"
	fi
	"$folder/bin/python" -c "from importlib.metadata import version; print('$name', version('$name'))"
}

install_bagit() { install_python bagit 1.9.0 --require-hashes --requirement requirements.txt; }
install_eark() { install_python eark-validator 1.1.3 --requirement requirements-eark.txt; }

if [ $# -eq 0 ]; then set -- debian npm verapdf bagit eark; fi
for tool in "$@"; do "install_$tool"; done
