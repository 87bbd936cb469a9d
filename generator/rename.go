package generator

import (
	"fmt"
	"strings"

	"styrdok/generator/decide"
	"styrdok/generator/library"
	"styrdok/generator/source"
)

// Rename gives a document another ID in memory, with all that refers to it.
func Rename(opt Options, from, to library.ID) (*Decided, error) {
	opt.whole = true
	m, err := Load(opt)
	if err != nil {
		return nil, err
	}
	n := decide.Renaming{
		From: from, To: to, Meetings: m.files.content.Meetings, Reserved: source.ReservedNames,
		File: func(file string) ([]byte, error) { return m.files.read(file, maxAttachment) },
	}
	attached, _, err := m.files.attachments()
	if err != nil {
		return nil, fmt.Errorf("list files: %w", err)
	}
	for _, file := range attached {
		if strings.HasPrefix(file, "content/"+string(from)+"/") {
			n.Attached = append(n.Attached, file)
		}
	}
	n.Texts = m.files.content.Files()
	return Decide(opt, library.Date{}, []library.ID{from, to}, func(s decide.Site) (decide.Outcome, error) {
		return decide.Rename(s, n)
	})
}
