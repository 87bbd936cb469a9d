#!/usr/bin/env python3
"""Tells how much of each sheet's column is white at its foot: python3 e2e/white.py [--most PERCENT] FOLDER|FILE.pdf…

The last sheet of a print does not count, nor one before a sheet that begins a chapter or an appendix, or is turned. Ends with 1 if a sheet
has more white than PERCENT (20). Needs pdftotext of poppler, and the fonts and margins of themes/standard/print.toml."""
import re, subprocess, sys, tomllib
from pathlib import Path

STYLE = tomllib.loads((Path(__file__).parent.parent / "themes/standard/print.toml").read_text())
MILLIMETRE = 72 / 25.4
FORCED = 18  # points: what is larger than headings of level 2 begins a sheet of its own


def sheets(pdf):
    """Width, height and lines (left, top, bottom) of each sheet, without head and foot."""
    text = subprocess.run(["pdftotext", "-bbox-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    for page in re.split(r"<page ", text)[1:]:
        width, height = (float(x) for x in re.match(r'width="([\d.]+)" height="([\d.]+)"', page).groups())
        m, turned = STYLE["margins"], width > height
        top = m["landscape_top" if turned else "top"] * MILLIMETRE
        foot = height - m["landscape_bottom" if turned else "bottom"] * MILLIMETRE
        lines = [tuple(map(float, x)) for x in re.findall(r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', page)]
        yield width, top, foot, [x for x in lines if top - 6 <= x[1] and x[2] <= foot + 6]


def white(pdf):
    """The share of white at the foot of the sheets that count, with their numbers."""
    all_sheets = list(sheets(pdf))
    for number, (one, after) in enumerate(zip(all_sheets, all_sheets[1:]), 1):
        width, top, foot, lines = one
        begins = any(bottom - upper > FORCED * 1.38 for _, upper, bottom in sorted(after[3], key=lambda line: line[1])[:4])
        if after[0] != width or begins or not lines:
            continue
        yield number, max(0, foot - max(bottom for _, _, bottom in lines)) / (foot - top)


def main(arguments):
    most = 20
    if arguments[:1] == ["--most"]:
        most, arguments = float(arguments[1]), arguments[2:]
    files = [f for a in arguments for f in (sorted(Path(a).rglob("*.pdf")) if Path(a).is_dir() else [Path(a)])]
    seen, over, total = 0, 0, 0
    for file in files:
        for number, share in white(file):
            seen, total = seen + 1, total + share
            if share * 100 > most:
                over += 1
                print(f"{file}, sheet {number}: {share:.1%}")
    print(f"{seen} sheets of {len(files)} prints: {total / max(seen, 1):.1%} white at the foot on average, {over} over {most:g} %")
    return over > 0 or not seen


sys.exit(main(sys.argv[1:]))
