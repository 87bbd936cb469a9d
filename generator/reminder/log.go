package reminder

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/library"
)

// LogFile lies beside config.toml, and is never published.
const LogFile = "reminders.log"

// State is what has happened to a message.
type State string

const (
	Began  State = "began"  // written for each document before the message is sent
	Sent   State = "sent"   // written for the message when the server has taken it
	Failed State = "failed" // the same when the server has refused it, or was never reached
	Done   State = "done"   // written for a digest when all addresses have been tried, and for the day from which the first tells
)

// Step is what a message says of a document.
type Step string

const (
	Open     Step = "open"     // it may be reviewed from now on
	Event    Step = "event"    // something has happened that touches it
	Soon     Step = "soon"     // the review is due soon
	Overdue  Step = "overdue"  // it is late
	Superior Step = "superior" // it is still late, told to the owner's superior
	Body     Step = "body"     // and to the body that adopted it
)

// Entry is a line of the log. It names functions, never addresses.
type Entry struct {
	Day      library.Date
	State    State
	Step     Step       // of a digest: the sort and the day of what it tells, "adopted-2026-11-20"
	Document library.ID // "-" in a line that is about a whole message
	Role     string     // who is told: "It-chef", "kommunstyrelsen"; "-" in a line about a whole message
	ID       string     // of the message, without the part after @
}

// none stands where a line has nothing to say.
const none = "-"

func (e Entry) line() string {
	return strings.Join([]string{e.Day.String(), string(e.State), string(e.Step), string(e.Document), flat(e.Role), e.ID}, "\t")
}

// compare is the order of lines in the file.
func (e Entry) compare(o Entry) int {
	return cmp.Or(e.Day.Compare(o.Day), cmp.Compare(e.State, o.State), cmp.Compare(e.Step, o.Step), cmp.Compare(e.Document, o.Document),
		cmp.Compare(e.Role, o.Role), cmp.Compare(e.ID, o.ID))
}

// flat is a text that cannot divide a line.
func flat(s string) string {
	if strings.ContainsAny(s, "\t\n\r") || strings.Contains(s, "  ") || strings.TrimSpace(s) != s {
		return strings.Join(strings.Fields(s), " ")
	}
	return s
}

// Log is what has been sent, as a set: the order of lines and how often one is written do not matter, so two logs that git
// has merged, with or without a conflict, are the union of both.
type Log struct {
	entries []Entry // sorted, without duplicates
	outcome map[string]State
	told    map[key]Entry                 // the latest that did not fail
	late    map[library.ID][]library.Date // days on which it was tried to tell anybody that a document is overdue
	begun   map[string]bool               // IDs of messages
}

// key is what nobody is to get twice within a time.
type key struct {
	document library.ID
	step     Step
	role     string // with case folded
}

func (e Entry) key() key { return key{e.Document, e.Step, strings.ToLower(flat(e.Role))} }

// NewLog makes a log of lines.
func NewLog(entries ...Entry) *Log {
	l := &Log{
		entries: slices.Clone(entries), outcome: map[string]State{}, told: make(map[key]Entry, len(entries)/2),
		late: map[library.ID][]library.Date{}, begun: map[string]bool{},
	}
	if !slices.IsSortedFunc(l.entries, Entry.compare) {
		slices.SortFunc(l.entries, Entry.compare)
	}
	l.entries = slices.Compact(l.entries)
	for _, e := range l.entries {
		switch {
		case e.State == Began:
			l.begun[e.ID] = true
		case e.State == Sent, e.State == Failed && l.outcome[e.ID] != Sent:
			l.outcome[e.ID] = e.State
		}
	}
	for _, e := range l.entries {
		if e.State != Began || e.Document == none {
			continue
		}
		if l.outcome[e.ID] != Failed {
			l.told[e.key()] = e
		}
		if days := l.late[e.Document]; e.Step == Overdue && (len(days) == 0 || days[len(days)-1] != e.Day) {
			l.late[e.Document] = append(days, e.Day)
		}
	}
	return l
}

// Format writes the log as its file: a head that says what it is, and sorted lines.
func (l *Log) Format(head string) []byte {
	return append([]byte("# "+head+"\n"), Lines(l.entries...)...)
}

// Lines writes lines as they are appended to the file.
func Lines(entries ...Entry) []byte {
	var b strings.Builder
	for _, e := range entries {
		b.WriteString(e.line() + "\n")
	}
	return []byte(b.String())
}

// ReadLog reads a log. Marks of a conflict that git has left are passed over: all lines of both sides hold. A last line
// that a killed run has not finished is passed over too, since nothing is sent before its line is whole.
func ReadLog(src string) (*Log, diag.List) {
	var entries []Entry
	var diags diag.List
	lines := strings.Split(src, "\n")
	var r entryReader
	for i, line := range lines {
		line = strings.TrimRight(line, "\r")
		if line == "" || strings.ContainsRune("#<|=>", rune(line[0])) {
			continue // empty, the head, or one of git's marks
		}
		if e, ok := r.read(line); ok {
			entries = append(entries, e)
		} else if i < len(lines)-1 {
			diags.Add(diag.ReminderLog, diag.Pos{File: LogFile, Line: i + 1, Column: 1})
		}
	}
	return NewLog(entries...), diags
}

// entryReader reads lines, most of which are of the same day as the one before.
type entryReader struct {
	written string
	day     library.Date
}

func (r *entryReader) read(line string) (e Entry, ok bool) {
	var f [6]string
	for i := range f {
		var more bool
		if f[i], line, more = strings.Cut(line, "\t"); more == (i == len(f)-1) {
			return e, false
		}
		if f[i] = flat(f[i]); f[i] == "" {
			return e, false
		}
	}
	if f[0] != r.written {
		day, err := library.ParseDate(f[0])
		if err != nil {
			return e, false
		}
		r.written, r.day = f[0], day
	}
	e = Entry{r.day, State(f[1]), Step(f[2]), library.ID(f[3]), f[4], f[5]}
	whole := len(e.ID) == idLength || e.ID == none // not cut off
	return e, whole && (e.State == Began || e.State == Sent || e.State == Failed || e.State == Done)
}

// idLength is the length of an ID: eight bytes in hexadecimal.
const idLength = 16

// freeID is the ID of a message of some parts that has not failed.
func (l *Log) freeID(parts ...string) string {
	for attempt := 0; ; attempt++ {
		sum := sha256.Sum256(fmt.Appendf(nil, "%q %d", parts, attempt))
		if id := hex.EncodeToString(sum[:idLength/2]); l.outcome[id] != Failed {
			return id
		}
	}
}

// last returns the latest line about a reminder that did not fail, and whether it is certain that the message was sent.
func (l *Log) last(r Reminder) (e Entry, certain, found bool) {
	e, found = l.told[Entry{Step: r.Step, Document: r.Document.ID, Role: r.Role}.key()]
	return e, l.outcome[e.ID] == Sent, found
}

// firstOverdue is the first day from a day on which it was tried to tell anybody that a document is overdue, or the other
// day if there is none.
func (l *Log) firstOverdue(d library.ID, from, other library.Date) library.Date {
	if i := slices.IndexFunc(l.late[d], func(day library.Date) bool { return !day.Before(from) }); i >= 0 {
		return l.late[d][i]
	}
	return other
}
