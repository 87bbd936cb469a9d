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

// measure is what pages say of a file, as a state keeps it.
type measure struct {
	Digest        memo.Digest // of the file
	Width, Height int         // of an image as a browser shows it, in pixels; 0 if it cannot be told
	Bytes         int64       // as it is published
	Kind          picture.Kind
}

// measureSection of a state is by file.
const measureSection = "measure"

// measured measures a file of the site's folder, once.
func (m *Files) measured(file string) measure {
	if known, ok := m.measures.Load(file); ok {
		return known.(measure)
	}
	var out measure
	if m.State.Get(measureSection, file, &out) && out.Digest == m.Digest(file) {
		m.Again("measure of "+file, out, func() (any, error) { return m.measureFile(file), nil })
	} else {
		out = m.measureFile(file)
		m.Hold(measureSection, file, out)
	}
	m.measures.Store(file, out)
	return out
}

// measureFile measures a file of the site's folder.
func (m *Files) measureFile(file string) measure {
	out := measure{Digest: m.Digest(file)}
	data, size, err := m.Head(file)
	if err != nil {
		return out
	}
	out.Bytes, out.Kind = size, picture.KindOf(data)
	if out.Kind == picture.JPEG || out.Kind == picture.PNG {
		if data, err := m.Read(file, folder.MaxFile); err == nil {
			out.Width, out.Height, out.Bytes = imageSize(data, out.Kind)
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
func (m *Files) Kind(file string) picture.Kind { return m.measured(file).Kind }

// Write remembers what the files measure.
func (m *Files) Write(w *memo.StateWriter) {
	m.measures.Range(func(file, of any) bool {
		w.Put(measureSection, file.(string), of)
		return true
	})
}

// Measure returns what pages say of a file.
func (m *Files) Measure(file string) site.Measure {
	f := m.measured(file)
	out := site.Measure{Width: f.Width, Height: f.Height, Bytes: f.Bytes}
	out.Widths, out.Replaced = picture.Sizes(f.Kind, f.Width, int(f.Bytes))
	if len(out.Widths) > 0 && !out.Replaced {
		out.Widths = append(out.Widths, f.Width)
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
