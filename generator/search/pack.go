package search

import (
	"bytes"
	"compress/flate"
	"math/bits"
	"strings"
)

// alphabet is the printable ASCII characters that mean nothing within a string or to HTML.
var alphabet = func() string {
	var b strings.Builder
	for c := byte('!'); c <= '~'; c++ {
		if c != '"' && c != '\\' && c != '<' {
			b.WriteByte(c)
		}
	}
	return b.String()
}()

// packer writes bits, the highest first, as text: 13 bits are two characters of 91 (8281 of them
// are enough for 8192 values). That is an eighth shorter than base64 and safe in a script.
type packer struct {
	out  strings.Builder
	held uint32
	n    uint
}

// bits writes the lowest n bits of v; n is at most 16.
func (p *packer) bits(v uint32, n uint) {
	p.held = p.held<<n | v&(1<<n-1)
	p.n += n
	for p.n >= 13 {
		p.n -= 13
		p.pair(p.held >> p.n & 8191)
	}
}

func (p *packer) pair(v uint32) {
	p.out.WriteByte(alphabet[v/91])
	p.out.WriteByte(alphabet[v%91])
}

// gamma writes a number from 1 up to 1<<24, small ones in few bits (Elias).
func (p *packer) gamma(v int) {
	n := uint(bits.Len(uint(v)))
	p.zeros(n - 1)
	for i := n; i > 0; i-- {
		p.bits(uint32(v)>>(i-1)&1, 1)
	}
}

func (p *packer) zeros(n uint) {
	for ; n > 0; n-- {
		p.bits(0, 1)
	}
}

// rice writes a number from 0 up as its upper part in ones and k lower bits.
func (p *packer) rice(v int, k uint) {
	for i := v >> k; i > 0; i-- {
		p.bits(1, 1)
	}
	p.bits(0, 1)
	p.bits(uint32(v), k)
}

// String returns what was written, filled up with zeros.
func (p *packer) String() string {
	if p.n > 0 {
		p.pair(p.held << (13 - p.n) & 8191)
		p.n = 0
	}
	return p.out.String()
}

// postings writes a term's postings: how many, the parameter of the gaps, then gap and impact
// of each.
func (p *packer) postings(list []posting, sections int) {
	k := gapBits(len(list), sections)
	p.gamma(len(list))
	p.gamma(int(k) + 1)
	last := -1
	for _, x := range list {
		p.rice(x.section-last-1, k)
		p.gamma(x.impact)
		last = x.section
	}
}

// gaps writes a list of sections, of whose length the reader knows.
func (p *packer) gaps(list []int, sections int) {
	k := gapBits(len(list), sections)
	p.gamma(int(k) + 1)
	last := -1
	for _, x := range list {
		p.rice(x-last-1, k)
		last = x
	}
}

// gapBits is how many lower bits of gaps of the mean width are best written as they are.
func gapBits(n, sections int) uint {
	k := uint(0)
	for gap := sections / n; gap > 1 && k < 15; gap >>= 1 {
		k++
	}
	return max(k, 1) - 1
}

// compressor compresses texts (deflate) against phrases that the reader has.
type compressor struct {
	w *flate.Writer // costs a megabyte, so it is used again and again
	b bytes.Buffer
}

func newCompressor(phrases string) *compressor {
	c := &compressor{}
	w, err := flate.NewWriterDict(&c.b, flate.BestCompression, []byte(phrases))
	if err != nil {
		panic("search: " + err.Error()) // the level is a valid one
	}
	c.w = w
	return c
}

// pack returns a text compressed, with the number of compressed bytes.
func (c *compressor) pack(s string) (string, int) {
	c.b.Reset()
	c.w.Reset(&c.b)
	_, err := c.w.Write([]byte(s))
	if err == nil {
		err = c.w.Close()
	}
	if err != nil {
		panic("search: " + err.Error()) // a buffer in memory takes everything
	}
	var p packer
	for _, x := range c.b.Bytes() {
		p.bits(uint32(x), 8)
	}
	return p.String(), c.b.Len()
}

// packWords writes sorted words, each as a capital letter for how many characters it shares with
// the one before (A is none, Z 25 or more of which 25 count) and the rest. Words have no capitals.
func packWords(words []string) string {
	var b strings.Builder
	var last []rune
	for _, w := range words {
		r := []rune(w)
		n := 0
		for n < 25 && n < len(r) && n < len(last) && r[n] == last[n] {
			n++
		}
		b.WriteByte(byte('A' + n))
		b.WriteString(string(r[n:]))
		last = r
	}
	return b.String()
}
