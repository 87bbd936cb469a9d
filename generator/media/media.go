// Package media tells what a file is that texts show or attach: how large, of which kind, whether it may be published, and
// what it is without that which a camera wrote into it. What is published of it is decided elsewhere.
package media

import (
	"bytes"
	"image"
	"sync"

	"styrdok/generator/folder"
	"styrdok/generator/load"
	"styrdok/generator/memo"
	"styrdok/generator/picture"
	"styrdok/generator/site"
)

// Files are the files of a site's folder, measured when they are asked for, each once. The methods may be called from
// several goroutines.
type Files struct {
	*load.Site
	measures sync.Map // measure by file
}

// Of returns the files of a site.
func Of(s *load.Site) *Files { return &Files{Site: s} }

// measure is what pages say of a file.
type measure struct {
	width, height int   // of an image as a browser shows it, in pixels; 0 if it cannot be told
	bytes         int64 // as it is published
	kind          picture.Kind
}

// measuredFile is a measure as a state keeps it, with the digest of the file.
type measuredFile struct {
	Digest        memo.Digest
	Width, Height int
	Bytes         int64
	Kind          picture.Kind
}

// measureSection of a state is by file.
const measureSection = "measure"

// measured measures a file of the site's folder, once.
func (m *Files) measured(file string) measure {
	if known, ok := m.measures.Load(file); ok {
		return known.(measure)
	}
	var before measuredFile
	if m.State.Get(measureSection, file, &before) && before.Digest == m.Digest(file) {
		out := measure{before.Width, before.Height, before.Bytes, before.Kind}
		m.Again("measure of "+file, out, func() (any, error) { return m.measureFile(file), nil })
		m.measures.Store(file, out)
		return out
	}
	out := m.measureFile(file)
	m.measures.Store(file, out)
	m.Hold(measureSection, file, measuredFile{m.Digest(file), out.width, out.height, out.bytes, out.kind})
	return out
}

// measureFile measures a file of the site's folder.
func (m *Files) measureFile(file string) (out measure) {
	if data, size, err := m.Head(file); err == nil {
		out = measure{bytes: size, kind: picture.KindOf(data)}
		if out.kind == picture.JPEG || out.kind == picture.PNG {
			if data, err := m.Read(file, folder.MaxFile); err == nil {
				out.width, out.height, out.bytes = imageSize(data, out.kind)
			}
		}
	}
	return out
}

// imageSize returns the size of an image in pixels as a browser shows it, and how large it is as it is published.
func imageSize(data []byte, kind picture.Kind) (width, height int, size int64) {
	size = int64(len(data))
	if plain, ok := Clean(data, kind); ok {
		size = int64(len(plain))
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return 0, 0, size
	}
	if kind == picture.JPEG && picture.Sideways(data) {
		return config.Height, config.Width, size
	}
	return config.Width, config.Height, size
}

// Clean returns an image without what a camera or a program has written into it.
func Clean(data []byte, kind picture.Kind) ([]byte, bool) {
	switch kind {
	case picture.JPEG:
		return picture.CleanJPEG(data)
	case picture.PNG:
		return picture.CleanPNG(data)
	}
	return data, true
}

// Kind returns what kind of file one is.
func (m *Files) Kind(file string) picture.Kind { return m.measured(file).kind }

// Write remembers what the files measure.
func (m *Files) Write(w *memo.StateWriter) {
	m.measures.Range(func(file, of any) bool {
		f := of.(measure)
		w.Put(measureSection, file.(string), measuredFile{m.Digest(file.(string)), f.width, f.height, f.bytes, f.kind})
		return true
	})
}

// Measure returns what pages say of a file.
func (m *Files) Measure(file string) site.Measure {
	f := m.measured(file)
	out := site.Measure{Width: f.width, Height: f.height, Bytes: f.bytes}
	out.Widths, out.Replaced = picture.Sizes(f.kind, f.width, int(f.bytes))
	if len(out.Widths) > 0 && !out.Replaced {
		out.Widths = append(out.Widths, f.width)
	}
	return out
}

// cleans reports whether a file of some kind can be published without what a camera has written into it.
func (m *Files) cleans(file string, kind picture.Kind) bool {
	if kind != picture.JPEG && kind != picture.PNG {
		return true
	}
	_, ok := m.Cleaned(file, kind)
	return ok
}

// Cleaned returns a file of some kind without what a camera has written into it, and false if that cannot be taken
// away.
func (m *Files) Cleaned(file string, kind picture.Kind) ([]byte, bool) {
	data, err := m.Read(file, folder.MaxFile)
	if err != nil {
		return nil, false
	}
	return Clean(data, kind)
}
