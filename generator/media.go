package generator

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/memo"
	"styrdok/generator/picture"
	"styrdok/generator/printing"
	"styrdok/generator/publish"
	"styrdok/generator/site"
)

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
func (m *Made) measured(file string) measure {
	if known, ok := m.measures.Load(file); ok {
		return known.(measure)
	}
	var before measuredFile
	if m.state.Get(measureSection, file, &before) && before.Digest == m.files.digest(file) {
		out := measure{before.Width, before.Height, before.Bytes, before.Kind}
		m.verify("measure of "+file, out, func() (any, error) { return m.measureFile(file), nil })
		m.measures.Store(file, out)
		return out
	}
	out := m.measureFile(file)
	m.measures.Store(file, out)
	m.hold(measureSection, file, measuredFile{m.files.digest(file), out.width, out.height, out.bytes, out.kind})
	return out
}

// measureFile measures a file of the site's folder.
func (m *Made) measureFile(file string) (out measure) {
	if data, size, err := m.files.head(file); err == nil {
		out = measure{bytes: size, kind: picture.KindOf(data)}
		if out.kind == picture.JPEG || out.kind == picture.PNG {
			if data, err := m.files.read(file, maxAttachment); err == nil {
				out.width, out.height, out.bytes = imageSize(data, out.kind)
			}
		}
	}
	return out
}

// imageSize returns the size of an image in pixels as a browser shows it, and how large it is as it is published.
func imageSize(data []byte, kind picture.Kind) (width, height int, size int64) {
	size = int64(len(data))
	if plain, ok := clean(data, kind); ok {
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

// clean returns an image without what a camera or a program has written into it.
func clean(data []byte, kind picture.Kind) ([]byte, bool) {
	switch kind {
	case picture.JPEG:
		return picture.CleanJPEG(data)
	case picture.PNG:
		return picture.CleanPNG(data)
	}
	return data, true
}

// measure is what pages say of a file.
func (m *Made) measure(file string) site.Measure {
	f := m.measured(file)
	out := site.Measure{Width: f.width, Height: f.height, Bytes: f.bytes}
	out.Widths, out.Replaced = picture.Sizes(f.kind, f.width, int(f.bytes))
	if len(out.Widths) > 0 && !out.Replaced {
		out.Widths = append(out.Widths, f.width)
	}
	return out
}

// largeImage is the number of bytes above which a word is said about an image.
const largeImage = 1_000_000

// medium is what is published of one file that texts refer to, with the key of all that it depends on.
type medium struct {
	Key   memo.Digest
	Files []publish.Entry
	Kept  []memo.Digest // under which its smaller copies are kept
	Diags diag.List
}

// mediumSection of a state is by source file.
const mediumSection = "medium"

// media looks at the files that texts refer to, and publishes what is made of each: images lose what a
// camera has written into them, and photographs are made smaller. It must come before the cache is
// swept. It returns what is to be remembered of each, by source; the digests of files are not known yet.
func (k *maker) media(files []site.File) (map[string]medium, error) {
	m := k.made
	var sources []string
	of := map[string][]site.File{}
	for _, f := range files {
		if of[f.Source] == nil {
			sources = append(sources, f.Source)
		}
		of[f.Source] = append(of[f.Source], f)
	}
	made := make([]medium, len(sources))
	err := m.each(len(sources), func(i int) (err error) {
		list := of[sources[i]]
		key := memo.KeyOf(m.program, m.Words.Lang(), m.files.digest(sources[i]), list)
		var before medium
		if m.state.Get(mediumSection, sources[i], &before) && before.Key == key && k.keep(before.Files) {
			for _, kept := range before.Kept {
				k.prints.Store().Use(kept)
			}
			made[i] = before
			k.verifyMedium(sources[i], list, before)
			return nil
		}
		made[i], err = k.medium(list)
		made[i].Key = key
		if err == nil {
			m.hold(mediumSection, sources[i], made[i])
		}
		return err
	})
	out := make(map[string]medium, len(sources))
	for i, source := range sources {
		m.Diags = append(m.Diags, made[i].Diags...)
		out[source] = made[i]
	}
	return out, err
}

// medium publishes what is made of one source.
func (k *maker) medium(files []site.File) (out medium, err error) {
	m := k.made
	source := files[0].Source
	usable := false
	if out.Diags, usable, err = m.examine(files[0], k.prints.Pictures); err != nil || !usable {
		return out, err
	}
	kind := m.measured(source).kind
	var widths []int
	for _, f := range files {
		path := site.Place(f.Target)
		out.Files = append(out.Files, publish.Entry{Path: path})
		switch {
		case m.opt.Check:
			err = k.out.Put(path, nil)
		case f.Width > 0:
			widths = append(widths, f.Width)
		case kind == picture.JPEG || kind == picture.PNG:
			err = k.out.PutFrom(path, publish.Digest{}, func() (io.ReadCloser, error) {
				data, err := m.files.read(source, maxAttachment)
				plain, ok := clean(data, kind)
				if err == nil && !ok {
					err = errors.New("image is damaged")
				}
				return io.NopCloser(bytes.NewReader(plain)), err
			})
		default:
			err = k.out.PutFrom(path, publish.Digest(m.files.digest(source)), func() (io.ReadCloser, error) { return m.files.fsys.Open(source) })
		}
		if err != nil {
			return out, fmt.Errorf("read %s: %w", source, err)
		}
	}
	if len(widths) == 0 {
		return out, nil
	}
	data, err := m.files.read(source, maxAttachment)
	if err != nil {
		return out, fmt.Errorf("read %s: %w", source, err)
	}
	copies, kept, err := k.prints.Pictures.Scaled(data, widths)
	if err != nil {
		return out, fmt.Errorf("scale %s: %w", source, err)
	}
	out.Kept = kept
	for _, f := range files {
		if f.Width > 0 {
			if err := k.out.Put(site.Place(f.Target), copies[slices.Index(widths, f.Width)]); err != nil {
				return out, err
			}
		}
	}
	return out, nil
}

// examine reports what is wrong with a file that texts show or attach, and whether it can be published.
func (m *Made) examine(f site.File, pictures *printing.Pictures) (out diag.List, usable bool, err error) {
	if f.Shown {
		if len(pictures.Find(f.Source, f.At).Problems(f.Source, f.At)) > 0 {
			// What prints show is told of together with this, at the first place that shows it.
			return nil, false, nil
		}
		if info, err := fs.Stat(m.files.fsys, f.Source); err == nil && info.Size() > largeImage {
			out.Add(diag.LargeImage, f.At, path.Base(f.Source), m.Size(info.Size()))
		}
	}
	if f.Linked {
		attached, err := m.examineAttached(f)
		out = append(out, attached...)
		return out, !out.HasErrors(), err
	}
	if kind := m.measured(f.Source).kind; !m.cleans(f.Source, kind) {
		out = append(out, printing.Finding{Kind: kind, Code: "broken"}.Problems(f.Source, f.At)...)
	}
	return out, !out.HasErrors(), nil
}

// examineAttached reports what is wrong with a file that a text links to.
func (m *Made) examineAttached(f site.File) (diag.List, error) {
	data, size, err := m.files.head(f.Source)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", f.Source, err)
	}
	ext, found := strings.ToLower(path.Ext(f.Source)), printing.Finding{Kind: picture.KindOf(data)}
	switch {
	case size > maxAttachment:
		return diag.List{diag.New(diag.FileTooLarge, diag.Pos{File: f.Source}, maxAttachment>>20).With(diag.Note{Pos: f.At, Code: diag.ActiveFile})}, nil
	case ext == ".svg":
		if data, err = m.files.read(f.Source, maxAttachment); err != nil {
			return nil, fmt.Errorf("read %s: %w", f.Source, err)
		}
		if err := picture.CheckSVG(data); err != nil && !errors.As(err, &found.Active) {
			found.Code = "namespace"
		}
	case isImage(ext) && !found.Kind.Fits(ext):
		found.Code = "format"
	case activeEnding(f.Source) != "":
		return diag.List{diag.New(diag.ActiveFile, f.At, path.Base(f.Source), activeEnding(f.Source))}, nil
	case (found.Kind == "html" || found.Kind == picture.SVG) && !slices.Contains(plainEndings, ext):
		// Without an ending that they know, servers and browsers look at what is in the file.
		return diag.List{diag.New(diag.ActiveFile, f.At, path.Base(f.Source), "<…>")}, nil
	case !m.cleans(f.Source, found.Kind):
		found.Code = "broken"
	case found.Kind == "html" || found.Kind == picture.SVG:
		return nil, nil // a plain text, by its ending
	case found.Kind != "" && found.Kind != "pdf" && found.Kind != picture.JPEG && found.Kind != picture.PNG:
		if data, err = m.files.read(f.Source, maxAttachment); err != nil {
			return nil, fmt.Errorf("read %s: %w", f.Source, err)
		}
		if picture.HasCameraData(data, found.Kind) {
			found.Code = "metadata"
		}
	}
	return found.Problems(f.Source, f.At), nil
}

// cleans reports whether a file of some kind can be published without what a camera has written into it.
func (m *Made) cleans(file string, kind picture.Kind) bool {
	if kind != picture.JPEG && kind != picture.PNG {
		return true
	}
	_, ok := m.cleaned(file, kind)
	return ok
}

// cleaned returns a file without what a camera has written into it.
func (m *Made) cleaned(file string, kind picture.Kind) ([]byte, bool) {
	data, err := m.files.read(file, maxAttachment)
	if err != nil {
		return nil, false
	}
	return clean(data, kind)
}

// isImage reports whether a name ends as an image's does.
func isImage(ext string) bool {
	return slices.Contains([]string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".avif", ".tif", ".tiff", ".bmp"}, ext)
}

// activeEnding returns the ending of a file that browsers or servers run, empty if it has none. Behind an ending
// that they don't know, some servers look at the one before it: page.html.sv is a page in Swedish to them.
// PHP is run wherever the ending stands.
func activeEnding(file string) string {
	parts := strings.Split(strings.ToLower(path.Base(file)), ".")[1:]
	for i, part := range parts {
		last := i == len(parts)-1
		known := slices.Contains(plainEndings, strings.ToLower(path.Ext(file))) || slices.Contains(documentEndings, strings.ToLower(path.Ext(file)))
		if slices.Contains(activeEndings, "."+part) && (last || !known || strings.HasPrefix(part, "ph")) {
			return "." + part
		}
	}
	return ""
}

// activeEndings are those of files that browsers run, or that servers do.
var activeEndings = []string{
	".html", ".htm", ".xhtml", ".xht", ".shtml", ".shtm", ".stm", ".mht", ".mhtml", ".xml", ".xsl", ".xslt", ".js", ".mjs", ".wasm", ".swf", ".hta",
	".php", ".phtml", ".pht", ".phar", ".phps", ".php3", ".php4", ".php5", ".php7", ".php8", ".asp", ".aspx", ".ashx", ".asmx",
	".cfm", ".jsp", ".jspx", ".cgi", ".fcgi", ".pl", ".rdf", ".atom", ".rss", ".xbl", ".htaccess", ".svgz",
}

// plainEndings are those of files that no browser takes for a page, whatever is in them.
var plainEndings = []string{".txt", ".csv", ".md", ".json", ".zip", ".doc", ".xls", ".ppt", ".rtf", ".ics", ".eml"}

// documentEndings are those of other files that every server knows.
var documentEndings = []string{".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".mp3", ".mp4"}
