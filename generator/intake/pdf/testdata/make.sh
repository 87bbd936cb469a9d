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
print_pdf() { # page, PDF, further flags
	page=$1 pdf=$2 && shift 2
	chromium --headless --no-sandbox --disable-gpu --user-data-dir="$out/chromium" --no-pdf-header-footer "$@" --print-to-pdf="$pdf" "file://$PWD/$page"
}
print_pdf plan.html plan.pdf
print_pdf pages.html pages.pdf --disable-pdf-tagging
# A scan: the pages as pictures, one of them with its words under the picture, as text recognition leaves them.
pdftoppm -r 40 -gray -png -l 2 plan.pdf "$out/page"
python3 scan.py scan.pdf "$out"/page-*.png
qpdf --encrypt geheim geheim 256 -- plan.pdf locked.pdf
qpdf --encrypt "" owner 256 --modify=none -- plan.pdf restricted.pdf
