package unit

import (
	"strings"
	"sync"

	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/site"
)

// asking answers a document's questions about the rest of the site, and records them with their answers.
type asking struct {
	memo.Recorder
	answers *answers
}

// Kinds of question, each with what it is about.
const (
	askCard   = "card "
	askLink   = "link "
	askCopies = "copies "
	askFile   = "file "
	askAbout  = "about "
)

func (a *asking) Card(id library.ID) *site.Card {
	c := a.answers.dir.Card(id)
	a.Saw(askCard+string(id), a.answers.card(id))
	return c
}

func (a *asking) Follow(q site.Question) site.Destination {
	to := a.answers.dir.Follow(q)
	a.Saw(askLink+q.String(), to.Digest())
	return to
}

func (a *asking) About(keyword string) string {
	url := a.answers.dir.About(keyword)
	a.Saw(askAbout+keyword, memo.KeyOf(url))
	return url
}

func (a *asking) Copies(source string) []site.File {
	files := a.answers.dir.Copies(source)
	a.Saw(askCopies+source, memo.KeyOf(files))
	return files
}

func (a *asking) Measure(source string) site.Measure {
	a.file(source)
	return a.answers.dir.Measure(source)
}

// file records that a file of the site's folder was looked at.
func (a *asking) file(source string) { a.Saw(askFile+source, a.answers.file(source)) }

// answers are what the site says today to what documents ask.
type answers struct {
	dir   *site.Directory
	file  func(source string) memo.Digest // zero: it is not there
	cards sync.Map                        // digests by ID
}

func (a *answers) card(id library.ID) memo.Digest {
	if known, ok := a.cards.Load(id); ok {
		return known.(memo.Digest)
	}
	var out memo.Digest
	if c := a.dir.Card(id); c != nil {
		out = memo.KeyOf(c)
	}
	a.cards.Store(id, out)
	return out
}

// to returns the digest of the answer to a question.
func (a *answers) to(what string) memo.Digest {
	kind, about, _ := strings.Cut(what, " ")
	switch kind + " " {
	case askCard:
		return a.card(library.ID(about))
	case askLink:
		return a.dir.Follow(site.ParseQuestion(about)).Digest()
	case askCopies:
		return memo.KeyOf(a.dir.Copies(about))
	case askAbout:
		return memo.KeyOf(a.dir.About(about))
	case askFile:
		return a.file(about)
	}
	panic("unit: unknown question " + what)
}
