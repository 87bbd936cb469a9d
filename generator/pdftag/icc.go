package pdftag

import (
	"encoding/binary"
	"math"
	"sync"
)

// profileStream returns the compressed profile, made once.
var profileStream = sync.OnceValue(func() []byte { return deflate(sRGB()) })

// sRGB returns a small ICC profile of version 2 for a display with the primaries of sRGB, adapted to
// D50, and its tone curve at 256 points. It is built here rather than taken from elsewhere, so no
// one's licence sits in the files.
func sRGB() []byte {
	be := binary.BigEndian
	fixed := func(b []byte, v float64) []byte {
		return be.AppendUint32(b, uint32(int32(math.Round(v*65536))))
	}
	xyz := func(x, y, z float64) []byte {
		return fixed(fixed(fixed([]byte("XYZ \x00\x00\x00\x00"), x), y), z)
	}
	const name = "sRGB"
	desc := be.AppendUint32([]byte("desc\x00\x00\x00\x00"), uint32(len(name)+1))
	desc = append(append(desc, name...), 0)
	desc = append(desc, make([]byte, 4+4+2+1+67)...) // no Unicode and no Macintosh name
	text := []byte("text\x00\x00\x00\x00No rights reserved\x00")

	const points = 256
	curve := be.AppendUint32([]byte("curv\x00\x00\x00\x00"), points)
	for i := range points {
		v := float64(i) / (points - 1)
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		curve = be.AppendUint16(curve, uint16(math.Round(v*65535)))
	}
	tags := []struct {
		sign string
		data []byte // nil: the data of the tag before
	}{
		{"desc", desc}, {"cprt", text}, {"wtpt", xyz(0.9642, 1, 0.8249)},
		{"rXYZ", xyz(0.43607, 0.22249, 0.01392)},
		{"gXYZ", xyz(0.38515, 0.71687, 0.09708)},
		{"bXYZ", xyz(0.14307, 0.06061, 0.71410)},
		{"rTRC", curve}, {"gTRC", nil}, {"bTRC", nil},
	}
	const header = 128
	base := header + 4 + 12*len(tags)
	table := be.AppendUint32(nil, uint32(len(tags)))
	var data []byte
	var offset, length uint32
	for _, t := range tags {
		if t.data != nil {
			for len(data)%4 != 0 {
				data = append(data, 0)
			}
			offset, length = uint32(base+len(data)), uint32(len(t.data))
			data = append(data, t.data...)
		}
		table = append(table, t.sign...)
		table = be.AppendUint32(be.AppendUint32(table, offset), length)
	}
	for len(data)%4 != 0 {
		data = append(data, 0)
	}
	h := make([]byte, header)
	be.PutUint32(h, uint32(base+len(data)))
	be.PutUint32(h[8:], 0x02100000)
	copy(h[12:], "mntrRGB XYZ ")
	// The date of creation is that of the sRGB standard, not that of the build.
	for i, v := range []uint16{1999, 10, 18, 0, 0, 0} {
		be.PutUint16(h[24+2*i:], v)
	}
	copy(h[36:], "acsp")
	copy(h[68:], xyz(0.9642, 1, 0.8249)[8:])
	return append(append(h, table...), data...)
}
