#!/bin/sh
# Makes the files that are read by TestMade with the programs that people have: LibreOffice and pandoc. Their bytes differ from one
# version to the next, so they are committed. The texts in other encodings were made with iconv.
set -e
cd "$(dirname "$0")"
soffice --headless --convert-to odt policy.fodt riktlinjer.fodt
soffice --headless --convert-to docx policy.fodt riktlinjer.fodt
soffice --headless --convert-to html policy.fodt
mv policy_html_*.png policy-bild.png
sed -i 's/policy_html_[0-9a-f]*\.png/policy-bild.png/' policy.html
for form in docx odt html; do pandoc -s plan.md -o plan.$form; done
