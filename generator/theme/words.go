package theme

import (
	"encoding/json"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/html"
	"styrdok/generator/pattern"
	"styrdok/generator/site"
)

// functions are what templates may call besides the template package's own.
func functions() template.FuncMap {
	return template.FuncMap{
		"sentence":     sentence,
		"sentence1":    func(p site.Part) template.HTML { return sentence(site.Sentence{p}) },
		"href":         href,
		"link":         link,
		"lang":         lang,
		"icon":         icon,
		"badge":        badge,
		"rows":         rows,
		"beside":       beside,
		"review":       review,
		"reviewday":    reviewDay,
		"changesign":   changeSign,
		"changeclass":  changeClass,
		"markclass":    markClass,
		"status":       func(s site.Status, d *site.Derivation) statusData { return statusData{s, d} },
		"dated":        func(id string, l site.DatedList, split bool) datedData { return datedData{id, l, split} },
		"letters":      letters,
		"letterid":     letterID,
		"letteranchor": letterAnchor,
		"chart":        halfYears,
		"trend":        trend,
		"column":       countColumn,
		"cellhead":     cellHead,
		"manychoices":  manyChoices,
		"combine":      combine,
		"divided":      divided,
		"nextpage":     nextPage,
		"numbers":      numbers,

		"longcontents": longContents,
		"chosen":       chosen,
	}
}

// sentence writes the parts of a sentence: words, dates, links.
func sentence(s site.Sentence) template.HTML {
	var b strings.Builder
	skip := 0 // bytes of the next part that are written already
	for i, p := range s {
		p.Text, skip = p.Text[skip:], 0
		if p.Strong {
			b.WriteString("<strong>")
		}
		link := address(p.Href)
		lang := string(lang(p.Lang))
		switch {
		case link != "":
			b.WriteString(`<a href="` + template.HTMLEscapeString(link) + `"` + lang + `>`)
		case lang != "":
			b.WriteString("<span" + lang + ">")
		}
		switch day := `<time datetime="` + template.HTMLEscapeString(p.ISO) + `">` + template.HTMLEscapeString(p.Text) + `</time>`; {
		case strings.HasPrefix(link, "mailto:"):
			writeMail(&b, p.Text)
		case p.ISO == "":
			writeWords(&b, p.Text)
		case link == "" && i+1 < len(s):
			// "2015-05-18 § 61" is one thing, and is not to be broken.
			if skip = sectionAfter(s[i+1]); skip > 0 {
				day = `<span class="ihop">` + day + s[i+1].Text[:skip] + `</span>`
			}
			b.WriteString(day)
		default:
			b.WriteString(day)
		}
		switch {
		case link != "":
			b.WriteString("</a>")
		case lang != "":
			b.WriteString("</span>")
		}
		if p.Strong {
			b.WriteString("</strong>")
		}
	}
	return template.HTML(b.String())
}

// sections finds numbered sections of minutes, "§ 42", and numbers of cases and standards, "KS 2025/92", "ISO/IEC 27001".
var sections = pattern.New(`§§? [0-9]+|\b[A-ZÅÄÖ]{2,5}(?:/[A-ZÅÄÖ]{2,5})? [0-9]+(?:[/:-][0-9]+)*`)

// sectionAfter returns how much of a part is a number of a section that follows a day.
func sectionAfter(p site.Part) int {
	if p.ISO != "" || p.Href != "" || p.Lang != "" || p.Strong || !strings.HasPrefix(p.Text, " §") {
		return 0
	}
	if at := sections.FindStringIndex(p.Text); at != nil && at[0] == 1 {
		return at[1]
	}
	return 0
}

// writeMail writes a mail address, in which a line may end after the @, but not after a hyphen, which would be taken for that of a
// divided word, unless what stands on one side of the @ is wider than a phone.
func writeMail(b *strings.Builder, address string) {
	box, host, found := strings.Cut(address, "@")
	if !found {
		writeWords(b, address)
		return
	}
	for i, part := range []string{box + "@", host} {
		if i > 0 {
			b.WriteString("<wbr>")
		}
		escaped := template.HTMLEscapeString(part)
		if strings.Contains(part, "-") && len(part) < 30 {
			escaped = `<span class="ihop">` + escaped + "</span>"
		}
		b.WriteString(escaped)
	}
}

// writeWords writes words and keeps together the number of a section and its sign, and what else no line is to end in. That is done with
// style and not with a no-break space, so that what is copied is what was written.
func writeWords(b *strings.Builder, text string) {
	for {
		first, last := html.Together(text)
		if strings.ContainsAny(text, "0123456789") {
			if at := sections.FindStringIndex(text); at != nil && at[0] <= first {
				first, last = at[0], at[1]
			}
		}
		b.WriteString(template.HTMLEscapeString(text[:first]))
		if first == last {
			return
		}
		b.WriteString(`<span class="ihop">` + template.HTMLEscapeString(text[first:last]) + `</span>`)
		text = text[last:]
	}
}

// lang writes the attributes of an element whose language is not that of the page, with a space in front.
// Around is the language of what it stands in, if that is not the page's either.
func lang(lang string, around ...string) template.HTMLAttr {
	return template.HTMLAttr(html.LangAttributes(lang, strings.Join(around, "")))
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
	if strings.ContainsFunc(s, func(r rune) bool { return r < 0x20 || r == 0x7f || r == '\\' }) {
		return ""
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

// Links, marks and badges stand by the thousand in a register, so they are written here and not
// by templates, which take several times as long.

// link writes a link, or its words alone if it has no address.
func link(l site.Link) template.HTML {
	name, target := "span", address(l.Href)
	lang := string(lang(l.Lang))
	var b strings.Builder
	if target != "" {
		name = "a"
		b.WriteString(`<a href="` + template.HTMLEscapeString(target) + `"` + lang)
		if l.Lang != "" {
			b.WriteString(` hreflang="` + template.HTMLEscapeString(l.Lang) + `"`)
		}
	} else {
		b.WriteString("<span" + lang)
	}
	if l.Current {
		b.WriteString(` aria-current="true"`)
	}
	b.WriteString(">" + template.HTMLEscapeString(l.Text) + "</" + name + ">")
	return template.HTML(b.String())
}

// icon draws a mark. The shapes stand in the template "marks".
func icon(m site.Mark) template.HTML {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r == '-' {
			return r
		}
		return -1
	}, string(m))
	return template.HTML(`<svg class="ikon" aria-hidden="true"><use href="#_m-` + name + `"/></svg>`)
}

// changeSign draws the sign of a section's change.
func changeSign(c block.Change) template.HTML { return template.HTML(html.ChangeIcon(c)) }

// changeClass is the class of a word that shows what a mark of a change looks like.
func changeClass(c block.Change) string {
	if c == block.Deleted {
		return "ex-del"
	}
	return "ex-ins"
}

// mostContents is from how many entries on contents are long: a phone then shows their first level
// only, and has a way back to them at hand.
const mostContents = 30

func longContents(list []site.Content) bool {
	n := len(list)
	for _, c := range list {
		n += len(c.Children)
	}
	return n >= mostContents
}

// mostChoices is how many choices a filter shows at once; those of a longer one are folded, so that
// the list itself is not far down on a phone.
const mostChoices = 10

// manyChoices reports whether a filter has more choices than are shown at once.
func manyChoices(f site.Filter) bool { return len(f.Items) > mostChoices && f.ID != "ar" }

// combine is the address of the page on which filters can be combined: empty on that page, "-" where none can.
func combine(page any) string {
	if r, ok := page.(*site.RegisterPage); ok {
		return r.Combine
	}
	return "-"
}

// rows is the address of the script with the rows of all documents, where a page of the register has some of them.
func rows(page any) string {
	if r, ok := page.(*site.RegisterPage); ok {
		return r.Rows
	}
	return ""
}

// divided reports whether a page of the register has some of its list only.
func divided(page any) bool {
	r, ok := page.(*site.RegisterPage)
	return ok && r.Table.Divided
}

// nextPage is the link to the page after the current one of a list that is divided, nil if there is none.
func nextPage(pages []site.Link) *site.Link {
	for i := range pages {
		if pages[i].Current && i+1 < len(pages) {
			return &pages[i+1]
		}
	}
	return nil
}

// numbers writes numbers with spaces between them.
func numbers(list []int) string { return strings.Trim(fmt.Sprint(list), "[]") }

// chosen is the choice that the page shows, nil if it is none of them.
func chosen(items []site.FilterItem) *site.FilterItem {
	if i := slices.IndexFunc(items, func(item site.FilterItem) bool { return item.Link.Current }); i >= 0 {
		return &items[i]
	}
	return nil
}

// countColumn is the head of the column that a count stands in.
func countColumn(d *site.CountTable, count int) string {
	if count+1 < len(d.Columns) {
		return d.Columns[count+1]
	}
	return ""
}

// cellHead is the head of the column that a cell stands in, nil if there is none.
func cellHead(t *site.DataTable, cell int) *site.DataColumn {
	if cell < len(t.Columns) {
		return &t.Columns[cell]
	}
	return nil
}

// badge writes a status: mark and word, with the badges of coming days for the script.
func badge(b site.Badge) (template.HTML, error) { return writeBadge("", "", b, "") }

// beside writes what is to be said of a document's review after its status. Where that is nothing yet it is hidden.
func beside(b site.Badge) (template.HTML, error) {
	if b.Text == "" && len(b.Later) == 0 {
		return "", nil
	}
	hidden := ""
	if b.Text == "" {
		hidden = " hidden"
	}
	return writeBadge(hidden, `<span class="dold">, </span>`, b, "")
}

// review writes a row's review, with the words that the head of the column gives where that is not seen.
func review(r site.Row) (template.HTML, error) {
	label := template.HTML("")
	if r.ReviewLabel != "" {
		label = template.HTML(`<span class="etikett">` + template.HTMLEscapeString(r.ReviewLabel) + ` </span>`)
	}
	if r.Review.Mark == "" && len(r.Review.Later) == 0 {
		return label + days(r.Review.Text), nil
	}
	return writeBadge("", "", r.Review, label)
}

// reviewDay writes when a document is to be reviewed, after what a listener hears before it.
func reviewDay(r site.ReviewRow) (template.HTML, error) {
	lead := template.HTML("")
	if r.Lead != "" {
		lead = template.HTML(`<span class="dold forst">` + template.HTMLEscapeString(r.Lead) + ` </span>`)
	}
	return writeBadge("", "", site.Badge{Mark: r.Badge.Mark, Text: r.When.String(), Later: r.Badge.Later}, lead)
}

// writeBadge writes a badge with something before all of it, and a label before its words. The script finds the words
// in the last span.
func writeBadge(attributes string, before template.HTML, s site.Badge, label template.HTML) (template.HTML, error) {
	if len(s.Later) > 0 {
		list := make([][]string, len(s.Later))
		for i, b := range s.Later {
			list[i] = []string{b.From, string(b.Mark), b.Text}
			if b.URL != "" {
				list[i] = append(list[i], b.URL)
			}
		}
		data, err := json.Marshal(list)
		if err != nil {
			return "", err
		}
		// In apostrophes, since the data is full of quotation marks.
		attributes += " data-later='" + strings.NewReplacer("'", "&#39;", "&", "&amp;").Replace(string(data)) + "'"
	}
	out := template.HTML(`<span class="marke`+markClass(s.Mark)+`"`+attributes+`>`) + before
	if s.Mark != "" {
		out += icon(s.Mark)
	}
	words := days(s.Text)
	if label != "" {
		words = label + `<span>` + words + `</span>`
	}
	return out + `<span>` + words + `</span></span>`, nil
}

// isoDay finds days in figures.
var isoDay = pattern.New(`\d{4}-\d\d-\d\d`)

// days writes words with the days among them as times.
func days(text string) template.HTML {
	at := []int(nil)
	if strings.Contains(text, "-") {
		at = isoDay.FindStringIndex(text)
	}
	if at == nil {
		return template.HTML(template.HTMLEscapeString(text))
	}
	day := text[at[0]:at[1]]
	return template.HTML(template.HTMLEscapeString(text[:at[0]])+`<time datetime="`+day+`">`+day+`</time>`) + days(text[at[1]:])
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

// datedData is what the template "dated" is given: a list, the ID of its heading and whether it
// is set in two columns where there is room.
type datedData struct {
	ID    string
	List  site.DatedList
	Split bool
}

// letter is an entry of the index over a long list.
type letter struct {
	Letter string
	ID     string
	row    int
}

// longList is from how many rows on a list gets an index of letters.
const longList = 40

// letters returns the index of a long list that is in order of the alphabet, else nothing.
func letters(t site.Table) []letter {
	rows := t.Rows
	if len(rows) < longList || t.Divided {
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
	if i := slices.IndexFunc(index, func(l letter) bool { return l.row == row }); i >= 0 {
		return index[i].ID
	}
	return ""
}
