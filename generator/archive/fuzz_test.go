package archive

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"styrdok/generator/library"
)

// FuzzBag packs a bag of any facts and reads it back: it lists its files and no others, and has its day, whatever stands in it.
func FuzzBag(f *testing.F) {
	f.Add("Provby\nBag-Software-Agent: x\r\n kommun", "b/ä ö.txt", "text")
	f.Add("Bagging-Date: 1999-01-01\u2028Bagging-Date: 1999-01-01\u0085x", "a  b.txt", "")
	on := library.NewDate(2026, 11, 22)
	f.Fuzz(func(t *testing.T, fact, path, text string) {
		if !Portable(path) || !fs.ValidPath(path) || path == "." {
			return
		}
		b := packBag("policy_a_2024-01-15", []File{{path, []byte(text)}}, []field{{"Source-Organization", fact}, {"Contact-Name", fact}}, on)
		disk := onDisk(b)
		listed, day, ok := readBag(disk)
		if !ok || day != on.String() {
			t.Fatalf("%q: the bag is read as one of %q, %v:\n%s", fact, day, ok, disk[fileInfo].Data)
		}
		for name := range disk {
			if !listed[name] {
				t.Errorf("%q: %q is not listed", path, name)
			}
		}
		if len(listed) != len(disk) {
			t.Errorf("%q: %d files are listed, and there are %d", path, len(listed), len(disk))
		}
		if same, err := b.Compare(disk); !same || err != nil {
			t.Errorf("%q, %q: got %v, %v of the bag itself", fact, path, same, err)
		}
	})
}

// FuzzCompare changes a file of a package on disk: unless nothing but its day has changed it is not the same, and a file that it does
// not list is never taken for its own.
func FuzzCompare(f *testing.F) {
	bag := packBag("policy_a_2024-01-15", []File{{"a.txt", []byte("text")}}, []field{{"Source-Organization", "Provby"}}, library.NewDate(2026, 11, 22))
	eark := sip{
		name: "policy_a_2024-01-15", title: "A", payload: []File{{"a.txt", []byte("text")}}, dublin: []File{{"a.xml", []byte("<a/>")}}, readme: []byte("Läs"),
		opt: Options{Day: library.NewDate(2026, 11, 22), Sender: Sender{Name: "Provby"}},
	}.pack()
	packages := []Package{bag, eark}
	for i, p := range packages {
		for _, file := range p.Files {
			f.Add(i == 1, file.Path, file.Data)
		}
	}
	f.Add(false, fileInfo, []byte("Bag-Software-Agent: styrdok\nBagging-Date: 2026-02-30"))
	f.Add(false, fileManifest, []byte("x  data/min.txt\n  \n  ../a"))
	f.Fuzz(func(t *testing.T, second bool, name string, data []byte) {
		p := packages[0]
		if second {
			p = packages[1]
		}
		disk := onDisk(p)
		if !fs.ValidPath(name) || name == "." {
			return
		}
		for _, file := range p.Files {
			if strings.HasPrefix(file.Path, name+"/") || strings.HasPrefix(name, file.Path+"/") {
				return // a file and a folder of one name
			}
		}
		disk[name] = &fstest.MapFile{Data: data}
		disk["data/min.txt"] = &fstest.MapFile{Data: []byte("somebody's")}
		same, err := p.Compare(disk)
		if same {
			t.Fatalf("%q: with a file more it is the same", name)
		}
		if listed, _, ok := p.format.read(disk); err == nil && !(ok && listed["data/min.txt"]) {
			t.Errorf("%q: a file of somebody's may be replaced", name)
		}
		delete(disk, "data/min.txt")
		same, err = p.Compare(disk)
		var foreign *ForeignError
		if err != nil && !errors.As(err, &foreign) {
			t.Errorf("%q: %v", name, err)
		}
		if !same {
			return
		}
		_, day, _ := p.format.read(disk)
		on, err := library.ParseDate(day)
		if err != nil {
			t.Fatalf("%q: the same on no day: %q", name, day)
		}
		for _, file := range p.on(on) {
			if !slices.Equal(disk[file.Path].Data, file.Data) {
				t.Errorf("%q has changed to %q, and the package is the same", file.Path, disk[file.Path].Data)
			}
		}
	})
}
