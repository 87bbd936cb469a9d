package act

import (
	"fmt"
	"strings"

	"styrdok/generator"
	"styrdok/generator/decide"
	"styrdok/generator/folder"
	"styrdok/generator/library"
	"styrdok/generator/load"
	"styrdok/generator/source"
)

// Rename gives a document another ID in memory, with all that refers to it.
func Rename(opt generator.Options, from, to library.ID) (*Decided, error) {
	read := opt.Reading()
	read.Whole = true
	m, _, err := load.Load(read)
	if err != nil {
		return nil, err
	}
	n := decide.Renaming{
		From: from, To: to, Meetings: m.Content.Meetings, Reserved: source.ReservedNames,
		File: func(file string) ([]byte, error) { return m.Read(file, folder.MaxFile) },
	}
	attached, _, err := m.Attachments()
	if err != nil {
		return nil, fmt.Errorf("list files: %w", err)
	}
	for _, file := range attached {
		if strings.HasPrefix(file, "content/"+string(from)+"/") {
			n.Attached = append(n.Attached, file)
		}
	}
	n.Texts = m.Content.Files()
	return decideOn(opt, read, library.Date{}, []library.ID{from, to}, func(s decide.Site) (decide.Outcome, error) {
		return decide.Rename(s, n)
	})
}
