// Package themes embeds the default theme: templates, stylesheet, script, icon and fonts.
package themes

import (
	"embed"
	"io/fs"
	"sync"
)

//go:embed all:standard
var files embed.FS

// Standard is the default theme, the same value each time. Its root holds templates/, style.css, script.js, icon.svg
// and fonts/.
func Standard() fs.FS { return standard() }

var standard = sync.OnceValue(func() fs.FS {
	sub, err := fs.Sub(files, "standard")
	if err != nil {
		panic("themes: " + err.Error())
	}
	return sub
})
