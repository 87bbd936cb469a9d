package picture

import (
	"image"
	"image/color"
)

// Sideways reports whether the Exif orientation of a JPEG swaps its width and height.
func Sideways(data []byte) bool {
	_, orientation, _ := stripJPEG(data, func(byte, []byte) bool { return false })
	return orientation > 4
}

// Turn returns img upright, given its Exif orientation, 1 to 8.
func Turn(img image.Image, orientation int) image.Image {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	if orientation >= 5 {
		w, h = h, w
	}
	box := image.Rect(0, 0, w, h)
	// A call of Set through an interface for every pixel takes seconds for a photograph.
	var dst image.Image
	var set func(x, y, sx, sy int)
	switch src := img.(type) {
	case *image.Gray:
		to := image.NewGray(box)
		dst, set = to, func(x, y, sx, sy int) { to.Pix[to.PixOffset(x, y)] = src.Pix[src.PixOffset(sx, sy)] }
	case *image.YCbCr:
		to := image.NewRGBA(box)
		dst, set = to, func(x, y, sx, sy int) {
			yi, ci := src.YOffset(sx, sy), src.COffset(sx, sy)
			pix := to.Pix[to.PixOffset(x, y):]
			pix[0], pix[1], pix[2] = color.YCbCrToRGB(src.Y[yi], src.Cb[ci], src.Cr[ci])
			pix[3] = 0xff
		}
	default:
		to := image.NewRGBA(box)
		dst, set = to, func(x, y, sx, sy int) { to.Set(x, y, img.At(sx, sy)) }
	}
	for y := range h {
		for x := range w {
			sx, sy := x, y
			switch orientation {
			case 2:
				sx = w - 1 - x
			case 3:
				sx, sy = w-1-x, h-1-y
			case 4:
				sy = h - 1 - y
			case 5:
				sx, sy = y, x
			case 6:
				sx, sy = y, w-1-x
			case 7:
				sx, sy = h-1-y, w-1-x
			case 8:
				sx, sy = h-1-y, x
			}
			set(x, y, b.Min.X+sx, b.Min.Y+sy)
		}
	}
	return dst
}
