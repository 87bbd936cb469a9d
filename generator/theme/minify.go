package theme

import (
	"bytes"
	"path"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
)

// smaller returns a stylesheet or script without what only its authors read. Names are shortened within functions only, since a
// script is loaded beside others, and kept where a text may be run that has them. What cannot be read is published as it is: the
// browser is the judge of a municipality's own files.
func smaller(name string, data []byte) []byte {
	m := minify.New()
	m.Add("css", &css.Minifier{Version: 2})
	m.Add("js", &js.Minifier{KeepVarNames: bytes.Contains(data, []byte("eval(")), Version: 2018})
	kind := ""
	switch path.Ext(name) {
	case ".css":
		kind = "css"
	case ".js":
		kind = "js"
	default:
		return data
	}
	out, err := m.Bytes(kind, bytes.Clone(data)) // which it changes
	if err != nil || len(out) >= len(data) {
		return data
	}
	return out
}
