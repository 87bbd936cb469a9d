#!/usr/bin/env python3
"""web.py IN.ttf OUT.woff2 --family NAME --weight N [--italic] [--space N]

Makes a small web font out of a published static TTF: the characters that Nordic, Sami and
Western European texts need, kerning and the common ligatures, no hinting, a name of our own
(the licence reserves the original's). The same input gives the same bytes.
"""
import argparse
import io
import os

from fontTools import subset
from fontTools.ttLib import TTFont


def between(first, last):
    return set(range(first, last + 1))


# Western European and Sami letters, those of the Slavic, Baltic, Romanian and Turkish names that
# Swedish registers hold, the spaces and punctuation of Swedish typography, and the few signs that
# policies use: arrows, comparison, ballot boxes, superior figures. A rare letter is taken from
# the next font of the stylesheet's list.
CHARACTERS = (
    between(0x20, 0x7E)
    | between(0xA0, 0xFF)
    | {ord(c) for c in "ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīĮįİıĶķĻļŁłŃńŅņŇňŊŋŌōŐőŒœŘřŚśŞşŠšŢţŤťŦŧŪūŮůŰűŲųŸŹźŻżŽžȘșȚț"}
    | {0x2009, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E}
    | {0x2020, 0x2021, 0x2022, 0x2026, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044}
    | {0x2070, *between(0x2074, 0x2079), 0x20AC, 0x2116, 0x2122}
    | {*between(0x2190, 0x2193), 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x2610, 0x2611, 0x2713}
)


def main():
    args = argparse.ArgumentParser()
    args.add_argument("inp")
    args.add_argument("out")
    args.add_argument("--family", required=True)
    args.add_argument("--weight", type=int, required=True)
    args.add_argument("--italic", action="store_true")
    args.add_argument("--space", type=int, default=0, help="width of the word space in font units")
    o = args.parse_args()

    with open(o.inp, "rb") as f:
        font = TTFont(io.BytesIO(f.read()), recalcTimestamp=False)

    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern", "liga"]
    options.layout_scripts = ["DFLT", "latn"]
    options.name_IDs = [0, 9, 13, 14]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["DSIG", "STAT", "meta", "gasp", "BASE", "kern"]
    options.flavor = "woff2"
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)

    cmap = font.getBestCmap()
    if o.space:
        for code in (0x20, 0xA0):
            if code in cmap:
                font["hmtx"][cmap[code]] = (o.space, 0)

    style = {(400, False): "Regular", (400, True): "Italic", (600, False): "Semibold"}[o.weight, o.italic]
    name = font["name"]
    name.names = [r for r in name.names if r.nameID in (0, 9, 13, 14) and r.platformID == 3]
    postscript = (o.family + "-" + style).replace(" ", "")
    for ident, value in (
        (1, o.family if style != "Semibold" else o.family + " Semibold"),
        (2, "Italic" if o.italic else "Regular"),
        (3, postscript),
        (4, o.family + " " + style),
        (6, postscript),
        (16, o.family),
        (17, style),
    ):
        name.setName(value, ident, 3, 1, 0x409)
    font["OS/2"].achVendID = "UKWN"
    font["post"].formatType = 3.0
    font["head"].modified = font["head"].created
    font.flavor = "woff2"
    font.save(o.out)
    print(f"{os.path.basename(o.out)}: {os.path.getsize(o.out)} B, {font['maxp'].numGlyphs} glyphs, {len(cmap)} characters")


main()
