package search

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"errors"
	"io"
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
	for name, data := range made(t, index) {
		b.files[strings.TrimSuffix(name, ".js")] = string(data)
	}
	b.run(string(source))
	b.api = b.vm.Get("styrdokSearch").ToObject(b.vm)
	b.show, _ = goja.AssertFunction(b.run(showHits))
	b.api.Set("fetch", func(name string) *goja.Promise {
		if data, ok := b.files[name]; ok {
			b.fetched[name] = len(data)
			b.run(data)
		}
		return b.promise(nil)
	})
	b.api.Set("unpack", func(packed []byte) *goja.Promise {
		text, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
		if err != nil {
			t.Fatal(err)
		}
		return b.promise(string(text))
	})
	return b
}

// promise returns one that is kept.
func (b *browser) promise(value any) *goja.Promise {
	p, resolve, _ := b.vm.NewPromise()
	if err := resolve(value); err != nil {
		b.t.Fatal(err)
	}
	return p
}

// made returns the files of an index by name.
func made(t testing.TB, index Index) map[string][]byte {
	t.Helper()
	out, err := makeFiles(index, all)
	if err != nil {
		t.Fatal(err)
	}
	return out
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
	Instead        bool // the hits are those of Better
	Better         string
	Failed         bool
	Why            string // it failed
}

const showHits = `(async (text, limit) => {
	const api = styrdokSearch, core = api.core;
	const out = await api.search(text), index = core.index(), hits = [];
	for (const [i, x] of out.hits.entries()) {
		const h = { doc: x.d, score: x.score, section: x.s, direct: !!x.direct };
		hits.push(h);
		if (i >= limit || !index.group[x.d][2]) continue;
		limit = limit < 20 ? limit : i + 1; // the first that holds is enough
		await core.texts([x.s]);
		const f = core.piece(x.s), p = core.shown(x, out);
		let at = p.from, excerpt = "";
		for (const m of p.places) {
			if (m.start < at || m.end > p.to) continue;
			excerpt += p.text.slice(at, m.start) + "[" + p.text.slice(m.start, m.end) + "]";
			at = m.end;
		}
		Object.assign(h, { url: f.URL, title: f.Title, id: p.id, excerpt: excerpt + p.text.slice(at, p.to) });
	}
	return JSON.stringify({ partial: !!out.partial, least: !!out.least, instead: !!out.instead, better: out.better || "", hits });
})`

// search asks as a reader would; so many of the first hits are read in full.
func (b *browser) search(query string, show int) result {
	b.t.Helper()
	v, err := b.show(goja.Undefined(), b.vm.ToValue(query), b.vm.ToValue(show))
	if err != nil {
		b.t.Fatalf("search %q: %v", query, err)
	}
	answer, err := b.await(v)
	if err != nil {
		return result{Failed: true, Why: err.Error()}
	}
	var r result
	if err := json.Unmarshal([]byte(answer.String()), &r); err != nil {
		b.t.Fatal(err)
	}
	return r
}

// await returns what a promise came to. Nothing is waited for: all files are at hand.
func (b *browser) await(v goja.Value) (goja.Value, error) {
	b.t.Helper()
	p, ok := v.Export().(*goja.Promise)
	switch {
	case !ok || p.State() == goja.PromiseStatePending:
		b.t.Fatalf("%v is no promise that has been kept", v)
	case p.State() == goja.PromiseStateRejected:
		return nil, errors.New(p.Result().String())
	}
	return p.Result(), nil
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
