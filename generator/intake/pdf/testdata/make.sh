#!/bin/sh
# Makes the PDFs of this folder anew from rules.fodt and plan.html, with LibreOffice and Chromium. Read the goldens' diff afterwards.
set -eu
cd "$(dirname "$0")"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
export_pdf() { # tagged or not, name
	soffice --headless "-env:UserInstallation=file://$out/profile" --convert-to \
		"pdf:writer_pdf_Export:{\"UseTaggedPDF\":{\"type\":\"boolean\",\"value\":\"$1\"},\"ExportBookmarks\":{\"type\":\"boolean\",\"value\":\"false\"}}" --outdir "$out" rules.fodt
	mv "$out/rules.pdf" "$2"
}
export_pdf true rules-tagged.pdf
export_pdf false rules-untagged.pdf
chromium --headless --no-sandbox --disable-gpu --user-data-dir="$out/chromium" --no-pdf-header-footer --print-to-pdf=plan.pdf "file://$PWD/plan.html"
