package theme

import (
	"encoding/json"
	"fmt"
	"html/template"
	"strings"

	"styrdok/generator/i18n"
	"styrdok/generator/site"
)

// functions are what templates may call besides the template package's own.
func functions(t *i18n.Texts) template.FuncMap {
	return template.FuncMap{
		"t":         func(key string, args ...any) string { return t.T(key, args...) },
		"sentence":  sentence,
		"sentence1": func(p site.Part) template.HTML { return sentence(site.Sentence{p}) },
		"href":      href,
		"later":     later,
		"markclass": markClass,
		"status":    newStatus,
		"dated":     newDated,
		"letters":   letters,
		"letterid":  letterID,
		"chart":     halfYears,
	}
}

// sentence writes the parts of a sentence: words, dates, links.
func sentence(s site.Sentence) template.HTML {
	var b strings.Builder
	for _, p := range s {
		if p.Strong {
			b.WriteString("<strong>")
		}
		link := address(p.Href)
		if link != "" {
			b.WriteString(`<a href="` + template.HTMLEscapeString(link) + `">`)
		}
		if p.ISO != "" {
			b.WriteString(`<time datetime="` + template.HTMLEscapeString(p.ISO) + `">` + template.HTMLEscapeString(p.Text) + `</time>`)
		} else {
			b.WriteString(template.HTMLEscapeString(p.Text))
		}
		if link != "" {
			b.WriteString("</a>")
		}
		if p.Strong {
			b.WriteString("</strong>")
		}
	}
	return template.HTML(b.String())
}

// href lets an address into an attribute if it is one that pages may hold. html/template would
// refuse "tel:", so the check is made here.
func href(s string) template.URL {
	if a := address(s); a != "" {
		return template.URL(a)
	}
	return "#"
}

// address returns s if it is relative or has the scheme http, https, mailto or tel, else nothing.
func address(s string) string {
	for _, r := range s {
		if r < 0x20 || r == 0x7f || r == '\\' {
			return ""
		}
	}
	s = strings.TrimSpace(s)
	colon := strings.IndexByte(s, ':')
	if colon < 0 || strings.ContainsAny(s[:colon], "/?#") {
		return s
	}
	switch strings.ToLower(s[:colon]) {
	case "http", "https", "mailto", "tel":
		return s
	}
	return ""
}

// later writes the badges of coming days for the script: a list of day, mark and word.
func later(badges []site.LaterBadge) (string, error) {
	if len(badges) == 0 {
		return "", nil
	}
	list := make([][3]string, len(badges))
	for i, b := range badges {
		list[i] = [3]string{b.From, string(b.Mark), b.Text}
	}
	out, err := json.Marshal(list)
	return string(out), err
}

// markClass returns the class of a mark besides "marke", with a space in front.
func markClass(m site.Mark) string {
	switch m {
	case site.MarkOverdue:
		return " marke--varn"
	case site.MarkSuperseded, site.MarkRepealed, site.MarkExpired, site.MarkDraft:
		return " marke--ute"
	}
	return ""
}

// statusData is what the template "status" is given.
type statusData struct {
	site.Status
	Derivation *site.Derivation
}

func newStatus(s any, d *site.Derivation) (statusData, error) {
	switch s := s.(type) {
	case site.Status:
		return statusData{s, d}, nil
	case *site.Status:
		if s != nil {
			return statusData{*s, d}, nil
		}
	}
	return statusData{}, fmt.Errorf("status: %T is no status", s)
}

// datedData is what the template "dated" is given: a list, the ID of its heading and whether it
// is set in two columns where there is room.
type datedData struct {
	ID    string
	List  site.DatedList
	Split bool
}

func newDated(id string, l any, split bool) (datedData, error) {
	switch l := l.(type) {
	case site.DatedList:
		return datedData{id, l, split}, nil
	case *site.DatedList:
		if l != nil {
			return datedData{id, *l, split}, nil
		}
	}
	return datedData{}, fmt.Errorf("dated: %T is no list", l)
}

// letter is an entry of the index over a long list.
type letter struct {
	Letter string
	ID     string
	row    int
}

// longList is how many rows a list may have before it gets an index of letters.
const longList = 40

// letters returns the index of a long list that is in order of the alphabet, else nothing.
func letters(rows []site.Row) []letter {
	if len(rows) <= longList {
		return nil
	}
	var out []letter
	seen := map[string]bool{}
	for i, r := range rows {
		if r.Letter == "" {
			return nil
		}
		if len(out) > 0 && out[len(out)-1].Letter == r.Letter {
			continue
		}
		if seen[r.Letter] {
			return nil // not in order
		}
		seen[r.Letter] = true
		out = append(out, letter{r.Letter, letterAnchor(r.Letter), i})
	}
	return out
}

// letterAnchor makes an ID in ASCII: "_bokstav-a", "_bokstav-e5" for å.
func letterAnchor(s string) string {
	id := "_bokstav"
	for _, r := range strings.ToLower(s) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			id += "-" + string(r)
		} else {
			id += fmt.Sprintf("-%x", r)
		}
	}
	return id
}

// letterID returns the ID of a row that begins a letter of the index, else nothing.
func letterID(index []letter, row int) string {
	for _, l := range index {
		if l.row == row {
			return l.ID
		}
	}
	return ""
}
