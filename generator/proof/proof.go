// Package proof tells what a site has published, signs it, and finds what differs: prints by a ledger that is only ever
// added to, folders by their checksums, seals and ledger by a copy of them that was signed. It reads and returns bytes;
// where they lie is for its callers to know.
package proof

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/regular"
)

// Files of the site's folder. None is ever published.
const (
	LedgerFile  = "content/published.sum"
	SignedFile  = "content/signed.sum"
	StampFile   = "content/published.sum.tsr"
	Extension   = ".minisig"      // of the signature beside a file
	Sums        = "SHA256SUMS"    // of a built site
	maxFindings = 10000           // differences of a folder that are told
	sumLength   = 2 * sha256.Size // in hexadecimal
)

// Own reports whether a file of the site's folder is one of these or the signature of one.
func Own(file string) bool {
	return slices.Contains([]string{LedgerFile, SignedFile, StampFile}, strings.TrimSuffix(file, Extension))
}

// Published is a print that has been published: from which day on, at which address below the site's, and the SHA-256
// of its bytes in hexadecimal.
type Published struct {
	Day     library.Date
	Sum     string
	Address string
	Line    int // in the ledger; 0 if it is not written there yet
}

func (p Published) line() string { return p.Day.String() + " " + p.Sum + " " + p.Address }

const ledgerHead = `# Publicerade pdf-filer: dag, SHA-256 och adress. Skrivs av styrdok; rader läggs till men tas aldrig bort.
# Blir det en konflikt i git: behåll båda sidornas rader.
`

// ReadLedger reads [LedgerFile]. Lines may come in any order and more than once, as a merge leaves them; of those for
// the same bytes at the same address the earliest counts. Conflict marks are passed over.
func ReadLedger(text string) (list []Published, diags diag.List) {
	first := map[[2]string]int{}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, " \t\r")
		if line == "" || line[0] == '#' || isConflictMark(line) {
			continue
		}
		part := strings.SplitN(line, " ", 3)
		if len(part) == 3 {
			day, err := library.ParseDate(part[0])
			if p := (Published{day, part[1], part[2], i + 1}); err == nil && isSum(p.Sum) && p.Address != "" {
				key := [2]string{p.Sum, p.Address}
				if at, twice := first[key]; !twice {
					first[key] = len(list)
					list = append(list, p)
				} else if p.Day.Before(list[at].Day) {
					list[at] = p
				}
				continue
			}
		}
		diags.Add(diag.LedgerSyntax, diag.Pos{File: LedgerFile, Line: i + 1, Column: 1})
	}
	return list, diags
}

func isConflictMark(line string) bool {
	return slices.ContainsFunc([]string{"<<<<<<<", "|||||||", "=======", ">>>>>>>"}, func(mark string) bool { return strings.HasPrefix(line, mark) })
}

func isSum(s string) bool {
	raw, err := hex.DecodeString(s)
	return err == nil && len(raw) == sha256.Size && s == strings.ToLower(s)
}

// AddTo returns the text of a ledger with lines for those of a site's files that are prints and that it does not have
// yet, each of the given day, and how many these are. What the text has stays as it is, byte for byte.
func AddTo(text string, known []Published, sums []Sum, day library.Date) (string, int) {
	has := map[[2]string]bool{}
	for _, p := range known {
		has[[2]string{p.Sum, p.Address}] = true
	}
	var fresh []string
	for _, s := range sums {
		if strings.HasSuffix(s.Path, ".pdf") && !has[[2]string{s.SHA256, s.Path}] {
			fresh = append(fresh, Published{Day: day, Sum: s.SHA256, Address: s.Path}.line()+"\n")
		}
	}
	if len(fresh) == 0 {
		return text, 0
	}
	if text == "" {
		text = ledgerHead
	} else if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return text + strings.Join(fresh, ""), len(fresh)
}

// Find returns where a print was published with these bytes, the earliest first, and where others were published at an
// address that ends in the same file name.
func Find(ledger []Published, sum, name string) (same, others []Published) {
	for _, p := range ledger {
		switch {
		case p.Sum == sum:
			same = append(same, p)
		case strings.HasSuffix("/"+p.Address, "/"+name):
			others = append(others, p)
		}
	}
	byDay := func(a, b Published) int { return cmp.Or(a.Day.Compare(b.Day), strings.Compare(a.Address, b.Address)) }
	slices.SortStableFunc(same, byDay)
	slices.SortStableFunc(others, byDay)
	return same, others
}

// Sum is a file of a built site with the SHA-256 of its bytes in hexadecimal.
type Sum struct{ Path, SHA256 string }

var (
	escape   = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`)
	unescape = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r")
)

// WriteSums lists files in the form that sha256sum writes and checks, by path.
func WriteSums(files []Sum) []byte {
	byPath := func(a, b Sum) int { return cmp.Compare(a.Path, b.Path) }
	if !slices.IsSortedFunc(files, byPath) {
		files = slices.Clone(files)
		slices.SortStableFunc(files, byPath)
	}
	size := 0
	for _, f := range files {
		size += len(f.SHA256) + len(f.Path) + len("  \n")
	}
	out := make([]byte, 0, size)
	for _, f := range files {
		name := f.Path
		if strings.ContainsAny(name, "\\\n\r") {
			name = escape.Replace(name)
			out = append(out, '\\') // tells that the name is escaped
		}
		out = append(append(append(append(out, f.SHA256...), "  "...), name...), '\n')
	}
	return out
}

// ReadSums reads a list as sha256sum writes it, and reports whether all of it could be read.
func ReadSums(text string) (list []Sum, ok bool) {
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		escaped := strings.HasPrefix(line, `\`)
		line = strings.TrimPrefix(line, `\`)
		if len(line) < sumLength+3 || !isSum(line[:sumLength]) || line[sumLength] != ' ' {
			return list, false
		}
		name := line[sumLength+2:]
		if escaped {
			name = unescape.Replace(name)
		}
		list = append(list, Sum{name, line[:sumLength]})
	}
	return list, len(list) > 0
}

// Differences are what a folder has otherwise than its list of checksums says, each list in order.
type Differences struct {
	Changed, Missing, Added []string
	More                    int // that are not listed, since there are too many
}

// None reports whether there is no difference.
func (d Differences) None() bool { return len(d.Changed)+len(d.Missing)+len(d.Added) == 0 }

// Compare compares a folder with the list of its checksums. Dotfiles at the top, the list itself and its signature are
// passed over; what is no regular file counts as missing.
func Compare(fsys fs.FS, sums []Sum) (d Differences, err error) {
	note := func(to *[]string, name string) {
		if len(d.Changed)+len(d.Missing)+len(d.Added) == maxFindings {
			d.More++
			return
		}
		*to = append(*to, name)
	}
	listed := map[string]bool{Sums: true, Sums + Extension: true}
	for _, s := range sums {
		listed[s.Path] = true
		info, err := fs.Stat(fsys, s.Path)
		if err != nil || !info.Mode().IsRegular() {
			note(&d.Missing, s.Path)
			continue
		}
		sum, err := SumOf(fsys, s.Path)
		if err != nil {
			return d, err
		}
		if sum != s.SHA256 {
			note(&d.Changed, s.Path)
		}
	}
	err = fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != "." && name[0] == '.' && entry.IsDir():
			return fs.SkipDir
		case !entry.IsDir() && name[0] != '.' && !listed[name]:
			note(&d.Added, name)
		}
		return nil
	})
	return d, err
}

// SumOf returns the SHA-256 of a file in hexadecimal.
func SumOf(fsys fs.FS, name string) (string, error) {
	f, err := regular.Open(fsys, name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Row is a line of a file of which nothing may go: the key that stays when its content is renewed, and the whole.
type Row struct{ Key, Whole string }

const signedHead = "# Kvitto på förseglingar och publicerade pdf-filer vid underskriften. Skrivs av styrdok; ändra ingen rad för hand.\n"

// Receipt returns the contents of [SignedFile]: the day, and of each row of seals and of the ledger, and of the time stamp, two
// digests, in order. Neither names nor dates can be read from it, but whoever guesses them can try the guess.
func Receipt(day library.Date, seals, ledger, stamp []Row) []byte {
	var b bytes.Buffer
	b.WriteString(signedHead)
	fmt.Fprintf(&b, "day %s\n", day)
	for _, part := range []struct {
		name string
		rows []Row
	}{{"seal", seals}, {"published", ledger}, {"stamp", stamp}} {
		for _, r := range part.rows {
			fmt.Fprintf(&b, "%s %s %s\n", part.name, digest(r.Key), digest(r.Whole))
		}
	}
	return b.Bytes()
}

// SameRows reports whether two receipts are equal but for their days.
func SameRows(a, b []byte) bool {
	rows := func(receipt []byte) string {
		_, rest, _ := strings.Cut(string(receipt), "\nday ")
		_, rest, _ = strings.Cut(rest, "\n")
		return rest
	}
	return len(a) > 0 && rows(a) == rows(b)
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// Gone is a row that was there when the receipt was signed: between which of those that are still there it stood. Either
// may be empty, at the beginning or end.
type Gone struct{ After, Before string }

// Since is what has changed since a receipt was signed.
type Since struct {
	Day                  library.Date
	Seals, Ledger, Stamp []Gone
	Renewed              []string // keys of seals that are there with other contents
}

// ReadReceipt compares a receipt with the rows as they are now. It reports false if it cannot be read. A seal that is there under
// another key, which the receipt does not have, has been moved and is not gone: its document has been renamed.
func ReadReceipt(text string, seals, ledger, stamp []Row) (s Since, ok bool) {
	present := map[string]map[string]Row{"seal": {}, "published": {}, "stamp": {}}
	for name, rows := range map[string][]Row{"seal": seals, "published": ledger, "stamp": stamp} {
		for _, r := range rows {
			present[name][digest(r.Key)] = r
		}
	}
	gone := map[string]*[]Gone{"seal": &s.Seals, "published": &s.Ledger, "stamp": &s.Stamp}
	moved := sync.OnceValue(func() map[string]int {
		had, out := map[string]bool{}, map[string]int{}
		for line := range strings.Lines(text) {
			if row, ok := strings.CutPrefix(line, "seal "); ok {
				key, _, _ := strings.Cut(row, " ")
				had[key] = true
			}
		}
		for key, r := range present["seal"] {
			if !had[key] {
				out[digest(r.Whole)]++
			}
		}
		return out
	})
	last, waiting := map[string]string{}, map[string]int{} // rows gone whose Before is not known yet
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		part := strings.Split(line, " ")
		if part[0] == "day" && len(part) == 2 {
			day, err := library.ParseDate(part[1])
			if err != nil {
				return s, false
			}
			s.Day = day
			continue
		}
		list := gone[part[0]]
		if len(part) != 3 || list == nil || !isSum(part[1]) || !isSum(part[2]) {
			return s, false
		}
		row, there := present[part[0]][part[1]]
		if !there && part[0] == "seal" && moved()[part[2]] > 0 {
			moved()[part[2]]--
			continue
		}
		if !there {
			*list = append(*list, Gone{After: last[part[0]]})
			waiting[part[0]]++
			continue
		}
		for n := waiting[part[0]]; n > 0; n-- {
			(*list)[len(*list)-n].Before = row.Key
		}
		last[part[0]], waiting[part[0]] = row.Key, 0
		if part[0] == "seal" && digest(row.Whole) != part[2] {
			s.Renewed = append(s.Renewed, row.Key)
		}
	}
	return s, !s.Day.IsZero()
}

// LedgerRows returns the rows of a ledger.
func LedgerRows(list []Published) []Row {
	out := make([]Row, len(list))
	for i, p := range list {
		out[i] = Row{p.Sum + " " + p.Address, p.line()}
	}
	return out
}

// StampRows returns the row of a time stamp, none if there is no stamp. A later one takes the place of an earlier one.
func StampRows(reply []byte) []Row {
	if len(reply) == 0 {
		return nil
	}
	return []Row{{StampFile, string(reply)}}
}
