package main

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"image"
	"image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"styrdok/generator/testkit"
	"styrdok/generator/testkit/pdfdump"
)

func TestMain(m *testing.M) {
	verifying = testkit.Difference
	testkit.CollectLess()
	testkit.InMemory()
	testkit.Overlap()
	testscript.Main(m, map[string]func(){
		"styrdok": func() {
			os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}, os.Getenv, late))
		},
	})
}

// late is a clock for which all days on which tests publish something have come.
func late() time.Time { return time.Now().AddDate(20, 0, 0) }

func TestScript(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("NO_COLOR", "1")
			return os.WriteFile(filepath.Join(env.WorkDir, "pixel.png"), pixel(), 0o644)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"bag":        bag,
			"copydir":    copyDir,
			"latin1":     latin1,
			"mails":      mails,
			"mailserver": mailserver,
			"nobyte":     noByte,
			"pdftext":    pdfText,
			"picture":    picture,
			"reword":     reword,
			"same":       same,
		},
	})
}

// pixel is a small image, since scripts cannot hold one.
func pixel() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// noByte fails if a word stands in any file of a folder, in a file's name, or in any compressed
// stream of a PDF: "nobyte public HEMLIGT". Negated, it fails if the word stands nowhere.
func noByte(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: nobyte folder word")
	}
	word := []byte(args[1])
	wide := utf16Hex(args[1])
	found := ""
	err := filepath.WalkDir(ts.MkAbs(args[0]), func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if bytes.Contains(bytes.ToLower([]byte(e.Name())), bytes.ToLower(word)) {
			found = p
		}
		if e.IsDir() {
			return nil
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		data = append(data, inflated(data)...)
		if bytes.Contains(bytes.ToLower(data), bytes.ToLower(word)) || bytes.Contains(data, wide) {
			found = p
		}
		return nil
	})
	ts.Check(err)
	if found != "" && !neg {
		ts.Fatalf("%q stands in %s", args[1], found)
	}
	if found == "" && neg {
		ts.Fatalf("%q stands nowhere in %s", args[1], args[0])
	}
}

// inflated returns what is in the compressed streams of a PDF.
func inflated(data []byte) []byte {
	var out []byte
	for rest := data; ; {
		i := bytes.Index(rest, []byte("stream\n"))
		if i < 0 {
			return out
		}
		rest = rest[i+len("stream\n"):]
		if z, err := zlib.NewReader(bytes.NewReader(rest)); err == nil {
			text, _ := io.ReadAll(z)
			out = append(out, text...)
		}
	}
}

// utf16Hex is how a PDF's strings hold a word.
func utf16Hex(word string) []byte {
	var b bytes.Buffer
	for _, r := range word {
		fmt.Fprintf(&b, "%04X", r)
	}
	return b.Bytes()
}

// same fails if two folders do not hold the same files with the same bytes: "same a b".
func same(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: same folder folder")
	}
	a, b := readTree(ts, args[0]), readTree(ts, args[1])
	difference := ""
	for p, data := range a {
		if other, ok := b[p]; !ok || other != data {
			difference = p
		}
	}
	for p := range b {
		if _, ok := a[p]; !ok {
			difference = p
		}
	}
	if len(a) == 0 {
		ts.Fatalf("%s is empty", args[0])
	}
	if (difference != "") != neg {
		ts.Fatalf("difference: %q", difference)
	}
}

// copyDir copies a folder to one that does not exist: "copydir from to".
func copyDir(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 || neg {
		ts.Fatalf("usage: copydir from to")
	}
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), os.DirFS(ts.MkAbs(args[0]))))
}

// latin1 writes a file again in Latin-1: "latin1 file".
func latin1(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 || neg {
		ts.Fatalf("usage: latin1 file")
	}
	var out []byte
	for _, r := range ts.ReadFile(args[0]) {
		out = append(out, byte(r))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out, 0o644))
}

// bag fails if a folder is no whole bag in the sense of RFC 8493: "bag folder". It is read by other
// code than the writer's.
func bag(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: bag folder")
	}
	files := readTree(ts, args[0])
	var faults []string
	listed := map[string]bool{"tagmanifest-sha256.txt": true}
	bytes, count := 0, 0
	for _, name := range []string{"manifest-sha256.txt", "tagmanifest-sha256.txt"} {
		for _, line := range strings.Split(strings.TrimSuffix(files[name], "\n"), "\n") {
			want, path, _ := strings.Cut(line, "  ")
			listed[path] = true
			data, there := files[path]
			if got := fmt.Sprintf("%x", sha256.Sum256([]byte(data))); !there || got != want {
				faults = append(faults, fmt.Sprintf("%s: %q has the sum %s", name, line, got))
			}
			if strings.HasPrefix(path, "data/") != (name == "manifest-sha256.txt") {
				faults = append(faults, name+" lists "+path)
			}
		}
	}
	for path, data := range files {
		if !listed[path] {
			faults = append(faults, path+" stands in no manifest")
		}
		if strings.HasPrefix(path, "data/") {
			bytes, count = bytes+len(data), count+1
		}
	}
	if files["bagit.txt"] != "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n" {
		faults = append(faults, "bagit.txt: "+files["bagit.txt"])
	}
	if oxum := fmt.Sprintf("\nPayload-Oxum: %d.%d\n", bytes, count); !strings.Contains(files["bag-info.txt"], oxum) {
		faults = append(faults, "bag-info.txt lacks "+oxum)
	}
	if (len(faults) > 0) != neg {
		ts.Fatalf("faults of %s: %s", args[0], strings.Join(faults, "\n"))
	}
}

// picture fails if there is no such file: "picture name file [sheet]". e2e/walkthrough.mjs shows the file
// to a browser, or a sheet of a PDF to poppler, and keeps what it looks like under the name.
func picture(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 || len(args) > 3 || neg {
		ts.Fatalf("usage: picture name file [sheet]")
	}
	if _, err := os.Stat(ts.MkAbs(args[1])); err != nil {
		ts.Fatalf("%v", err)
	}
}

func readTree(ts *testscript.TestScript, dir string) map[string]string {
	out := map[string]string{}
	root := ts.MkAbs(dir)
	ts.Check(filepath.WalkDir(root, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(root, p)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	}))
	return out
}

// pdfText fails if a word is not in the text of a PDF, as a reader's program takes it out.
func pdfText(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: pdftext file word")
	}
	data, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	text, err := pdfdump.Text(data)
	ts.Check(err)
	if strings.Contains(text, args[1]) == neg {
		ts.Fatalf("%q in the text of %s: %v\n%s", args[1], args[0], !neg, text)
	}
}
