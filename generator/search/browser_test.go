package search

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/dop251/goja"
)

// browser runs the theme's script, as a page would, over the files of an index.
type browser struct {
	t       testing.TB
	vm      *goja.Runtime
	api     *goja.Object
	show    goja.Callable // showHits
	files   map[string]string
	fetched map[string]int // bytes by name of file
}

func newBrowser(t testing.TB, index Index) *browser {
	t.Helper()
	if testing.Short() {
		t.Skip("the script is slow under the race detector and runs in one goroutine")
	}
	source, err := os.ReadFile("../../themes/standard/search.js")
	if err != nil {
		t.Fatal(err)
	}
	b := &browser{t: t, vm: goja.New(), files: map[string]string{}, fetched: map[string]int{}}
	for _, f := range index.Files {
		b.files[strings.TrimSuffix(f.Name, ".js")] = string(f.Data)
	}
	b.run(string(source))
	b.api = b.vm.Get("styrdokSearch").ToObject(b.vm)
	b.show, _ = goja.AssertFunction(b.run(showHits))
	b.api.Set("fetch", func(name string, done goja.Callable) {
		if data, ok := b.files[name]; ok {
			b.fetched[name] = len(data)
			b.run(data)
		}
		if _, err := done(goja.Undefined()); err != nil {
			t.Fatalf("load %s: %v", name, err)
		}
	})
	return b
}

func (b *browser) run(script string) goja.Value {
	b.t.Helper()
	v, err := b.vm.RunString(script)
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

// hit is a document as the script found it.
type hit struct {
	Doc, Score, Section int
	Direct              bool
	URL, Title, ID      string
	Excerpt             string // with [ ] around the marks
}

type result struct {
	Hits           []hit
	Partial, Least bool
	Failed         bool
}

const showHits = `(function (text, limit) {
	var out = { failed: true }, api = styrdokSearch, core = api.core;
	api.search(text, function (r) {
		if (!r) return;
		var index = core.index();
		out = { partial: !!r.partial, least: !!r.least, hits: r.hits.map(function (x, i) {
			var h = { doc: x.d, score: x.score, section: x.s, direct: !!x.direct };
			if (i < limit && index.group[x.d][2]) {
				limit = limit < 20 ? limit : i + 1; // the first that holds is enough
				core.texts([x.s], function () {});
				var f = core.piece(x.s), p = core.shown(x, r), s = "", at = p.from;
				p.places.forEach(function (m) {
					if (m.s < at || m.e > p.to) return;
					s += p.text.slice(at, m.s) + "[" + p.text.slice(m.s, m.e) + "]";
					at = m.e;
				});
				h.url = f.url; h.title = f.title; h.id = p.id; h.excerpt = s + p.text.slice(at, p.to);
			}
			return h;
		}) };
	});
	return JSON.stringify(out);
})`

// search asks as a reader would; so many of the first hits are read in full.
func (b *browser) search(query string, show int) result {
	b.t.Helper()
	v, err := b.show(goja.Undefined(), b.vm.ToValue(query), b.vm.ToValue(show))
	if err != nil {
		b.t.Fatalf("search %q: %v", query, err)
	}
	var r result
	if err := json.Unmarshal([]byte(v.String()), &r); err != nil {
		b.t.Fatal(err)
	}
	return r
}

// call calls a function of the script's core with a text and returns its result as JSON.
func (b *browser) call(name string, arg string) string {
	b.t.Helper()
	f, ok := goja.AssertFunction(b.api.Get("core").ToObject(b.vm).Get(name))
	if !ok {
		b.t.Fatalf("the script has no %s", name)
	}
	v, err := f(goja.Undefined(), b.vm.ToValue(arg))
	if err != nil {
		b.t.Fatalf("%s(%q): %v", name, arg, err)
	}
	out, err := json.Marshal(v.Export())
	if err != nil {
		b.t.Fatal(err)
	}
	return string(out)
}
