package block

// Change says how a part of a text differs from an earlier version. Only redline sets it.
type Change uint8

const (
	Unchanged Change = iota
	Inserted
	Deleted
	Changed // contains insertions and deletions
	Moved   // is elsewhere in the earlier version
)

// ChangeOf returns the change that b itself carries.
func ChangeOf(b Block) Change { return *b.change() }

// SetChange sets the change that b itself carries. Only the maker of a tree may call it.
func SetChange(b Block, c Change) { *b.change() = c }

// Section is a heading of level 2 and the blocks up to the next one.
type Section struct {
	Heading *Heading // nil for the blocks before the first heading
	Blocks  []Block  // including the heading
	Change  Change
	Edited  bool // has moved, and has other changes too
	Away    bool // is Deleted because it has moved elsewhere
}

// Sections divides a compared text into sections and says how each has changed.
func (t *Tree) Sections() []Section {
	var out []Section
	for _, b := range t.Blocks {
		h, ok := b.(*Heading)
		if ok = ok && h.Level <= 2; ok || len(out) == 0 {
			out = append(out, Section{})
		}
		last := &out[len(out)-1]
		if ok {
			last.Heading = h
		}
		last.Blocks = append(last.Blocks, b)
	}
	for i := range out {
		s := &out[i]
		s.Change = commonChange(s.Blocks)
		s.Away = s.Heading != nil && t.Away[s.Heading]
		if s.Change == Moved {
			for _, b := range s.Blocks {
				s.Edited = s.Edited || changedInside(b)
			}
		}
	}
	return out
}

// commonChange returns the change that all blocks share, Changed if they differ.
func commonChange(blocks []Block) Change {
	change, first := Unchanged, true
	for _, b := range blocks {
		own, ok := ChangeIn(b)
		if !ok {
			continue
		}
		if first {
			change, first = own, false
		} else if own != change {
			return Changed
		}
	}
	return change
}

// ChangeIn returns a block's change, Changed if only something inside it has changed. ok is false for
// blocks whose change no reader sees: rules, page breaks and empty blocks in a foreign language.
func ChangeIn(b Block) (change Change, ok bool) {
	own := ChangeOf(b)
	switch b := b.(type) {
	case *Rule, *PageBreak:
		return Unchanged, false
	case *Foreign:
		if own == Inserted || own == Deleted {
			return own, true
		}
		return commonChange(b.Blocks), len(b.Blocks) > 0
	}
	if own == Unchanged && changedInside(b) {
		own = Changed
	}
	return own, true
}

// changedInside reports whether anything below top has changed.
func changedInside(top Block) bool {
	found := false
	Walk([]Block{top}, func(b Block) bool {
		switch b := b.(type) {
		case *List:
			for _, item := range b.Items {
				found = found || item.Change != Unchanged
			}
		case *Definitions:
			for _, item := range b.Items {
				found = found || item.Change != Unchanged
			}
		case *Table:
			for _, r := range b.Rows {
				found = found || r.Change != Unchanged
			}
		case *Rule, *PageBreak, *Foreign:
			return !found
		}
		found = found || b != top && ChangeOf(b) != Unchanged
		Lines(b, func(spans []Span) { found = found || HasChange(spans) || refersToChange(spans) })
		return !found
	})
	return found
}

// HasChange reports whether spans contain a [ChangeSpan] or a [ParagraphMark], however deep.
func HasChange(spans []Span) bool {
	return AnySpan(spans, func(s Span) bool {
		switch s.(type) {
		case *ChangeSpan, *ParagraphMark:
			return true
		}
		return false
	})
}

// refersToChange reports whether a footnote of the spans has changed: "unchanged" said of a text
// implies that its footnotes are unchanged too.
func refersToChange(spans []Span) bool {
	return AnySpan(spans, func(s Span) bool {
		r, ok := s.(*NoteRef)
		return ok && r.Note != nil && r.Note.Change != Unchanged
	})
}

// Restyled returns the index of the insertion that gives the words of the deletion at index i another look: emphasis, or the
// place that a link leads to. It is -1 if there is none.
func Restyled(spans []Span, i int) int {
	old, ok := spans[i].(*ChangeSpan)
	if !ok || old.Change != Deleted {
		return -1
	}
	for n := i + 1; n < len(spans); n++ {
		now, ok := spans[n].(*ChangeSpan)
		if ok && now.Change == Inserted && Plain(now.Spans) == Plain(old.Spans) {
			return n
		}
		if !ok || now.Change != Changed { // what keeps the two apart
			break
		}
	}
	return -1
}

var changeNames = [...]string{"unchanged", "inserted", "deleted", "changed", "moved"}

// String returns "unchanged", "inserted", "deleted", "changed" or "moved".
func (c Change) String() string { return changeNames[c] }

// Outcome returns "away", "edited" or the name of the section's change, by which its words are found.
func (s Section) Outcome() string {
	switch {
	case s.Away:
		return "away"
	case s.Edited:
		return "edited"
	}
	return s.Change.String()
}
