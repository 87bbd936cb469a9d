package edit

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"styrdok/generator/lock"
	"styrdok/generator/regular"
)

// UnfinishedFile is where [Files.Write] notes what it is about to do when all new contents lie beside their places, so that
// [Finish] can do the rest should the program be killed: a redo log. Without the folder there is none.
const UnfinishedFile = ".styrdok/unfinished"

// step is what is to be done with one file. Old and New are digests of its contents; Old is empty if there are none.
type step struct{ Name, From, Temp, Old, New string }

func digest(data []byte) string {
	if data == nil {
		return ""
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// note writes down what is to be done, in order, and reports whether it could.
func (f *Files) note(root *os.Root, order []int, temps []string) bool {
	if len(f.list) == 0 || len(f.list) == 1 && f.list[0].from == "" {
		return false // one renaming is done or not
	}
	var steps []step
	for _, i := range order {
		c := f.list[i]
		steps = append(steps, step{c.name, c.from, temps[i], digest(c.old), digest(c.new)})
	}
	data, err := json.Marshal(steps)
	if err != nil {
		return false
	}
	root.Remove(UnfinishedFile) // Whatever it is: a pipe would be written to.
	w, err := root.OpenFile(UnfinishedFile, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return false
	}
	_, err = w.Write(data)
	if err = errors.Join(err, w.Sync(), w.Close()); err != nil {
		root.Remove(UnfinishedFile)
	}
	return err == nil
}

// Finish does the rest of what a run of [Files.Write] in a site's folder was doing when it was killed, and returns the names
// of its files; none if there is nothing to be done, or if a file has been changed since. Nobody else may be writing there.
func Finish(dir string, waiting lock.Waiting) (names []string) {
	root, err := regular.OpenRoot(dir)
	if err != nil {
		return nil
	}
	defer root.Close()
	if _, err := root.Lstat(UnfinishedFile); err != nil {
		return nil
	}
	defer lock.Change(dir, waiting)()
	defer root.Remove(UnfinishedFile)
	todo, temps, all := remaining(root)
	for i, c := range todo {
		if temps[i] == c.from { // its new contents have been there already
			err = root.Rename(c.from, c.name)
		} else if temps[i] == c.name { // or in the new place
			err = root.Remove(c.from)
		} else {
			err = c.put(root, temps[i])
		}
		if err != nil {
			return nil
		}
		names = append(names, c.name)
	}
	syncFolders(root, all)
	f := Files{list: all}
	f.leave(root)
	return names
}

// BrokenOff returns the names of the files that [Finish] would write, and of how many that were to be written together.
func BrokenOff(dir string) (names []string, total int) {
	root, err := regular.OpenRoot(dir)
	if err != nil {
		return nil, 0
	}
	defer root.Close()
	todo, _, all := remaining(root)
	for _, c := range todo {
		names = append(names, c.name)
	}
	return names, len(all)
}

// maxUnfinished is far above any note, in bytes.
const maxUnfinished = 64 << 20

// remaining returns which files are still to be written of all of those of a run that was killed, and where their new contents
// are. There are none if nothing had been done, since whoever wanted it will want it again, or if a file has been changed since.
func remaining(root *os.Root) (todo []file, temps []string, all []file) {
	var steps []step
	data, err := regular.Read(regular.In(root), UnfinishedFile, maxUnfinished)
	if err != nil || json.Unmarshal(data, &steps) != nil { // it was not noted whole, and so nothing had been done
		return nil, nil, nil
	}
	begun := false
	for _, s := range steps {
		if !fs.ValidPath(s.Name) || s.From != "" && !fs.ValidPath(s.From) {
			return nil, nil, nil
		}
		temp, ready := s.left(root)
		if !ready {
			return nil, nil, nil
		}
		begun = begun || temp == "" || temp != s.Temp
		c := file{name: s.Name, from: s.From}
		if all = append(all, c); temp != "" {
			todo, temps = append(todo, c), append(temps, temp)
		}
	}
	if !begun {
		return nil, nil, nil
	}
	return todo, temps, all
}

// left returns where the new contents of a file are that is not done yet, "" if it is. It reports false if neither the old
// contents nor the new ones are where they may be.
func (s step) left(root *os.Root) (temp string, ready bool) {
	sum := func(name string) string {
		if !fs.ValidPath(name) {
			return ""
		}
		r, err := regular.Open(regular.In(root), name)
		if err != nil {
			return ""
		}
		defer r.Close()
		h := sha256.New()
		if _, err := io.Copy(h, r); err != nil {
			return ""
		}
		return hex.EncodeToString(h.Sum(nil))
	}
	now, from, waits := sum(s.Name), "", sum(s.Temp) == s.New
	if s.From != "" {
		from = sum(s.From)
	}
	switch {
	case now == s.New && from == "":
		return "", true
	case s.From == "":
		return s.Temp, waits && now == s.Old
	case now == "" && from == s.Old && waits:
		return s.Temp, true
	case now == "" && from == s.New && path.Dir(s.From) == path.Dir(s.Name):
		return s.From, true
	case now == s.New && from == s.Old:
		return s.Name, true
	}
	return "", false
}

// leave removes the folders of documents that have moved away.
func (f *Files) leave(root *os.Root) {
	for _, c := range f.list {
		if c.from != "" && path.Dir(c.from) != path.Dir(c.name) && strings.Count(c.from, "/") > 2 {
			root.Remove(path.Dir(c.from)) // Remove fails on a folder that is not empty.
		}
	}
}
