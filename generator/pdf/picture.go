package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"styrdok/generator/pdftag"
	"styrdok/generator/picture"
)

// Picture is an image or a vector drawing, ready to be drawn any number of times. It may be used by
// several prints at the same time.
type Picture struct {
	Width, Height float64 // natural size: pixels of an image, units of a drawing

	data  []byte        // PNG or JPEG in a form that gopdf embeds whole
	paths []pdftag.Path // of a drawing
}

// The faults of a picture. Errors of DecodePicture wrap one of them.
var (
	ErrPictureFormat = errors.New("not a PNG, JPEG or SVG picture")
	ErrPictureBroken = errors.New("picture is broken")
	ErrPictureCMYK   = errors.New("picture is in CMYK, colours of a printing press")
	ErrPictureSize   = errors.New("picture is too large")
)

// Limits of a picture. A photograph of 30 million pixels covers A3 at 400 dots an inch; unpacked it
// takes 120 MB. Decoding one takes at most 480 MB, with 16 bits a channel, and drawing one that is
// transparent at most 640 MB, since gopdf takes it apart; all others take less.
const (
	MaxPixels = 30_000_000
	MaxSide   = 30_000
)

// DecodePicture reads a PNG, a JPEG or a simple SVG. The result
// is safe for PDF/A: a PNG has eight bits a channel and no interlacing; a JPEG keeps its data, loses its
// metadata and is turned upright. A JPEG in CMYK is refused, since its colours depend on its profile.
func DecodePicture(data []byte) (*Picture, error) {
	if isSVG(data) {
		return decodeSVG(data)
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		if w, h, ok := pngSize(data); ok && (w > MaxSide || h > MaxSide) {
			return nil, fmt.Errorf("%w: %d x %d pixels", ErrPictureSize, w, h)
		}
		if bytes.HasPrefix(data, []byte("\x89PNG")) || bytes.HasPrefix(data, []byte{0xff, 0xd8, 0xff}) {
			return nil, fmt.Errorf("%w: %v", ErrPictureBroken, err)
		}
		return nil, ErrPictureFormat
	}
	if format != "png" && format != "jpeg" {
		return nil, ErrPictureFormat
	}
	w, h := config.Width, config.Height
	if w <= 0 || h <= 0 {
		return nil, fmt.Errorf("%w: %d x %d pixels", ErrPictureBroken, w, h)
	}
	if w > MaxSide || h > MaxSide || w*h > MaxPixels {
		return nil, fmt.Errorf("%w: %d x %d pixels", ErrPictureSize, w, h)
	}
	if config.ColorModel == color.CMYKModel {
		return nil, ErrPictureCMYK
	}
	// Only decoding all of it shows that it is not cut off.
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrPictureBroken, err)
	}
	p := &Picture{Width: float64(w), Height: float64(h)}
	if format == "jpeg" {
		plain, orientation, ok := picture.StripJPEG(data)
		switch {
		case ok && orientation == 1 && (config.ColorModel == color.YCbCrModel || config.ColorModel == color.GrayModel):
			p.data = plain
			return p, nil
		case orientation > 1 && config.ColorModel != color.RGBAModel:
			img = picture.Turn(img, orientation)
			p.Width, p.Height = float64(img.Bounds().Dx()), float64(img.Bounds().Dy())
			var b bytes.Buffer
			if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 92}); err != nil {
				return nil, fmt.Errorf("%w: %v", ErrPictureBroken, err)
			}
			p.data = b.Bytes()
			return p, nil
		}
	}
	var b bytes.Buffer
	plain := plainImage(img)
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if _, transparent := plain.(*image.NRGBA); transparent {
		// gopdf takes it apart into colours and transparency, and compresses those itself.
		encoder.CompressionLevel = png.BestSpeed
	}
	if err := encoder.Encode(&b, plain); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrPictureBroken, err)
	}
	p.data = b.Bytes()
	return p, nil
}

// pngSize reads the size from a PNG's header, which may be more than the decoder can handle.
func pngSize(data []byte) (w, h uint32, ok bool) {
	if len(data) < 24 || string(data[:8]) != "\x89PNG\r\n\x1a\n" || string(data[12:16]) != "IHDR" {
		return 0, 0, false
	}
	return binary.BigEndian.Uint32(data[16:]), binary.BigEndian.Uint32(data[20:]), true
}

// plainImage returns img in the smallest lossless form of eight bits a channel: grey, palette, colour, or colour with
// transparency.
func plainImage(img image.Image) image.Image {
	opaque := false
	if o, ok := img.(interface{ Opaque() bool }); ok {
		opaque = o.Opaque()
	}
	switch src := img.(type) {
	case *image.Gray:
		return src
	case *image.Gray16:
		dst := image.NewGray(src.Bounds())
		draw.Draw(dst, dst.Bounds(), src, src.Bounds().Min, draw.Src)
		return dst
	case *image.Paletted:
		if opaque {
			return src
		}
	}
	b := img.Bounds()
	if opaque {
		switch img.(type) {
		case *image.RGBA, *image.NRGBA:
			return img // copying a large one would take 120 MB
		}
		dst := image.NewRGBA(b)
		draw.Draw(dst, b, img, b.Min, draw.Src)
		return dst
	}
	dst := image.NewNRGBA(b)
	if src, ok := img.(*image.NRGBA64); ok {
		// Straight from 16 to 8 bits: premultiplying in between would spoil the faint colours.
		for i := range dst.Pix {
			dst.Pix[i] = src.Pix[2*i]
		}
		return dst
	}
	if src, ok := img.(*image.NRGBA); ok {
		return src
	}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			dst.Set(x, y, img.At(x, y))
		}
	}
	return dst
}
