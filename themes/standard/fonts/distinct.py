#!/usr/bin/env python3
"""Give every character a glyph of its own: python3 distinct.py FONT.ttf...

A PDF tells what a glyph means, once per glyph. Where hyphen and soft hyphen, or space and no-break
space, share one, text taken out of a print has the wrong one of the two. Deterministic; a font
that is distinct already comes out as it went in."""
import copy
import sys

from fontTools.ttLib import TTFont


def distinct(path):
    font = TTFont(path, recalcTimestamp=False)
    cmap = next(t for t in font["cmap"].tables if (t.platformID, t.platEncID) == (3, 1)).cmap
    taken, copies = set(), {}
    for code in sorted(cmap):
        glyph = cmap[code]
        if glyph not in taken:
            taken.add(glyph)
            continue
        new = "u%04X.%s" % (code, glyph)
        copies[new] = glyph
        cmap[code] = new
    if not copies:
        return
    glyphs, metrics, order = font["glyf"], font["hmtx"], list(font.getGlyphOrder())
    for new, old in copies.items():
        glyphs[new] = copy.deepcopy(glyphs[old])
        metrics[new] = metrics[old]
        order.append(new)
    font.setGlyphOrder(order)
    glyphs.glyphOrder = order
    for table in font["kern"].kernTables if "kern" in font else []:
        pairs = table.kernTable
        for new, old in copies.items():
            for (left, right), value in sorted(pairs.items()):
                if left == old:
                    pairs[new, right] = value
                if right == old:
                    pairs[left, new] = value
    font["maxp"].numGlyphs = len(order)
    font.save(path)


for name in sys.argv[1:]:
    distinct(name)
