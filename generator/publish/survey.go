package publish

// found is a file or folder in a folder.
type found struct {
	name string
	kind kind
	size int64
	stamp
}

type kind uint8

const (
	isOther kind = iota // a symbolic link, say
	isFile
	isFolder
)

// survey is what lies in a tree, compared with the records of it.
type survey struct {
	found   []stamp         // by record: the file's stamp if it is there as it was written, else zero
	there   []bool          // by record: something that is not a folder is there
	others  []string        // files without a record, in no particular order
	dots    []string        // the same for top-level dotfiles; a folder is not looked into
	folders map[string]bool // real folders, that is, no symbolic links
}

// look surveys the tree in root, with the index of the records by path. It never follows a symbolic link
// below root.
func look(root string, records []record, index map[string]int, opt Options) (survey, error) {
	s := survey{found: make([]stamp, len(records)), there: make([]bool, len(records)), folders: map[string]bool{".": true}}
	known := map[string]bool{".": true}
	for i := range records {
		for d := parent(records[i].Path); !known[d]; d = parent(d) {
			known[d] = true
		}
	}
	// Level by level, so that a folder is read only when it is known to be one.
	for level := []string{"."}; len(level) > 0; {
		type result struct{ folders, others, dots []string }
		results := make([]result, len(level))
		err := opt.each(len(level), func(i int) error {
			r := &results[i]
			folder, prefix := root+"/"+level[i], level[i]+"/"
			if level[i] == "." {
				folder, prefix = root, ""
			}
			err := readFolder(folder, func(f found) {
				p := prefix + f.name
				n, recorded := index[p]
				dot := p[0] == '.'
				switch {
				case f.kind == isFolder && (known[p] || !dot):
					r.folders = append(r.folders, p)
				case f.kind != isFolder && recorded:
					s.there[n] = true
					if b := &records[n]; f.kind == isFile && f.size == b.Size && (f.stamp == b.Live || f.stamp == b.Back) {
						s.found[n] = f.stamp
					}
				case dot:
					r.dots = append(r.dots, p)
				default:
					r.others = append(r.others, p)
				}
			})
			if err != nil && level[i] != "." {
				r.others = append(r.others, level[i]) // What cannot be read is not what was written.
				err = nil
			}
			return err
		})
		if err != nil {
			return s, err
		}
		level = level[:0:0]
		for _, r := range results {
			s.others, s.dots = append(s.others, r.others...), append(s.dots, r.dots...)
			level = append(level, r.folders...)
		}
		for _, d := range level {
			s.folders[d] = true
		}
	}
	return s, nil
}
