// Package proof tells what a site has published, signs it, and finds what differs: prints by a ledger that is only ever
// added to, folders by their checksums, seals and ledger by a copy of them that was signed. It reads and returns bytes;
// where they lie is for its callers to know.
package proof

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

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

// MaxList is the largest list that is read and written, in bytes: of seals, of prints, of checksums, and what is signed of them.
const MaxList = 256 << 20

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
// the same bytes at the same address the earliest counts. Conflict marks are told, and the lines of both sides read.
func ReadLedger(text string) (list []Published, diags diag.List) {
	first, conflict := map[[2]string]int{}, false
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, " \t\r")
		if line == "" || line[0] == '#' {
			continue
		}
		if isConflictMark(line) {
			if begins := strings.HasPrefix(line, "<<<<<<<"); begins || !conflict {
				diags.Add(diag.LedgerSyntax, diag.Pos{File: LedgerFile, Line: i + 1, Column: 1}, diag.P("seal.conflict"))
			}
			conflict = !strings.HasPrefix(line, ">>>>>>>")
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
		diags.Add(diag.LedgerSyntax, diag.Pos{File: LedgerFile, Line: i + 1, Column: 1}, diag.P("signed.line"))
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
	var fresh []string
	for _, s := range Unrecorded(known, sums) {
		fresh = append(fresh, Published{Day: day, Sum: s.SHA256, Address: s.Path}.line()+"\n")
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

// Unrecorded returns those of a site's files that are prints and that a ledger does not have, each once.
func Unrecorded(ledger []Published, sums []Sum) (out []Sum) {
	has := map[Sum]bool{}
	for _, p := range ledger {
		has[Sum{p.Address, p.Sum}] = true
	}
	for _, s := range sums {
		if strings.HasSuffix(s.Path, ".pdf") && !has[s] {
			out, has[s] = append(out, s), true
		}
	}
	return out
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

// mark is the file by which a build knows its output again.
const mark = ".styrdok"

// Compare compares a folder with the list of its checksums. The list itself, its signature and the build's own mark are
// passed over; what is no regular file counts as missing, and a folder at the top that begins with a full stop and has nothing of
// the list is told as one.
func Compare(fsys fs.FS, sums []Sum) (d Differences, err error) {
	note := func(to *[]string, name string) {
		if len(d.Changed)+len(d.Missing)+len(d.Added) == maxFindings {
			d.More++
			return
		}
		*to = append(*to, name)
	}
	listed, tops := map[string]bool{Sums: true, Sums + Extension: true, mark: true}, map[string]bool{}
	for _, s := range sums {
		listed[s.Path] = true
		top, _, _ := strings.Cut(s.Path, "/")
		tops[top] = true
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
		case name != "." && name[0] == '.' && entry.IsDir() && !tops[name]: // A repository has many files.
			note(&d.Added, name+"/")
			return fs.SkipDir
		case !entry.IsDir() && !listed[name]:
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
