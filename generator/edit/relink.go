package edit

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/markdown"
	"styrdok/generator/tomlscan"
)

// Relink rewrites the relative destinations of a Markdown text, and nothing else in it, so that they
// mean the same files when the text is moved from one file to another. Both are slash-separated paths
// within the site's folder. Moved tells the new path of what a destination leads to, and whether it
// has one; nil is for nothing. A destination keeps its own spelling as far as it can. One with backticks stays as it is: what is
// code around it may depend on them.
func Relink(text, from, to string, moved func(target string) (string, bool)) string {
	var b strings.Builder
	done := 0
	for _, d := range markdown.Destinations([]byte(text)) {
		now, changed := relinked(d, from, to, moved)
		if !changed {
			continue
		}
		if text[d.Start] == '<' {
			now = "<" + now + ">"
		}
		b.WriteString(text[done:d.Start])
		b.WriteString(now)
		done = d.Stop
	}
	b.WriteString(text[done:])
	return b.String()
}

// relinked returns a destination as it is written in another file.
func relinked(d markdown.Destination, from, to string, moved func(string) (string, bool)) (string, bool) {
	if !block.IsRelative(d.Address) || strings.Contains(d.Raw, "`") {
		return "", false
	}
	target, _, _ := block.Locate(from, d.Address)
	if target == ".." || strings.HasPrefix(target, "../") {
		return "", false // It leads out of the site, which is another's business.
	}
	now, elsewhere := target, false
	if moved != nil {
		if to, ok := moved(target); ok {
			now, elsewhere = to, true
		}
	}
	if !elsewhere && path.Dir(from) == path.Dir(to) {
		return "", false
	}
	written := d.Raw
	if strings.ContainsAny(written, `&\`) {
		written = escaped(d.Address, true) // An entity or an escape cannot be cut into parts.
	}
	rest := ""
	if cut := strings.IndexAny(written, "#?"); cut >= 0 {
		written, rest = written[:cut], written[cut:]
	}
	slash := ""
	if strings.HasSuffix(written, "/") {
		slash = "/"
	}
	return spelt(Relative(path.Dir(to), now), written) + slash + rest, true
}

// spelt writes a path as a destination. What it has in common with the end of an old destination is
// spelt as it was there.
func spelt(now, old string) string {
	parts, before := strings.Split(now, "/"), strings.Split(strings.TrimSuffix(old, "/"), "/")
	_, invalid := url.PathUnescape(old)
	same := true
	for i := 1; i <= len(parts); i++ {
		part := &parts[len(parts)-i]
		if same = same && i <= len(before); same {
			was := before[len(before)-i]
			plain := was
			if invalid == nil {
				plain, _ = url.PathUnescape(was)
			}
			if same = plain == *part; same {
				*part = was
				continue
			}
		}
		*part = escaped(*part, false)
	}
	if strings.Contains(parts[0], ":") {
		parts = slices.Insert(parts, 0, ".") // It would be read as a scheme.
	}
	return strings.Join(parts, "/")
}

// escaped writes the characters of a path with % that Markdown or an address gives a meaning of their
// own. Of a path that is an address already, what is so there stays.
func escaped(s string, address bool) string {
	special := " <>()\\&\"'`[]|\t\n"
	if !address {
		special += "%#?"
	}
	if !strings.ContainsAny(s, special) {
		return s
	}
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; strings.IndexByte(special, c) >= 0 {
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Relative returns the path from a folder to a file; both are relative to the same place.
func Relative(folder, file string) string {
	if folder == "." {
		return file
	}
	a, b := strings.Split(folder, "/"), strings.Split(file, "/")
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	out := strings.Repeat("../", len(a)-n) + strings.Join(b[n:], "/")
	if out == "" {
		return "."
	}
	return strings.TrimSuffix(out, "/")
}

// Moved returns a file with the links of its text rewritten for another place, as Relink does. A file need not have front
// matter.
func Moved(data []byte, from, to string, moved func(target string) (string, bool)) []byte {
	start := tomlscan.PastMark(data, 0)
	if f, err := scan(data); err == nil {
		start = f.end
	}
	return append(data[:start:start], Relink(string(data[start:]), from, to, moved)...)
}
