"""Writes a PDF that shows pictures alone: python3 scan.py OUT PNG…; the second has text without ink under it."""
import struct
import sys
import zlib


def gray(path):
    data = open(path, "rb").read()
    at, packed, size = 8, b"", None
    while at < len(data):
        n, kind = struct.unpack(">I4s", data[at : at + 8])
        if kind == b"IHDR":
            size = struct.unpack(">II", data[at + 8 : at + 16])
        elif kind == b"IDAT":
            packed += data[at + 8 : at + 8 + n]
        at += 12 + n
    return size, packed


objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
pages = []
for i, path in enumerate(sys.argv[2:]):
    (w, h), packed = gray(path)
    objects.append(
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
        b"/DecodeParms<</Predictor 15/Columns %d>>/Length %d>>stream\n%s\nendstream" % (w, h, w, len(packed), packed)
    )
    text = b"BT 3 Tr /F 10 Tf 40 500 Td (Undantag Vaxelvis boende provas for sig.) Tj ET " if i == 1 else b""
    content = b"%sq 420 0 0 595 0 0 cm /I Do Q" % text
    objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    objects.append(
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>/Font<</F 3 0 R>>>>>>"
        % (len(objects), len(objects) - 1)
    )
    pages.append(b"%d 0 R" % len(objects))
objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), b" ".join(pages))
out = b"%PDF-1.4\n"
places = []
for n, o in enumerate(objects):
    places.append(len(out))
    out += b"%d 0 obj\n%s\nendobj\n" % (n + 1, o)
start = len(out)
out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
out += b"".join(b"%010d 00000 n \n" % p for p in places)
out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
open(sys.argv[1], "wb").write(out)
