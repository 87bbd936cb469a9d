package edit

import (
	"path"
	"regexp"
	"strings"
)

// destination finds the targets of links and images in Markdown: "](target" and "[label]: target".
var destination = regexp.MustCompile(`(?m)(\]\([ \t]*<?|^ {0,3}\[[^\]\r\n]+\]:[ \t]*<?)([^\s()<>"']+)`)

var hasScheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)

// Relink rewrites the relative links of a Markdown text so that they mean the same files when it
// is moved from one file to another. Both are slash-separated paths within the site's folder. To
// is the folder itself if it is empty: then links are paths from there, the same wherever the
// text lies.
func Relink(text, from, to string) string {
	return destination.ReplaceAllStringFunc(text, func(found string) string {
		m := destination.FindStringSubmatch(found)
		target := m[2]
		if hasScheme.MatchString(target) || strings.HasPrefix(target, "#") || strings.HasPrefix(target, "/") || strings.HasPrefix(target, "?") {
			return found
		}
		cut := strings.IndexAny(target, "#?")
		rest := ""
		if cut >= 0 {
			target, rest = target[:cut], target[cut:]
		}
		slash := ""
		if strings.HasSuffix(target, "/") {
			slash = "/"
		}
		file := path.Join(path.Dir(from), target)
		if strings.HasPrefix(file, "../") || file == ".." {
			return found // It leads out of the site, which is another's business.
		}
		return m[1] + relative(path.Dir(to), file) + slash + rest
	})
}

// relative returns the path from a folder to a file; both are relative to the same place.
func relative(folder, file string) string {
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

// Moved returns a document's file with the links of its text rewritten for another place.
func Moved(data []byte, from, to string) ([]byte, error) {
	f, err := scan(data)
	if err != nil {
		return nil, err
	}
	text := string(data[f.end:])
	return append(data[:f.end:f.end], Relink(text, from, to)...), nil
}
