package act

import (
	"slices"
	"strings"

	"styrdok/generator"
	"styrdok/generator/edit"
	"styrdok/generator/importer"
	"styrdok/generator/library"
	"styrdok/generator/load"
	"styrdok/generator/pattern"
	"styrdok/generator/source"
)

// Confirmed is what became of the marks of one document's file.
type Confirmed struct {
	File    string
	Marks   []library.Mark
	Adopted bool // it was a draft until its decision was looked at
	NoDate  bool // it is left as it is, since its decision is missing
}

// Confirm takes the marks for review away that an import has set, of some documents or, without any, of all. A document that was a draft only until
// then becomes an adopted one. It returns unknown IDs. The caller holds the right to write the site's files.
func Confirm(opt generator.Options, only []library.ID, dryRun bool) (done []Confirmed, unknown []library.ID, of *load.Opened, err error) {
	read := opt.Reading()
	read.Whole = true
	s, _, err := load.Load(read)
	if err != nil {
		return nil, nil, nil, err
	}
	for _, id := range only {
		if !slices.ContainsFunc(s.Content.Drafts, func(d *library.Draft) bool { return d.Document == id || d.File == string(id) }) {
			unknown = append(unknown, id)
		}
	}
	if unknown != nil {
		return nil, unknown, s.Opened, nil
	}
	var files edit.Files
	for _, d := range s.Content.Drafts {
		if len(only) > 0 && !slices.Contains(only, d.Document) && !slices.Contains(only, library.ID(d.File)) {
			continue
		}
		data, err := s.Read(d.File, source.MaxText)
		if err != nil {
			return nil, nil, nil, err
		}
		marks := source.Marks(string(data))
		if len(marks) == 0 {
			continue
		}
		c := Confirmed{File: d.File, Marks: marks}
		waits := slices.ContainsFunc(marks, func(m library.Mark) bool { return m.Waiting })
		decided := string(data)
		if waits && d.Adopted.IsZero() {
			decided = withBody(decided, s.Config.Rules)
		}
		if waits && decided == string(data) && (d.Adopted.IsZero() || d.AdoptedBy == "") {
			c.NoDate = true
		} else {
			c.Adopted = waits
			files.Put(d.File, data, []byte(unmarked(decided, marks)))
		}
		done = append(done, c)
	}
	if dryRun {
		return done, nil, s.Opened, nil
	}
	return done, nil, s.Opened, files.Write(opt.Dir, opt.Waiting)
}

// unmarked is a file without its marks, and without the status behind the one that waits for a decision.
func unmarked(text string, marks []library.Mark) string {
	lines := strings.SplitAfter(text, "\n")
	var out []string
	for i := 0; i < len(lines); i++ {
		k := slices.IndexFunc(marks, func(m library.Mark) bool { return m.Line == i+1 })
		if k < 0 {
			out = append(out, lines[i])
			continue
		}
		if marks[k].Waiting {
			i++
		}
		// A mark in the text has a blank line behind it.
		if strings.HasPrefix(lines[min(i, len(lines)-1)], "<!--") && i+1 < len(lines) && strings.TrimSpace(lines[i+1]) == "" {
			i++
		}
	}
	return strings.Join(out, "")
}

var undecided = pattern.New(`(?m)^# (adopted *= \d{4}-\d\d-\d\d)$((?:\n#.*$)*?)\n# (adopted_by *= )"([^"\n]+)"$`)

// withBody is a file with the decision that its import could not take for one, since config.toml did not have the body then, if it has it now.
func withBody(text string, rules library.Rules) string {
	m := undecided.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	i := slices.IndexFunc(rules.Bodies, func(b library.Body) bool { return string(b.ID) == m[4] || importer.BodyID(b.Name) == m[4] })
	if i < 0 {
		return text
	}
	return strings.Replace(text, m[0], m[1]+m[2]+"\n"+m[3]+edit.Text(string(rules.Bodies[i].ID)).String(), 1)
}
