package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/png"

	"styrdok/generator/intake"
)

// pictures takes the files of a page's images that are worth a place in a text, and returns how many bytes have been taken in all.
func (e *engine) pictures(p *page, taken int) int {
	for i := range p.pictures {
		b := &p.pictures[i]
		if b.artifact || b.box.width() < 20 || b.box.height() < 20 || b.box.width()*b.box.height() > .7*p.width*p.height || taken > 4*intake.MaxImage {
			continue
		}
		b.data, b.name = e.picture(b.handle)
		taken += len(b.data)
	}
	return taken
}

func (e *engine) picture(handle uint64) (data []byte, name string) {
	if e.number("FPDFImageObj_GetImageFilterCount", handle) == 1 {
		if e.ascii(func(p, n uint64) uint64 { return e.call("FPDFImageObj_GetImageFilter", handle, 0, p, n) }) == "DCTDecode" {
			return e.buffer(func(p, n uint64) uint64 { return e.call("FPDFImageObj_GetImageDataRaw", handle, p, n) }), "bild.jpg"
		}
	}
	if e.call("FPDFImageObj_GetImagePixelSize", handle, e.at(0), e.at(1)) == 0 || uint64(e.word(0))*uint64(e.word(1)) > 40_000_000 {
		return nil, ""
	}
	bitmap := e.call("FPDFImageObj_GetBitmap", handle)
	if bitmap == 0 {
		return nil, ""
	}
	defer e.call("FPDFBitmap_Destroy", bitmap)
	w, h := e.number("FPDFBitmap_GetWidth", bitmap), e.number("FPDFBitmap_GetHeight", bitmap)
	stride, format := e.number("FPDFBitmap_GetStride", bitmap), e.number("FPDFBitmap_GetFormat", bitmap)
	if w <= 0 || h <= 0 || stride <= 0 || format < 1 || format > 4 {
		return nil, ""
	}
	deep := []int{0, 1, 3, 4, 4}[format] // gray, BGR, BGRx, BGRA
	pixels := e.bytes(e.call("FPDFBitmap_GetBuffer", bitmap), stride*h)
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := pixels[y*stride+x*deep:]
			switch format {
			case 1:
				m.SetNRGBA(x, y, color.NRGBA{c[0], c[0], c[0], 255})
			case 4:
				m.SetNRGBA(x, y, color.NRGBA{c[2], c[1], c[0], c[3]})
			default:
				m.SetNRGBA(x, y, color.NRGBA{c[2], c[1], c[0], 255})
			}
		}
	}
	var b bytes.Buffer
	if png.Encode(&b, m) != nil || b.Len() > intake.MaxImage {
		return nil, ""
	}
	return b.Bytes(), "bild.png"
}
