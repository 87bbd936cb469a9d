package picture

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
)

// Widths are the widths in pixels in which a photograph is served: for a phone, for a column of text on
// a screen with a device pixel ratio of 2, and the largest that makes a visible difference.
var Widths = []int{640, 1280, 1920}

// quality is the JPEG quality of copies. At 82 compression is invisible at these sizes.
const quality = 82

// worthwhile is the size in bytes from which copies of a photograph are made.
const worthwhile = 80_000

// Sizes returns the widths of the copies to make of an image, given its width when upright and its
// size in bytes, and whether the largest copy replaces the file itself. PNGs are usually diagrams, and
// compress well; only a huge one gets a copy.
func Sizes(kind Kind, width, bytes int) (widths []int, replaced bool) {
	largest := Widths[len(Widths)-1]
	switch {
	case kind == PNG && width > 2*largest:
		return []int{largest}, true
	case kind != JPEG || bytes < worthwhile:
		return nil, false
	}
	for _, w := range Widths {
		if width >= w+w/4 {
			widths = append(widths, w)
			replaced = w == largest
		}
	}
	return widths, replaced
}

// Scale makes upright copies of a PNG or JPEG in the given widths, each narrower than the original.
// They have no metadata except the colour profile of a JPEG. It uses area averaging (a box filter) in
// integer arithmetic, so that every machine makes the same bytes.
func Scale(data []byte, widths []int) ([][]byte, error) {
	img, format, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	orientation := 1
	var profile [][]byte
	if format == "jpeg" {
		_, orientation, _ = stripJPEG(data, func(kind byte, content []byte) bool {
			if kind == 0xe2 && bytes.HasPrefix(content, []byte("ICC_PROFILE\x00")) {
				profile = append(profile, content)
			}
			return false
		})
	}
	out := make([][]byte, len(widths))
	for i, w := range widths {
		small, err := resize(img, orientation, w)
		if err != nil {
			return nil, err
		}
		var b bytes.Buffer
		if format == "png" {
			err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, small)
		} else {
			err = jpeg.Encode(&b, small, &jpeg.Options{Quality: quality})
		}
		if err != nil {
			return nil, err
		}
		out[i] = withProfile(b.Bytes(), profile)
	}
	return out, nil
}

// withProfile inserts the segments of a colour profile after the start marker of a JPEG.
func withProfile(jpg []byte, profile [][]byte) []byte {
	if len(profile) == 0 {
		return jpg
	}
	out := append([]byte{}, jpg[:2]...)
	for _, p := range profile {
		out = append(out, 0xff, 0xe2, byte((len(p)+2)>>8), byte(len(p)+2))
		out = append(out, p...)
	}
	return append(out, jpg[2:]...)
}

// resize returns an upright copy of an image, w pixels wide.
func resize(img image.Image, orientation, w int) (image.Image, error) {
	b := img.Bounds()
	from := image.Pt(b.Dx(), b.Dy())
	to := image.Pt(w, max(1, (from.Y*w+from.X/2)/from.X))
	if orientation > 4 {
		to = image.Pt(max(1, (from.X*w+from.Y/2)/from.Y), w)
	}
	if to.X > from.X || to.Y > from.Y {
		return nil, errors.New("picture is smaller than its copy")
	}
	half := image.Pt((to.X+1)/2, (to.Y+1)/2)
	if src, ok := img.(*image.YCbCr); ok && (chromaSize(src).X < half.X || chromaSize(src).Y < half.Y) {
		img = flat(img) // its chroma planes are coarser than the copy's
	}
	var small image.Image
	switch src := img.(type) {
	case *image.Gray:
		dst := image.NewGray(image.Rectangle{Max: to})
		shrink(dst.Pix, dst.Stride, to, src.Pix[src.PixOffset(b.Min.X, b.Min.Y):], src.Stride, from, 1)
		small = dst
	case *image.YCbCr:
		dst := image.NewYCbCr(image.Rectangle{Max: to}, image.YCbCrSubsampleRatio420)
		shrink(dst.Y, dst.YStride, to, src.Y[src.YOffset(b.Min.X, b.Min.Y):], src.YStride, from, 1)
		chroma := chromaSize(src)
		at := src.COffset(b.Min.X, b.Min.Y)
		for _, plane := range [][2][]byte{{dst.Cb, src.Cb[at:]}, {dst.Cr, src.Cr[at:]}} {
			shrink(plane[0], dst.CStride, half, plane[1], src.CStride, chroma, 1)
		}
		small = dst
	default:
		src4, dst := flat(img), image.NewRGBA(image.Rectangle{Max: to})
		for c := range 4 {
			shrink(dst.Pix[c:], dst.Stride, to, src4.Pix[c:], src4.Stride, from, 4)
		}
		small = dst
	}
	if orientation != 1 {
		small = Turn(small, orientation)
	}
	return small, nil
}

// flat returns an image with eight bits per channel and its corner at the origin.
func flat(img image.Image) *image.RGBA {
	out := image.NewRGBA(image.Rectangle{Max: img.Bounds().Size()})
	draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Src)
	return out
}

// chromaSize returns the size of the chroma planes of an image.
func chromaSize(src *image.YCbCr) image.Point {
	by := subsampling[src.SubsampleRatio]
	return image.Pt((src.Rect.Dx()+by.X-1)/by.X, (src.Rect.Dy()+by.Y-1)/by.Y)
}

// subsampling is how many pixels one of a chroma plane stands for, across and down.
var subsampling = [...]image.Point{
	image.YCbCrSubsampleRatio444: {X: 1, Y: 1}, image.YCbCrSubsampleRatio422: {X: 2, Y: 1}, image.YCbCrSubsampleRatio420: {X: 2, Y: 2},
	image.YCbCrSubsampleRatio440: {X: 1, Y: 2}, image.YCbCrSubsampleRatio411: {X: 4, Y: 1}, image.YCbCrSubsampleRatio410: {X: 4, Y: 2},
}

// shrink scales one channel of an image down; step is the distance in bytes between pixels. Its unit of
// length makes a source pixel to.X wide and a target pixel from.X wide, so that all areas are integers.
func shrink(dst []byte, dstStride int, to image.Point, src []byte, srcStride int, from image.Point, step int) {
	across := make([]uint64, to.X) // sums of one source row
	sum := make([]uint64, to.X)    // sums of the target row
	area := uint64(from.X) * uint64(from.Y)
	y, left := 0, from.Y // height that target row y still lacks
	for sy := range from.Y {
		row := src[sy*srcStride:]
		clear(across)
		x, room := 0, from.X
		for sx := range from.X {
			v := uint64(row[sx*step])
			part := to.X
			for part > 0 {
				n := min(part, room)
				across[x] += v * uint64(n)
				part -= n
				if room -= n; room == 0 {
					x, room = x+1, from.X
				}
			}
		}
		for part := to.Y; part > 0; {
			n := min(part, left)
			for i, v := range across {
				sum[i] += v * uint64(n)
			}
			part -= n
			if left -= n; left == 0 {
				out := dst[y*dstStride:]
				for i, v := range sum {
					out[i*step] = byte((v + area/2) / area)
				}
				clear(sum)
				y, left = y+1, from.Y
			}
		}
	}
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
