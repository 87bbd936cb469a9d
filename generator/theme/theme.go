// Package theme turns a page into bytes with a theme's templates. Load reads a theme, laid over
// the standard one file by file, and tries its templates; Render fills one page; Assets are the
// files that pages refer to. The package does not know Markdown, prints or where output goes.
package theme

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"styrdok/generator/diag"
	"styrdok/generator/html"
	"styrdok/generator/i18n"
	"styrdok/generator/pattern"
	"styrdok/generator/site"
)

// Options are what the configuration decides about a theme.
type Options struct {
	Texts *i18n.Texts // of the site's language

	Accent, AccentDark string   // "#0d4f7c"; empty: the stylesheet's
	AccentAt           diag.Pos // where the configuration sets it

	SansText bool   // set adopted text in the sans of everything else
	Logo     string // address of an image from the site's root, "/logo.svg"; empty: the theme's mark
	LogoDark string // the same for dark mode; empty: Logo
	Icon     string // the same for the browser's tab; empty: the theme's icon.svg

	Folder string // where own files lie, for diagnostics: "themes/exempelby"
}

// Theme is a theme that has been read and tried. It may be used by many goroutines at once.
type Theme struct {
	options Options
	pages   map[site.PageKind]func() *template.Template // of the standard theme each is made when it is first used
	assets  []Asset
	version map[string]string     // fingerprints of the assets, by path
	words   map[string]html.Words // by the language of the text
	buffers sync.Pool
}

// Asset is a file that pages refer to.
type Asset struct {
	Path string // from the site's root, without a slash in front: "assets/style.css"
	Data []byte
}

// AssetFolder is where a theme's files lie in the site.
const AssetFolder = site.AssetFolder

// The files of a theme that are not templates. Own rules may stand in own.css, which is added to
// the end of style.css, so that a colour can be changed without copying the whole.
const (
	styleFile  = "style.css"
	ownStyle   = "own.css"
	scriptFile = "script.js"
	iconFile   = "icon.svg"
	templates  = "templates"
)

// published are the endings of files that are copied to the site.
var published = []string{".css", ".js", ".svg", ".png", ".jpg", ".webp", ".ico", ".woff2", ".txt"}

// largestFile is the limit for a file of a theme; a font of 4 MB is already too much for a page.
const largestFile = 4 << 20

// Load reads a theme, and tries the templates if there is something of its own. Files of own, which may be nil, take the place of those of standard; a
// template file that standard lacks is read last, for every kind of page, so that it may define
// single pieces anew. The theme is nil if the list has errors that keep pages from being made. Files of standard do not change.
func Load(standard, own fs.FS, o Options) (*Theme, diag.List) {
	if own != nil || !reflect.TypeOf(standard).Comparable() {
		return loadAnew(standard, own, o)
	}
	l := lastPlain.Load()
	if l == nil || l.standard != standard || l.options != o {
		l = &plain{standard: standard, options: o}
		l.theme, l.list = loadAnew(standard, nil, o)
		lastPlain.Store(l)
	}
	return l.theme, slices.Clone(l.list)
}

// plain is a theme with nothing of its own. The last one is kept, since a process that makes several sites needs it for nearly all of them.
type plain struct {
	standard fs.FS
	options  Options
	theme    *Theme
	list     diag.List
}

var lastPlain atomic.Pointer[plain]

func loadAnew(standard, own fs.FS, o Options) (*Theme, diag.List) {
	var list diag.List
	l := &loader{standard: standard, own: own, folder: o.Folder, list: &list}
	t := &Theme{options: o, version: map[string]string{}, words: map[string]html.Words{}}
	for _, lang := range i18n.Languages() {
		t.words[lang] = textWords(i18n.MustLoad(lang))
	}
	t.buffers.New = func() any { return new(bytes.Buffer) }
	funcs := functions()
	funcs["step"] = l.step
	funcs["printf"] = l.printf
	funcs["t"] = func(key string, args ...any) (string, error) {
		return l.bounded(func(args ...any) string { return o.Texts.T(key, args...) })(args...)
	}
	for name, text := range map[string]func(...any) string{"print": fmt.Sprint, "println": fmt.Sprintln, "html": template.HTMLEscaper, "js": template.JSEscaper, "urlquery": template.URLQueryEscaper} {
		funcs[name] = l.bounded(text)
	}
	t.pages = l.templates(funcs)
	t.assets = l.assets(o)
	for _, a := range t.assets {
		t.version[a.Path] = fingerprint(a.Data)
		if a.Path == path.Join(AssetFolder, styleFile) {
			list = append(list, checkContrast(string(a.Data), o.AccentAt, l.place(styleFile))...)
		}
	}
	if own != nil && !list.HasErrors() {
		t.try(l)
	}
	if slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.BadTheme }) {
		return nil, list.Sort()
	}
	return t, list.Sort()
}

// try executes every template once with everything filled and once with everything empty, so that
// a name that is not there is found when the theme is read and not at the first page that has it.
func (t *Theme) try(l *loader) {
	for _, kind := range Kinds() {
		for _, full := range []bool{true, false} {
			view := &View{theme: t}
			if full {
				fill(reflect.ValueOf(view).Elem(), 0)
			}
			view.Site, view.Page, view.Body = &site.Frame{}, samplePage(kind, full), "x"
			view.Data = view.Page.Data
			l.steps = mostSteps
			at := l.place(templates + "/" + templateFile(kind))
			var out bytes.Buffer
			err := t.pages[kind]().ExecuteTemplate(&limited{&out, mostSample}, "page", view)
			switch {
			case errors.Is(err, errEndless):
				l.list.Add(diag.BadTheme, at, diag.P("theme.endless"))
			case err != nil && strings.HasSuffix(err.Error(), `no such template "main"`):
				l.list.Add(diag.BadTheme, at, diag.P("theme.no-main"))
			case err != nil:
				l.broken(err)
			case pointer.Match(out.Bytes()):
				l.list.Add(diag.BadTheme, at, diag.P("theme.pointer", string(pointer.Find(out.Bytes()))))
			default:
				continue
			}
			break
		}
	}
	l.steps = 0
}

// Kinds returns the kinds of page that a theme makes, in alphabetical order.
func Kinds() []site.PageKind { return slices.Sorted(maps.Keys(dataTypes)) }

// Assets returns the files that pages refer to, in order of their paths. Their names are stable:
// a page that somebody has stored, or that an archive holds, still finds its stylesheet after the
// theme has changed, and an unchanged page stays the same file. Pages add the fingerprint of
// stylesheet and script as a query, so that a browser never shows a new page with an old style.
func (t *Theme) Assets() []Asset { return t.assets }

// Render makes a page's file, with what machines read in its head, which may be empty. An error is a
// template's: it names the template and the line.
func (t *Theme) Render(s *site.Frame, p *site.Page, head site.Head) ([]byte, error) {
	return t.render(&View{Site: s, Page: p, Nav: s.NavLinks(p), Footer: s.FooterOf(p), Head: head})
}

// render completes a view with what its page shows, and executes the page's template.
func (t *Theme) render(v *View) ([]byte, error) {
	tmpl, ok := t.pages[v.Page.Kind]
	if !ok {
		panic("theme: no template for pages of kind " + string(v.Page.Kind))
	}
	v.theme, v.Data = t, v.Page.Data
	v.Brief, v.Body = t.body(v.Page)
	buf := t.buffers.Get().(*bytes.Buffer)
	defer t.buffers.Put(buf)
	buf.Reset()
	if err := tmpl().ExecuteTemplate(&limited{buf, mostPage}, "page", v); err != nil {
		return nil, err
	}
	return bytes.Clone(buf.Bytes()), nil
}

// The most that a template may write, in bytes: on a page, and when it is tried. One that loops is to end.
const (
	mostPage   = 64 << 20
	mostSample = 4 << 20
)

// mostSteps is the most rounds that loops may make on a page when it is tried. The sample has one of everything.
const mostSteps = 1 << 18

var errEndless = errors.New("the template writes without end")

// pointer is what a template writes for a value that is no text: where it lies in memory, which is never the same.
var pointer = pattern.New(`0x[0-9a-f]{9,}`)

// limited writes at most left bytes more.
type limited struct {
	to   io.Writer
	left int
}

func (w *limited) Write(data []byte) (int, error) {
	if w.left -= len(data); w.left < 0 {
		return 0, errEndless
	}
	return w.to.Write(data)
}

// templateFile returns the name of the file with the main part of a kind of page. A version is
// shown by the same template as a document.
func templateFile(kind site.PageKind) string {
	if kind == site.KindVersion {
		kind = site.KindDocument
	}
	return string(kind) + ".html"
}

// isPublished reports whether a file of a theme is copied to the site. Fonts for prints, scripts
// that made the fonts and hidden files are not.
func isPublished(name string) bool {
	return slices.Contains(published, path.Ext(name)) && !strings.HasPrefix(path.Base(name), ".") && name != ownStyle
}
