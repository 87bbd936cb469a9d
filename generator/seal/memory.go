package seal

import (
	"encoding/hex"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/memo"
)

// Memory is what is kept of an adopted version between builds, so that its text need not be read to find that its seal
// still holds.
type Memory struct {
	Now     Entry
	Sound   bool // it matches its only seal, or has none
	Damaged []Damage
}

// Damage is a place in a version's file where moving the file has damaged words, and the label in front of them.
type Damage struct {
	Pos   diag.Pos
	Label string
}

// ByVersion returns a function that returns the seals of a version, of which a conflict may have left several.
func ByVersion(sealed []Entry) func(*library.Draft) []Entry {
	found := map[versionKey][]Entry{}
	for _, e := range sealed {
		k := versionKey{e.Document, e.Adopted}
		e.Line = 0 // entries of other versions move it
		found[k] = append(found[k], e)
	}
	return func(d *library.Draft) []Entry { return found[versionKey{d.Document, d.Adopted}] }
}

// Recall returns a version for [Check], and a record to be kept. own are the version's seals. The text is read only if
// the earlier record does not hold.
func Recall(d *library.Draft, s Site, own []Entry, before memo.Record[Memory]) (Version, memo.Record[Memory]) {
	now := decision(d, s)
	key := memo.KeyOf(d.Digest, d.File, d.VersionFile, now, own)
	sum := func(file string) memo.Digest {
		var out memo.Digest
		if sum, ok := s.Sum(file); ok {
			hex.Decode(out[:], []byte(sum))
		}
		return out
	}
	if before.Made.Sound && before.Holds(key, sum) {
		return Version{Draft: d, Now: before.Made.Now, unread: true}, before
	}
	var asked memo.Recorder
	recording := s
	recording.Sum = func(file string) (string, bool) {
		asked.Saw(file, sum(file))
		return s.Sum(file)
	}
	v := Read(d, recording)
	made := Memory{Now: v.Now, Sound: len(own) == 0 || len(own) == 1 && own[0].Holds(v)}
	if pos, label, ok := Damaged(v.Draft); ok {
		made.Damaged = append(made.Damaged, Damage{pos, label})
	}
	if made.Sound {
		v = Version{Draft: d, Now: v.Now, unread: true}
	}
	return v, memo.Record[Memory]{Key: key, Seen: asked.Seen(), Made: made}
}
