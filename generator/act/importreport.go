package act

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"styrdok/generator/edit"
	"styrdok/generator/i18n"
	"styrdok/generator/importer"
	"styrdok/generator/intake"
	"styrdok/generator/library"
	"styrdok/generator/report"
)

// WriteText writes what became of each file, and of every word in it, for people.
func (i *Imported) WriteText(w io.Writer, words *i18n.Texts) error {
	var b strings.Builder
	line := func(key string, args ...any) { b.WriteString(words.T("import."+key, args...) + "\n") }
	// What did not come in is told last, where it is not scrolled away.
	for _, f := range i.all(ImportWritten, ImportSame, ImportSkipped, ImportRefused) {
		switch f.Result {
		case ImportRefused:
			line("refused", f.File, refusal(f, words))
		case ImportSkipped:
			line("skipped", f.File, words.T("import.outside-types"))
		case ImportSame:
			if d := f.Document; d != nil && d.Compares[1] != "" {
				line("same-comparison", f.File, f.Path, d.Compares[0], d.Compares[1])
			} else {
				line("same", f.File, f.Path)
			}
		case ImportWritten:
			key := "written"
			if i.DryRun {
				key = "would"
			}
			line(key, f.File, f.Path, state(f.Document, words))
			writeDocument(&b, f, words)
		}
		b.WriteByte('\n')
	}
	s := i.sum()
	line("summary", s.Files, s.Written, s.Drafts, s.Same, s.Skipped, s.Refused)
	if s.Originals > 0 {
		line("originals", s.Originals)
	}
	if bodies := i.unknownBodies(); len(bodies) > 0 {
		line("bodies")
		for _, name := range bodies {
			fmt.Fprintf(&b, "\n[[bodies]]\nid   = %s\nname = %s\n", edit.Text(importer.BodyID(name)), edit.Text(name))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// unknownBodies are the names of the bodies that have adopted documents and that config.toml does not have.
func (i *Imported) unknownBodies() (out []string) {
	for _, f := range i.all(ImportWritten) {
		x := f.Document.Facts
		if x.AdoptedBy != "" && x.Body == nil && !slices.Contains(out, x.AdoptedBy) {
			out = append(out, x.AdoptedBy)
		}
	}
	slices.Sort(out)
	return out
}

// all returns the files that fared in one of these ways, in the order of the ways.
func (i *Imported) all(results ...ImportResult) (out []ImportedFile) {
	for _, r := range results {
		for _, f := range i.Files {
			if f.Result == r {
				out = append(out, f)
			}
		}
	}
	return out
}

func writeDocument(b *strings.Builder, f ImportedFile, words *i18n.Texts) {
	d := f.Document
	line := func(key string, args ...any) { b.WriteString(words.T("import."+key, args...) + "\n") }
	if f.VersionOf != "" {
		line("version-of", f.VersionOf)
	}
	if d.Original {
		line("original", f.File)
	}
	if text := d.Facts.Decision(); text != "" {
		line("decision", text)
	}
	for _, g := range d.Facts.Guesses {
		b.WriteString("  " + words.T("import.mark", words.T("import.guess."+g.Text, g.Args...)) + "\n")
	}
	for _, t := range d.Told {
		why := words.T("import.why." + t.Why)
		if t.Note != "" {
			why += " (" + t.Note + ")"
		}
		b.WriteString("  " + why + ": " + strings.Join(strings.Fields(t.Text), " ") + "\n")
	}
	switch {
	case len(d.Lost) > 0:
		line("untold", len(d.Lost), strings.Join(d.Lost, " "))
	case d.Words > 0:
		line("all-told", d.Words)
	}
}

func refusal(f ImportedFile, words *i18n.Texts) string {
	if unopened[f.Detail] != nil {
		f.Detail = words.T("import.open." + f.Detail)
	}
	key := string(f.Reason)
	if kind, ok := convertible[f.Detail]; ok && f.Reason == intake.OtherKind {
		key = kind
	}
	return words.T("import.refuse."+key, f.Detail)
}

// convertible are kinds of files that are not read and that other programs turn into ones that are, with the key of the text that says how.
var convertible = map[string]string{
	"rtf": "rtf", "fodt": "flat", "wpd": "word-perfect", "pages": "pages", "mht": "web-archive", "mhtml": "web-archive",
}

func state(d *importer.Document, words *i18n.Texts) string {
	if d.Draft {
		return words.T("import.draft")
	}
	return words.T("import.adopted")
}

// importSum counts how files fared.
type importSum struct {
	Files     int `json:"files"`
	Written   int `json:"written"`
	Drafts    int `json:"drafts"`
	Originals int `json:"originals"`
	Same      int `json:"same"`
	Refused   int `json:"refused"`
	Skipped   int `json:"skipped"`
	Words     int `json:"words"`
	Lost      int `json:"lost"`
}

func (i *Imported) sum() (s importSum) {
	s.Files = len(i.Files)
	for _, f := range i.Files {
		switch f.Result {
		case ImportWritten:
			s.Written++
			s.Words += f.Document.Words
			s.Lost += len(f.Document.Lost)
			if f.Document.Draft {
				s.Drafts++
			}
			if f.Document.Original {
				s.Originals++
			}
		case ImportSame:
			s.Same++
		case ImportRefused:
			s.Refused++
		case ImportSkipped:
			s.Skipped++
		}
	}
	return s
}

// The JSON form of a report. It is an interface for scripts.
type (
	optional   = report.Optional
	importJSON struct {
		Files   []importFileJSON `json:"files"`
		Summary importSum        `json:"summary"`
	}
	importFileJSON struct {
		File      string          `json:"file"`
		Result    ImportResult    `json:"result"`
		Reason    optional        `json:"reason"`
		Message   optional        `json:"message"`
		Detail    optional        `json:"detail"`
		Path      optional        `json:"path"`
		ID        optional        `json:"id"`
		VersionOf optional        `json:"version_of"`
		Title     optional        `json:"title"`
		Kind      optional        `json:"kind"`
		Status    optional        `json:"status"`
		Original  bool            `json:"original"`
		Facts     *importFacts    `json:"facts"`
		Guesses   []importMark    `json:"guesses"`
		LeftOut   []importLeftOut `json:"left_out"`
		Words     int             `json:"words"`
		Lost      []string        `json:"lost"`
	}
	importFacts struct {
		Adopted    optional `json:"adopted"`
		AdoptedBy  optional `json:"adopted_by"`
		Section    optional `json:"section"`
		CaseNumber optional `json:"case_number"`
		InForce    optional `json:"in_force"`
		ValidUntil optional `json:"valid_until"`
		Owner      optional `json:"owner"`
		Department optional `json:"department"`
		Review     []string `json:"review"`
		ReviewBy   optional `json:"review_by"`
		Version    optional `json:"version"`
		Replaces   []string `json:"replaces"`
	}
	importMark struct {
		Key  string `json:"key"`
		Text string `json:"text"`
	}
	importLeftOut struct {
		Why  string   `json:"why"`
		Text string   `json:"text"`
		Note optional `json:"note"`
	}
)

// WriteJSON writes the same as [Imported.WriteText] for programs.
func (i *Imported) WriteJSON(w io.Writer, words *i18n.Texts) error {
	out := importJSON{Files: []importFileJSON{}, Summary: i.sum()}
	for _, f := range i.Files {
		row := importFileJSON{File: f.File, Result: f.Result, Path: optional(f.Path), ID: optional(f.ID), VersionOf: optional(f.VersionOf), Guesses: []importMark{}, LeftOut: []importLeftOut{}, Lost: []string{}}
		switch f.Result {
		case ImportRefused:
			row.Reason, row.Message, row.Detail = optional(f.Reason), optional(refusal(f, words)), optional(f.Detail)
		case ImportSkipped:
			row.Message = optional(words.T("import.outside-types"))
		}
		if d := f.Document; d != nil {
			row.Title, row.Original, row.Words = optional(d.Title), d.Original, d.Words
			if d.Kind != nil {
				row.Kind = optional(d.Kind.ID)
			}
			row.Status = "adopted"
			if d.Draft {
				row.Status = "draft"
			}
			x, day := d.Facts, func(d library.Date) optional { return optional(d.String()) }
			row.Facts = &importFacts{
				Adopted: day(x.Adopted), AdoptedBy: optional(x.AdoptedBy), Section: optional(x.Section), CaseNumber: optional(x.Case),
				InForce: day(x.InForce), ValidUntil: day(x.ValidUntil), Owner: optional(x.Owner), Department: optional(x.Department),
				Review: append([]string{}, x.Review...), ReviewBy: day(x.ReviewBy), Version: optional(x.Version), Replaces: append([]string{}, x.Replaces...),
			}
			for _, g := range x.Guesses {
				row.Guesses = append(row.Guesses, importMark{g.Key, words.T("import.guess."+g.Text, g.Args...)})
			}
			for _, t := range d.Told {
				row.LeftOut = append(row.LeftOut, importLeftOut{t.Why, t.Text, optional(t.Note)})
			}
			row.Lost = append(row.Lost, d.Lost...)
		}
		out.Files = append(out.Files, row)
	}
	return report.WriteJSON(w, out)
}
