package picture

import (
	"bytes"
	"encoding/binary"
)

// StripJPEG removes the application segments of a JPEG, except Adobe's, which defines the colour
// transform: position and time of the photograph, its thumbnail, and whatever follows the end marker.
// It returns the Exif orientation, 1 to 8, where 1 is upright. ok is false if the file is invalid.
func StripJPEG(data []byte) (plain []byte, orientation int, ok bool) {
	return stripJPEG(data, func(kind byte, _ []byte) bool { return kind == 0xee || kind < 0xe0 || kind > 0xef && kind != 0xfe })
}

// CleanJPEG is [StripJPEG] for browsers: it keeps the colour profile and the orientation, which they
// apply. The image data is unchanged.
func CleanJPEG(data []byte) ([]byte, bool) {
	plain, orientation, ok := stripJPEG(data, func(kind byte, content []byte) bool {
		return kind == 0xee || kind < 0xe0 || kind > 0xef && kind != 0xfe || kind == 0xe2 && bytes.HasPrefix(content, []byte("ICC_PROFILE\x00"))
	})
	if ok && orientation != 1 {
		plain = append(append(plain[:2:2], orientationSegment(orientation)...), plain[2:]...)
	}
	return plain, ok
}

// orientationSegment returns an Exif segment with the orientation and nothing else.
func orientationSegment(orientation int) []byte {
	s := []byte("\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00")
	s[29] = byte(orientation)
	return s
}

// stripJPEG copies the segments of a JPEG for which keep returns true, and the image data.
func stripJPEG(data []byte, keep func(kind byte, content []byte) bool) (plain []byte, orientation int, ok bool) {
	orientation = 1
	if len(data) < 4 || data[0] != 0xff || data[1] != 0xd8 {
		return nil, 1, false
	}
	plain = append(make([]byte, 0, len(data)), data[:2]...)
	scanned := false
	for at := 2; at+2 <= len(data); {
		if data[at] != 0xff {
			return nil, orientation, false
		}
		kind := data[at+1]
		switch {
		case kind == 0xff: // fill
			at++
			continue
		case kind == 0xd9: // the end
			return append(plain, 0xff, 0xd9), orientation, scanned
		case at+4 > len(data):
			return nil, orientation, false
		}
		length := int(binary.BigEndian.Uint16(data[at+2:]))
		if length < 2 || at+2+length > len(data) {
			return nil, orientation, false
		}
		segment := data[at : at+2+length]
		at += len(segment)
		if kind == 0xe1 {
			if o := exifOrientation(segment[4:]); o != 0 {
				orientation = o
			}
		}
		if keep(kind, segment[4:]) {
			plain = append(plain, segment...)
		}
		if kind == 0xda {
			scanned = true
			end := at + endOfScan(data[at:])
			plain = append(plain, data[at:end]...)
			at = end
		}
	}
	return plain, orientation, scanned
}

// Sideways reports whether the Exif orientation of a JPEG swaps its width and height.
func Sideways(data []byte) bool {
	_, orientation, _ := stripJPEG(data, func(byte, []byte) bool { return false })
	return orientation > 4
}

// endOfScan returns the length of the entropy-coded data: up to the first marker but restart markers.
func endOfScan(data []byte) int {
	for at := 0; ; {
		i := bytes.IndexByte(data[at:], 0xff)
		if i < 0 || at+i+1 >= len(data) {
			return len(data)
		}
		at += i
		switch next := data[at+1]; {
		case next == 0 || next >= 0xd0 && next <= 0xd7:
			at += 2
		case next == 0xff:
			at++
		default:
			return at
		}
	}
}

// exifOrientation returns tag 0x0112 of the first directory, or 0 if it is missing or invalid.
func exifOrientation(b []byte) int {
	b, ok := bytes.CutPrefix(b, []byte("Exif\x00\x00"))
	if !ok || len(b) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	if b[0] == 'I' {
		order = binary.LittleEndian
	}
	dir := int(order.Uint32(b[4:]))
	if dir < 8 || dir+2 > len(b) {
		return 0
	}
	for i := range int(order.Uint16(b[dir:])) {
		at := dir + 2 + 12*i
		if at+12 > len(b) {
			return 0
		}
		if order.Uint16(b[at:]) == 0x0112 {
			if o := int(order.Uint16(b[at+8:])); o >= 1 && o <= 8 {
				return o
			}
		}
	}
	return 0
}

// shown are the chunks of a PNG that affect how it is rendered: image data, transparency and colours.
var shown = map[string]bool{
	"IHDR": true, "PLTE": true, "tRNS": true, "IDAT": true, "IEND": true,
	"gAMA": true, "cHRM": true, "sRGB": true, "iCCP": true, "cICP": true, "sBIT": true, "bKGD": true, "pHYs": true,
}

// CleanPNG returns a PNG without texts, times, Exif and other chunks that do not affect rendering. The
// image data is unchanged; of an animation the first frame is kept. ok is false if the file is invalid.
func CleanPNG(data []byte) (plain []byte, ok bool) {
	const signature = "\x89PNG\r\n\x1a\n"
	if !bytes.HasPrefix(data, []byte(signature)) {
		return nil, false
	}
	out := append(make([]byte, 0, len(data)), signature...)
	for at := len(signature); at+12 <= len(data); {
		length := uint64(binary.BigEndian.Uint32(data[at:]))
		if uint64(at)+12+length > uint64(len(data)) {
			return nil, false
		}
		chunk := data[at : at+12+int(length)]
		at += len(chunk)
		name := string(chunk[4:8])
		if shown[name] {
			out = append(out, chunk...)
		}
		if name == "IEND" {
			return out, true
		}
	}
	return nil, false
}

// HasCameraData reports whether a file that is neither JPEG nor PNG, and is therefore published
// unchanged, may contain metadata about the camera or its position: WebP, HEIC and AVIF with Exif or
// XMP, TIFF with a position.
func HasCameraData(data []byte, kind Kind) bool {
	if bytes.Contains(data, []byte("GPSLatitude")) {
		return kind == "webp" || kind == "heic" || kind == "avif" || kind == "tif" || kind == "gif"
	}
	switch kind {
	case "webp":
		return webpChunk(data, "EXIF") || webpChunk(data, "XMP ")
	case "heic", "avif":
		return bytes.Contains(data, []byte("Exif\x00")) || bytes.Contains(data, []byte("xmpmeta"))
	case "tif":
		return bytes.HasPrefix(data, []byte("MM")) && bytes.Contains(data, []byte("\x88\x25\x00\x04\x00\x00\x00\x01")) ||
			bytes.Contains(data, []byte("\x25\x88\x04\x00\x01\x00\x00\x00"))
	}
	return false
}

// webpChunk reports whether a WebP has a chunk with the given name.
func webpChunk(data []byte, name string) bool {
	for at := 12; at+8 <= len(data); {
		if string(data[at:at+4]) == name {
			return true
		}
		length := uint64(binary.LittleEndian.Uint32(data[at+4:]))
		if length > uint64(len(data)) {
			return false
		}
		at += 8 + int(length+length&1)
	}
	return false
}
