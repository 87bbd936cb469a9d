package media

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/folder"
	"styrdok/generator/picture"
	"styrdok/generator/printing"
	"styrdok/generator/site"
)

// largeImage is the number of bytes above which a word is said about an image.
const largeImage = 1_000_000

// Examine reports what is wrong with a file that texts show or attach, and whether it can be published.
func (m *Files) Examine(f site.File, pictures *printing.Pictures) (out diag.List, usable bool, err error) {
	if f.Shown {
		if len(pictures.Find(f.Source, f.At).Problems(f.Source, f.At)) > 0 {
			// What prints show is told of together with this, at the first place that shows it.
			return nil, false, nil
		}
		if info, err := fs.Stat(m.FS, f.Source); err == nil && info.Size() > largeImage {
			out.Add(diag.LargeImage, f.At, path.Base(f.Source), m.Size(info.Size()))
		}
	}
	if f.Linked {
		attached, err := m.examineAttached(f)
		out = append(out, attached...)
		return out, !out.HasErrors(), err
	}
	if kind := m.Kind(f.Source); !m.cleans(f.Source, kind) {
		out = append(out, printing.Finding{Kind: kind, Code: "broken"}.Problems(f.Source, f.At)...)
	}
	return out, !out.HasErrors(), nil
}

// examineAttached reports what is wrong with a file that a text links to.
func (m *Files) examineAttached(f site.File) (diag.List, error) {
	data, size, err := m.Head(f.Source)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", f.Source, err)
	}
	ext, found := strings.ToLower(path.Ext(f.Source)), printing.Finding{Kind: picture.KindOf(data)}
	switch {
	case size > folder.MaxFile:
		return diag.List{diag.New(diag.FileTooLarge, diag.Pos{File: f.Source}, folder.MaxFile>>20).With(diag.Note{Pos: f.At, Code: diag.ActiveFile})}, nil
	case ext == ".svg":
		if data, err = m.Read(f.Source, folder.MaxFile); err != nil {
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
		if data, err = m.Read(f.Source, folder.MaxFile); err != nil {
			return nil, fmt.Errorf("read %s: %w", f.Source, err)
		}
		if picture.HasCameraData(data, found.Kind) {
			found.Code = "metadata"
		}
	}
	return found.Problems(f.Source, f.At), nil
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
