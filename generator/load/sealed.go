package load

import (
	"crypto/sha256"
	"encoding/json"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/redline"
	"styrdok/generator/redline/text"
	"styrdok/generator/seal"
)

// The file of seals holds no texts, so what was changed in an adopted text cannot be told from it. A
// build that finds every text as it was sealed therefore keeps them all in the cache, and the next
// time that one does not fit, the two can be compared. What is kept is believed only if it fits the
// seal itself.

const (
	maxPassages = 8   // passages of a changed text that are shown
	maxPassage  = 400 // characters of one
)

// keepSealed keeps the sealed texts, if they are not kept already.
func (s *Site) keepSealed(entries []seal.Entry, result seal.Result) {
	kept := s.Store
	if kept == nil || len(result.Broken) > 0 || result.Diags.HasErrors() {
		return
	}
	key := sealedKey(entries)
	if kept.Has(key) {
		return
	}
	texts := map[string]string{}
	drafts := map[library.ID][]*library.Draft{}
	for _, d := range s.Content.Drafts {
		drafts[d.Document] = append(drafts[d.Document], d)
	}
	for _, e := range entries {
		for _, d := range drafts[e.Document] {
			if d.Adopted != e.Adopted {
				continue
			}
			if d = s.WholeDraft(d); e.Fits(d, d.Text) {
				texts[e.Sum] = d.Text
			}
		}
	}
	if data, err := json.Marshal(texts); err == nil {
		kept.Put(key, data)
	}
}

func sealedKey(entries []seal.Entry) memo.Digest {
	h := sha256.New()
	for _, e := range entries {
		h.Write([]byte(e.Sum))
	}
	return memo.KeyOf("sealed texts", h.Sum(nil))
}

// showBroken tells of each changed text what was changed in it, where the text that was sealed is kept.
func (s *Site) showBroken(entries []seal.Entry, result *seal.Result) {
	if len(result.Broken) == 0 {
		return
	}
	kept := s.Store
	if kept == nil {
		if !s.Has(memo.Folder) { // What only reads makes no folder.
			return
		}
		kept = memo.Open(s.Dir)
		defer kept.Close()
	}
	data, ok := kept.Get(sealedKey(entries))
	texts := map[string]string{}
	if !ok || json.Unmarshal(data, &texts) != nil {
		return
	}
	for _, b := range result.Broken {
		was, ok := texts[b.Entry.Sum]
		if !ok || !b.Entry.Fits(b.Version.Draft, was) {
			continue
		}
		for i, d := range result.Diags {
			if d.Code == diag.SealBroken && d.Pos == b.At && len(d.Related) > 0 {
				result.Diags[i].Related = s.passages(s.WholeDraft(b.Version.Draft), was)
			}
		}
	}
}

// passages are the passages of a text that differ from what was sealed, with the change marked.
func (s *Site) passages(d *library.Draft, was string) []diag.Note {
	parse := func(text string) *block.Tree {
		of := *d
		of.Text = text
		t, _ := s.Parse(&of)
		return t.Tree
	}
	old, now := parse(was), parse(d.Text)
	if old == nil || now == nil {
		return nil
	}
	tree, _ := redline.Compare(old, now, redline.Options{})
	var out []diag.Note
	more := 0
	line := d.TextLine
	add := func(passage string) {
		if runes := []rune(passage); len(runes) > maxPassage {
			passage = string(runes[:maxPassage]) + "…"
		}
		if passage == "" {
			return
		}
		if len(out) == maxPassages {
			more++
			return
		}
		out = append(out, diag.NewNote(diag.SealBroken, diag.Pos{File: d.File, Line: line}, passage))
	}
	for _, b := range tree.Blocks {
		change, known := block.ChangeIn(b)
		if change != block.Deleted && b.Position().Line > 0 {
			line = b.Position().Line // what is gone has the line of what stands before it
		}
		if known {
			add(text.Block(b, s.Words))
		}
	}
	for _, n := range tree.Notes {
		if n.Change == block.Unchanged {
			continue
		}
		if n.Change != block.Deleted {
			line = n.Pos.Line
		}
		add(text.Note(n, s.Words))
	}
	if more > 0 {
		out = append(out, diag.NewNote(diag.SealBroken, diag.Pos{File: d.File, Line: line}, diag.P("seal.more", more)))
	}
	return out
}
