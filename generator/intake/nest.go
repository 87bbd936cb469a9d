package intake

// Flat is an item with its depth, as word processors keep lists.
type Flat struct {
	Level   int // from 0
	Ordered bool
	Item    Item
}

// Nest makes lists of items in sequence. An item deeper than the one before goes into it; a change between ordered and
// unordered at one level begins another list. An item that is more than one level deeper counts as one level deeper.
func Nest(items []Flat) []Block {
	var out []Block
	for i := 0; i < len(items); {
		level, ordered := items[i].Level, items[i].Ordered
		l := &List{Ordered: ordered}
		for i < len(items) && (items[i].Level > level || items[i].Level == level && items[i].Ordered == ordered) {
			if items[i].Level == level {
				l.Items = append(l.Items, items[i].Item)
				i++
				continue
			}
			start := i
			for i < len(items) && items[i].Level > level {
				i++
			}
			last := &l.Items[len(l.Items)-1]
			last.Blocks = append(last.Blocks, Nest(items[start:i])...)
		}
		out = append(out, l)
	}
	return out
}
