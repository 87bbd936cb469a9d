package theme

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	tree "text/template/parse"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"

	"styrdok/generator/diag"
	"styrdok/generator/pattern"
	"styrdok/generator/picture"
	"styrdok/generator/regular"
	"styrdok/generator/site"
)

// loader reads the files of a theme laid over another.
type loader struct {
	standard, own fs.FS
	folder        string
	list          *diag.List
	steps         int // rounds of loops that templates of the own theme may still make while they are tried; 0: all
}

// place is where a file lies, for diagnostics.
func (l *loader) place(name string) diag.Pos {
	if l.has(name) {
		return diag.Pos{File: path.Join(l.folder, name)}
	}
	return diag.Pos{File: path.Join("themes/standard", name)}
}

// has reports whether the own theme holds a file.
func (l *loader) has(name string) bool {
	if l.own == nil {
		return false
	}
	info, err := fs.Stat(l.own, name)
	return err == nil && info.Mode().IsRegular()
}

// read returns a file of the own theme, else of the standard one.
func (l *loader) read(name string) ([]byte, bool) {
	from := l.standard
	if l.has(name) {
		from = l.own
	}
	info, err := fs.Stat(from, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false
	}
	if err == nil && info.Size() > largestFile {
		l.list.Add(diag.BadTheme, l.place(name), diag.P("theme.large", largestFile>>20))
		return nil, false
	}
	var data []byte
	if err == nil {
		data, err = regular.Read(from, name, largestFile)
	}
	if err != nil {
		l.list.Add(diag.BadTheme, l.place(name), diag.P("theme.unreadable"))
		return nil, false
	}
	return data, true
}

// names returns the files of both themes below a folder, in order.
func (l *loader) names(root string) []string {
	var out []string
	for _, f := range []fs.FS{l.standard, l.own} {
		if f == nil {
			continue
		}
		// A file that cannot be read is reported when it is wanted.
		_ = fs.WalkDir(f, root, func(name string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				out = append(out, name)
			}
			return nil
		})
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// templates parses the templates of each kind of page: the common ones, the kind's own, and last
// those that only the own theme has.
func (l *loader) templates(funcs template.FuncMap) map[site.PageKind]func() *template.Template {
	main := map[string]bool{}
	for _, kind := range Kinds() {
		main[templateFile(kind)] = true
	}
	var common, extra []string
	for _, name := range l.names(templates) {
		base := path.Base(name)
		switch {
		case path.Ext(name) != ".html" || strings.HasPrefix(base, ".") || main[strings.TrimPrefix(name, templates+"/")]:
		case l.inStandard(name):
			common = append(common, name)
		default:
			extra = append(extra, name)
		}
	}
	broken := map[string]bool{} // a file that is read for every kind is reported once
	parse := func(into *template.Template, name string) {
		if broken[name] {
			return
		}
		data, ok := l.read(name)
		if !ok {
			broken[name] = true
			l.list.Add(diag.BadTheme, l.place(name), diag.P("theme.missing", path.Base(name)))
			return
		}
		set, err := into.New(strings.TrimPrefix(name, templates+"/")).Parse(string(data))
		if err != nil {
			broken[name] = true
			l.broken(err)
			return
		}
		if l.has(name) {
			for _, t := range set.Templates() {
				if t.Tree != nil && t.Tree.ParseName == set.Name() {
					l.countLoops(t.Tree.Root)
					t.Tree.Root.Nodes = slices.Insert(t.Tree.Root.Nodes, 0, countStep.Copy()) // a piece may call itself
				}
			}
		}
	}
	base := template.New("").Funcs(funcs)
	for _, name := range common {
		parse(base, name)
	}
	pages := map[site.PageKind]func() *template.Template{}
	for _, kind := range Kinds() {
		pages[kind] = sync.OnceValue(func() *template.Template {
			set := template.Must(base.Clone())
			parse(set, templates+"/"+templateFile(kind))
			for _, name := range extra {
				parse(set, name)
			}
			return set
		})
		if l.own != nil { // what is wrong with them is told at once
			pages[kind]()
		}
	}
	return pages
}

// step counts a round of a loop. It is false, so that nothing is written where it stands.
func (l *loader) step() (bool, error) {
	if l.steps > 1 {
		l.steps--
	}
	if l.steps == 1 {
		return false, errEndless
	}
	return false, nil
}

// bounded is a function that makes a text, of a template whose texts must not grow without end: as long as one is tried, a round is counted
// for every KB of what it copies.
func (l *loader) bounded(text func(...any) string) func(...any) (string, error) {
	return func(args ...any) (string, error) {
		size := 0
		for _, a := range args {
			if v := reflect.ValueOf(a); v.Kind() == reflect.String {
				size += v.Len()
			}
		}
		if l.steps > 0 {
			l.steps = max(1, l.steps-1-size>>10)
		}
		if size > mostSample || l.steps == 1 {
			return "", errEndless
		}
		return text(args...), nil
	}
}

// printf is [fmt.Sprintf], within bounds.
func (l *loader) printf(format string, args ...any) (string, error) {
	if wide.MatchString(format) {
		return "", errEndless
	}
	return l.bounded(func(all ...any) string { return fmt.Sprintf(format, all[1:]...) })(append([]any{format}, args...)...)
}

// wide finds a verb that makes more than a line of a value.
var wide = pattern.New(`%[^\pL%]*(?:\d{4}|\*)`)

// countStep is {{if step}}{{end}}, which counts a round of a loop wherever it stands.
var countStep = template.Must(template.New("").Funcs(template.FuncMap{"step": (*loader).step}).Parse("{{if step}}{{end}}")).Tree.Root.Nodes[0]

// countLoops puts countStep into all loops below a node, since one that writes nothing is not ended by what it writes.
func (l *loader) countLoops(n *tree.ListNode) {
	if n == nil {
		return
	}
	for _, n := range n.Nodes {
		var b *tree.BranchNode
		switch n := n.(type) {
		case *tree.IfNode:
			b = &n.BranchNode
		case *tree.WithNode:
			b = &n.BranchNode
		case *tree.RangeNode:
			b = &n.BranchNode
		default:
			continue
		}
		l.countLoops(b.List)
		l.countLoops(b.ElseList)
		if b.NodeType == tree.NodeRange {
			b.List.Nodes = slices.Insert(b.List.Nodes, 0, countStep.Copy()) // before any continue
		}
	}
}

func (l *loader) inStandard(name string) bool {
	_, err := fs.Stat(l.standard, name)
	return err == nil
}

// templateError finds the place in an error of the template packages:
// "template: start.html:3:12: executing …".
var templateError = pattern.New(`^(?:html/)?template: ?([^:\s]+\.html):(\d+)(?::(\d+))?: (?s:(.*))$`)

// The mistakes that are made most often have words of their own.
var (
	noFunction = pattern.New(`^function "(.*)" not defined$`)
	noTemplate = pattern.New(`no such template "(.*)"$`)
	noField    = pattern.New(`can't evaluate field (\S+) in type \S+$`)
)

// broken reports what a template package said.
func (l *loader) broken(err error) {
	m := templateError.FindStringSubmatch(err.Error())
	if m == nil {
		l.list.Add(diag.BadTheme, diag.Pos{File: l.folder}, diag.P("theme.said", strings.TrimPrefix(err.Error(), "template: ")))
		return
	}
	at := l.place(templates + "/" + m[1])
	at.Line, _ = strconv.Atoi(m[2])
	if m[3] != "" {
		at.Column, _ = strconv.Atoi(m[3])
		at.Column++ // counted from 0 there
	}
	for _, said := range []struct {
		key string
		by  *pattern.Pattern
	}{{"no-function", noFunction}, {"no-template", noTemplate}, {"no-field", noField}} {
		if found := said.by.FindStringSubmatch(m[4]); found != nil {
			l.list.Add(diag.BadTheme, at, diag.P("theme."+said.key, found[1]))
			return
		}
	}
	l.list.Add(diag.BadTheme, at, diag.P("theme.said", m[4]))
}

// assets reads the files that are copied to the site.
func (l *loader) assets(o Options) []Asset {
	var out []Asset
	for _, name := range l.names(".") {
		if !isPublished(name) || strings.HasPrefix(name, templates+"/") {
			continue
		}
		data, ok := l.read(name)
		if !ok {
			continue
		}
		if name == styleFile {
			data = l.style(data, o)
		}
		out = append(out, Asset{Path: path.Join(AssetFolder, name), Data: smaller(name, l.image(name, data))})
	}
	slices.SortFunc(out, func(a, b Asset) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// image returns a file without what a camera has written into it, if it is an image, and reports one that is
// not what its name says, or that carries script.
func (l *loader) image(name string, data []byte) []byte {
	ext := path.Ext(name)
	if !slices.Contains([]string{".svg", ".png", ".jpg", ".webp"}, ext) {
		return data
	}
	kind := picture.KindOf(data)
	var active *picture.ActiveError
	plain, ok := data, kind.Fits(ext)
	switch {
	case !ok:
	case kind == picture.SVG:
		err := picture.CheckSVG(data)
		if errors.As(err, &active) {
			at := l.place(name)
			at.Line, at.Column = active.Line, active.Column
			l.list.Add(diag.ActiveFile, at, path.Base(name), active.What)
			return data
		}
		ok = err == nil
	case kind == picture.PNG:
		plain, ok = picture.CleanPNG(data)
	case kind == picture.JPEG:
		plain, ok = picture.CleanJPEG(data)
	default:
		ok = !picture.HasCameraData(data, kind)
	}
	if !ok {
		l.list.Add(diag.BadTheme, l.place(name), diag.P("theme.image", ext))
	}
	return plain
}

// style adds what the configuration and own.css say to the stylesheet.
func (l *loader) style(css []byte, o Options) []byte {
	var b strings.Builder
	b.Write(css)
	add := func(s string) {
		if s != "" {
			fmt.Fprintf(&b, "\n%s", s)
		}
	}
	if o.SansText {
		add(":root { --serif: var(--sans); }\n")
	}
	add(accentRules(string(css), o.Accent, o.AccentDark))
	if l.has(ownStyle) {
		if own, ok := l.read(ownStyle); ok {
			add(string(own))
		}
	}
	return []byte(b.String())
}

// smaller returns a file, if it is a stylesheet or script without what only its authors read. Names are shortened within functions only, since a
// script is loaded beside others, and kept where a text may be run that has them. What cannot be read is published as it is: the
// browser is the judge of a municipality's own files.
func smaller(name string, data []byte) []byte {
	kind := strings.TrimPrefix(path.Ext(name), ".")
	if kind != "css" && kind != "js" {
		return data
	}
	before, _ := shrunk.Load(name)
	s, ok := before.(shrunken)
	if !ok || !bytes.Equal(s.from, data) {
		s = shrunken{data, minified(kind, data)}
		shrunk.Store(name, s)
	}
	return s.to
}

// shrunk holds what a file of each name was last made into: one process may build many sites, and serve loads a theme whenever a file
// of it is saved, and nearly all of their files are the same.
var shrunk sync.Map

type shrunken struct{ from, to []byte }

func minified(kind string, data []byte) []byte {
	m := minify.New()
	m.Add("css", &css.Minifier{Version: 2})
	m.Add("js", &js.Minifier{KeepVarNames: bytes.Contains(data, []byte("eval(")), Version: 2018})
	out, err := m.Bytes(kind, bytes.Clone(data)) // which it changes
	if err != nil || len(out) >= len(data) {
		return data
	}
	return out
}

// fingerprint is enough of a digest to tell versions of a file apart.
func fingerprint(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:4])
}
