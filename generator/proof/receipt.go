package proof

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"

	"styrdok/generator/library"
)

// Row is a line of a file of which nothing may go: the key that stays when its content is renewed, and the whole.
type Row struct {
	Key, Whole string
	// Later is what may come to a seal without its being another: decisions and corrections. Only seals have it.
	Later string
	// Day is, of a print, when it was published, and of a seal, when it was signed first as it is.
	Day  library.Date
	Line int
}

// Digest is that of the row's key in a receipt.
func (r Row) Digest() string { return digest(r.Key) }

// Kinds of approved differences, as they are written in a receipt.
const (
	SealGone         = "seal-gone"
	SealChanged      = "seal-changed"
	PublishedGone    = "published-gone"
	PublishedChanged = "published-changed" // another day
	PublishedEarly   = "published-early"   // a day before a signature that does not have the print
	StampGone        = "stamp-gone"
	ReceiptLost      = "receipt" // the receipt was gone, not signed with the key, an older one, or of a coming day
)

var approvable = []string{SealGone, SealChanged, PublishedGone, PublishedChanged, PublishedEarly, StampGone, ReceiptLost}

// Approved is a difference from an earlier receipt that somebody has signed all the same. It stays in the receipt.
type Approved struct {
	Day    library.Date // of the approval
	Kind   string
	Digest string // of the row's key
}

const signedHead = "# Kvitto på förseglingar och publicerade pdf-filer vid underskriften. Skrivs av styrdok; ändra ingen rad för hand.\n"

// Receipt returns the contents of [SignedFile]: the day, and of each row of seals and of the ledger, and of the time stamp, two
// digests, in order; of a seal also one of what may come later, and the day on which it was signed first. Neither names nor other dates
// can be read from it, but whoever guesses them can try the guess. What was approved stands last.
func Receipt(day library.Date, seals, ledger, stamp []Row, approved []Approved) []byte {
	var b bytes.Buffer
	b.WriteString(signedHead)
	fmt.Fprintf(&b, "day %s\n", day)
	for _, r := range seals {
		fmt.Fprintf(&b, "seal %s %s %s %s\n", digest(r.Key), digest(r.Whole), digest(r.Later), r.Day)
	}
	for _, r := range ledger {
		fmt.Fprintf(&b, "published %s %s\n", digest(r.Key), digest(r.Whole))
	}
	for _, r := range stamp {
		fmt.Fprintf(&b, "stamp %s %s\n", digest(r.Key), digest(r.Whole))
	}
	for _, a := range approved {
		fmt.Fprintf(&b, "approved %s %s %s\n", a.Day, a.Kind, a.Digest)
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
type Gone struct {
	After, Before string
	Digest        string // of its key
}

// Renewed is a seal that is there with other contents than when it was signed.
type Renewed struct {
	Row
	First        library.Date // when it was signed first as it was
	whole, later string
}

// WasWhole reports whether this is what was signed.
func (r Renewed) WasWhole(whole string) bool { return digest(whole) == r.whole }

// WasLater reports whether this had come when it was signed, and whether the receipt tells that: one of an earlier release does not.
func (r Renewed) WasLater(later string) (was, told bool) {
	return digest(later) == r.later, r.later != ""
}

// Since is what has changed since a receipt was signed.
type Since struct {
	Day                  library.Date
	Seals, Ledger, Stamp []Gone
	Renewed              []Renewed               // seals; what may be is for the reader of their texts to know
	Redated              []Row                   // of the ledger, with another day than was signed
	Unknown, Early       []Row                   // of the ledger, not in the receipt; those among them with a day before the signature
	First                map[string]library.Date // when a seal that is as it was signed, by its key, was signed first as it is
	Approved             []Approved
}

// ReadReceipt compares a receipt with the rows as they are now. If it cannot be read it reports the line, otherwise 0. A seal that is
// there under another key, which the receipt does not have, has been moved and is not gone: its document has been renamed. Fields of a later
// release at the end of a seal's row are passed over.
func ReadReceipt(text string, seals, ledger, stamp []Row) (s Since, bad int) {
	present := map[string]map[string]Row{"seal": {}, "published": {}, "stamp": {}}
	for name, rows := range map[string][]Row{"seal": seals, "published": ledger, "stamp": stamp} {
		for _, r := range rows {
			present[name][digest(r.Key)] = r
		}
	}
	gone := map[string]*[]Gone{"seal": &s.Seals, "published": &s.Ledger, "stamp": &s.Stamp}
	signed := map[string]bool{} // part and key
	for line := range strings.Lines(text) {
		if part := strings.Fields(line); len(part) > 2 {
			signed[part[0]+part[1]] = true
		}
	}
	moved := sync.OnceValue(func() map[string][]Row {
		out := map[string][]Row{}
		for _, r := range seals {
			if !signed["seal"+digest(r.Key)] {
				out[digest(r.Whole)] = append(out[digest(r.Whole)], r)
			}
		}
		return out
	})
	s.First = map[string]library.Date{}
	last, waiting := map[string]string{}, map[string]int{} // rows gone whose Before is not known yet
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		part := strings.Split(line, " ")
		if part[0] == "day" && len(part) == 2 {
			day, err := library.ParseDate(part[1])
			if err != nil {
				return s, number
			}
			s.Day = day
			continue
		}
		if part[0] == "approved" && len(part) == 4 && slices.Contains(approvable, part[2]) && isSum(part[3]) {
			day, err := library.ParseDate(part[1])
			if err != nil {
				return s, number
			}
			s.Approved = append(s.Approved, Approved{day, part[2], part[3]})
			continue
		}
		list, first, later := gone[part[0]], s.Day, ""
		if part[0] == "seal" && len(part) >= 5 && isSum(part[3]) {
			var err error
			if first, err = library.ParseDate(part[4]); err != nil {
				return s, number
			}
			later, part = part[3], part[:3]
		}
		if len(part) != 3 || list == nil || !isSum(part[1]) || !isSum(part[2]) || s.Day.IsZero() {
			return s, number
		}
		row, there := present[part[0]][part[1]]
		if to := part[2]; !there && part[0] == "seal" && len(moved()[to]) > 0 {
			row, there = moved()[to][0], true
			moved()[to] = moved()[to][1:]
		}
		if !there {
			*list = append(*list, Gone{After: last[part[0]], Digest: part[1]})
			waiting[part[0]]++
			continue
		}
		for n := waiting[part[0]]; n > 0; n-- {
			(*list)[len(*list)-n].Before = row.Key
		}
		last[part[0]], waiting[part[0]] = row.Key, 0
		same := digest(row.Whole) == part[2]
		switch {
		case part[0] == "published" && !same:
			s.Redated = append(s.Redated, row)
		case part[0] == "seal" && (!same || later != "" && digest(row.Later) != later):
			s.Renewed = append(s.Renewed, Renewed{row, first, part[2], later})
		case part[0] == "seal":
			s.First[row.Key] = first
		}
	}
	if s.Day.IsZero() {
		return s, max(number, 1)
	}
	for _, r := range ledger {
		if signed["published"+digest(r.Key)] {
			continue
		}
		s.Unknown = append(s.Unknown, r)
		if r.Day.Before(s.Day) {
			s.Early = append(s.Early, r)
		}
	}
	return s, 0
}

// LedgerRows returns the rows of a ledger.
func LedgerRows(list []Published) []Row {
	out := make([]Row, len(list))
	for i, p := range list {
		out[i] = Row{Key: p.Sum + " " + p.Address, Whole: p.line(), Day: p.Day, Line: p.Line}
	}
	return out
}

// StampRows returns the row of a time stamp, none if there is no stamp. A later one takes the place of an earlier one.
func StampRows(reply []byte) []Row {
	if len(reply) == 0 {
		return nil
	}
	return []Row{{Key: StampFile, Whole: string(reply)}}
}
