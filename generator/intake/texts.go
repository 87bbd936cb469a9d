package intake

import "strings"

// Texts is the account that a reader of a tree keeps of the tree's texts. Whatever it places or tells it takes from here, and what it has not
// taken in the end it tells as outside of the text. So no text of the tree can be passed over, and words begin and end in one place: where they do in
// what was made of them.
type Texts[N comparable] struct {
	taken map[N]bool
	plain strings.Builder
}

// Take notes that the text of a node is placed or told, and returns false if it was before.
func (t *Texts[N]) Take(n N) bool {
	if t.taken == nil {
		t.taken = map[N]bool{}
	}
	first := !t.taken[n]
	t.taken[n] = true
	return first
}

// Piece adds words of texts that were taken to those of the file. Nothing in it belongs to a word in another piece.
func (t *Texts[N]) Piece(words string) { t.plain.WriteString(words + "\n") }

// End is Piece with words that were gathered, of which there may be none, and begins to gather anew.
func (t *Texts[N]) End(words *strings.Builder) {
	if words.Len() > 0 {
		t.Piece(words.String())
		words.Reset()
	}
}

// Plain returns all pieces, for [Reading.Plain].
func (t *Texts[N]) Plain() string { return t.plain.String() }
