// Command release makes everything that is handed out of a release: an archive for each system, packages for Debian,
// bills of materials and checksums. The same commit gives the same bytes, wherever and whenever it is made.
//
// It is run at the top of the repository: go run ./release -version v1.2.0
package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The programs of others that take part.
const (
	nfpm      = "github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.2"
	cyclonedx = "github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0"
)

type release struct {
	out     string
	version string // "v1.2.0"
	at      time.Time
	scratch string
	shared  map[string][]byte // files that every archive has
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

func run() error {
	var r release
	targets := flag.String("targets", "linux/amd64,linux/arm64,darwin/amd64,darwin/arm64,windows/amd64,windows/arm64", "systems, with commas between")
	flag.StringVar(&r.out, "out", "dist", "the folder to make; it must not exist")
	flag.StringVar(&r.version, "version", "", "the release; that of the commit's tag if it is left out")
	flag.Parse()
	if _, err := os.Stat(r.out); err == nil {
		return fmt.Errorf("%s exists", r.out)
	}
	if err := r.identify(); err != nil {
		return err
	}
	var err error
	if r.scratch, err = os.MkdirTemp("", "styrdok-release-*"); err != nil {
		return err
	}
	defer os.RemoveAll(r.scratch)
	if err := os.MkdirAll(r.out, 0o755); err != nil {
		return err
	}
	if err := r.texts(); err != nil {
		return err
	}
	for _, target := range strings.Split(*targets, ",") {
		system, machine, _ := strings.Cut(target, "/")
		if err := r.make(system, machine); err != nil {
			return fmt.Errorf("%s: %w", target, err)
		}
	}
	container, err := os.ReadFile("release/Containerfile")
	if err == nil {
		err = r.write("Containerfile", container)
	}
	if err != nil {
		return err
	}
	return r.sums()
}

// identify finds the version and the time, which are those of the commit.
func (r *release) identify() error {
	if r.version == "" {
		described, err := output(nil, "git", "describe", "--tags", "--always", "--dirty")
		if err != nil {
			return errors.New("this is no clone of the repository: give -version")
		}
		if r.version = strings.TrimSpace(string(described)); r.version[0] != 'v' {
			r.version = "v0.0.0-" + r.version
		}
	}
	epoch := os.Getenv("SOURCE_DATE_EPOCH")
	if epoch == "" {
		committed, err := output(nil, "git", "log", "-1", "--format=%ct")
		if err != nil {
			return errors.New("this is no clone of the repository: set SOURCE_DATE_EPOCH")
		}
		epoch = strings.TrimSpace(string(committed))
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	r.at = time.Unix(seconds, 0).UTC()
	return err
}

// texts makes the files that do not depend on the system: licences, completions, pages for man.
func (r *release) texts() error {
	r.shared = map[string][]byte{}
	for from, to := range map[string]string{"LICENSE": "LICENSE", "cmd/styrdok/licences.txt": "LICENCES.txt", "release/las-mig.txt": "LAS-MIG.txt", "CHANGELOG.md": "CHANGELOG.md"} {
		data, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		r.shared[to] = data
	}
	r.shared["LAS-MIG.txt"] = bytes.ReplaceAll(r.shared["LAS-MIG.txt"], []byte("VERSION"), []byte(strings.TrimPrefix(r.version, "v")))
	program := filepath.Join(r.scratch, "here")
	if err := r.build(program, runtime.GOOS, runtime.GOARCH, "-tags", "man"); err != nil {
		return err
	}
	for _, c := range []struct{ shell, file string }{
		{"bash", "completions/styrdok.bash"}, {"zsh", "completions/_styrdok"}, {"fish", "completions/styrdok.fish"}, {"powershell", "completions/styrdok.ps1"},
	} {
		data, err := output(nil, program, "completion", c.shell)
		if err != nil {
			return err
		}
		r.shared[c.file] = data
	}
	for lang, folder := range map[string]string{"sv": "man/sv/man1", "en": "man/man1"} {
		dir := filepath.Join(r.scratch, lang)
		if _, err := output([]string{"SOURCE_DATE_EPOCH=" + strconv.FormatInt(r.at.Unix(), 10)}, program, "man", dir, "--lang", lang); err != nil {
			return err
		}
		pages, err := os.ReadDir(dir)
		if err != nil {
			return err
		}
		for _, p := range pages {
			if r.shared[folder+"/"+p.Name()], err = os.ReadFile(filepath.Join(dir, p.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// build builds the program without symbols, paths of this machine and C.
func (r *release) build(to, system, machine string, more ...string) error {
	args := append([]string{"build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid= -X main.stamped=" + r.version, "-o", to}, more...)
	_, err := output([]string{"CGO_ENABLED=0", "GOFLAGS=", "GOOS=" + system, "GOARCH=" + machine}, "go", append(args, "./cmd/styrdok")...)
	return err
}

func (r *release) make(system, machine string) error {
	name := "styrdok-" + strings.TrimPrefix(r.version, "v") + "-" + system + "-" + machine
	program := filepath.Join(r.scratch, name)
	if err := r.build(program, system, machine); err != nil {
		return err
	}
	data, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	files := map[string][]byte{"styrdok": data}
	if system == "windows" {
		files = map[string][]byte{"styrdok.exe": data}
	}
	for file, text := range r.shared {
		// Windows has neither man nor these shells, and Notepad of old wants its own line ends.
		if system == "windows" && strings.HasSuffix(file, ".txt") {
			text = bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
		}
		if system != "windows" || !strings.Contains(file, "/") || strings.HasSuffix(file, ".ps1") {
			files[file] = text
		}
	}
	archive, kind := r.tar, ".tar.gz"
	if system == "windows" {
		archive, kind = r.zip, ".zip"
	}
	packed, err := archive(name, files)
	if err != nil {
		return err
	}
	if err := r.write(name+kind, packed); err != nil {
		return err
	}
	if err := r.bill(name, program, system, machine); err != nil {
		return err
	}
	if system == "linux" {
		return r.debian(name, machine, program)
	}
	return nil
}

func mode(file string) int64 {
	if file == "styrdok" || file == "styrdok.exe" {
		return 0o755
	}
	return 0o644
}

func (r *release) tar(folder string, files map[string][]byte) ([]byte, error) {
	var out bytes.Buffer
	packed, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	w := tar.NewWriter(packed)
	for _, file := range slices.Sorted(maps.Keys(files)) {
		h := tar.Header{Name: folder + "/" + file, Mode: mode(file), Size: int64(len(files[file])), ModTime: r.at, Format: tar.FormatPAX}
		if err := w.WriteHeader(&h); err != nil {
			return nil, err
		}
		if _, err := w.Write(files[file]); err != nil {
			return nil, err
		}
	}
	if err := errors.Join(w.Close(), packed.Close()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func (r *release) zip(folder string, files map[string][]byte) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, file := range slices.Sorted(maps.Keys(files)) {
		h := zip.FileHeader{Name: folder + "/" + file, Method: zip.Deflate, Modified: r.at}
		h.SetMode(fs.FileMode(mode(file)))
		entry, err := w.CreateHeader(&h)
		if err == nil {
			_, err = entry.Write(files[file])
		}
		if err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return out.Bytes(), err
}

// bill writes the program's bill of materials, which is read from the program itself.
func (r *release) bill(name, program, system, machine string) error {
	data, err := output(nil, "go", "run", cyclonedx, "bin", "-json", "-noserial", "-version", r.version, program)
	if err != nil {
		return err
	}
	built, err := buildinfo.ReadFile(program)
	if err != nil {
		return err
	}
	pdfium, err := output(nil, "go", "list", "-m", "-f", "{{.Dir}}", pdfiumModule)
	if err != nil {
		return err
	}
	wasm, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(pdfium)), "internal", "pdfium_wasm", "pdfium.wasm"))
	if err != nil {
		return err
	}
	data, err = complete(data, made{
		system: system, machine: machine, language: built.GoVersion, licences: string(r.shared["LICENCES.txt"]), pdfium: fmt.Sprintf("%x", sha256.Sum256(wasm)), at: r.at,
	})
	if err != nil {
		return err
	}
	return r.write(name+".cdx.json", append(data, '\n'))
}

// debian writes a package of the program, its completions and its pages for man.
func (r *release) debian(name, machine, program string) error {
	root := filepath.Join(r.scratch, name+"-deb")
	put := func(place string, data []byte) error {
		file := filepath.Join(root, filepath.FromSlash(place))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		return os.WriteFile(file, data, 0o644)
	}
	places := map[string]string{
		"usr/share/doc/styrdok/copyright": "LICENCES.txt", "usr/share/doc/styrdok/LICENSE": "LICENSE", "usr/share/bash-completion/completions/styrdok": "completions/styrdok.bash",
		"usr/share/zsh/vendor-completions/_styrdok": "completions/_styrdok", "usr/share/fish/vendor_completions.d/styrdok.fish": "completions/styrdok.fish",
	}
	for file := range r.shared {
		if strings.HasPrefix(file, "man/") {
			places["usr/share/"+file+".gz"] = file
		}
	}
	type entry struct {
		Src      string         `json:"src"`
		Dst      string         `json:"dst"`
		FileInfo map[string]any `json:"file_info"`
	}
	info := func(mode int) map[string]any { return map[string]any{"mode": mode, "mtime": r.at.Format(time.RFC3339)} }
	contents := []entry{{program, "/usr/bin/styrdok", info(0o755)}}
	for _, place := range slices.Sorted(maps.Keys(places)) {
		data := r.shared[places[place]]
		if strings.HasSuffix(place, ".gz") {
			var b bytes.Buffer
			w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
			if _, err := w.Write(data); err != nil {
				return err
			}
			if err := w.Close(); err != nil {
				return err
			}
			data = b.Bytes()
		}
		if err := put(place, data); err != nil {
			return err
		}
		contents = append(contents, entry{filepath.Join(root, place), "/" + place, info(0o644)})
	}
	config, err := json.Marshal(map[string]any{ // JSON is YAML, too.
		"name": "styrdok", "arch": machine, "version": r.version, "section": "text", "priority": "optional", "license": "MIT",
		"maintainer": "styrdok", "description": "Styrdokument i Markdown blir webbplats, pdf:er och en översikt av vad som ska ses över",
		"mtime": r.at.Format(time.RFC3339), "contents": contents,
	})
	if err != nil {
		return err
	}
	file := filepath.Join(r.scratch, name+".yaml")
	if err := os.WriteFile(file, config, 0o644); err != nil {
		return err
	}
	_, err = output([]string{"SOURCE_DATE_EPOCH=" + strconv.FormatInt(r.at.Unix(), 10)},
		"go", "run", nfpm, "package", "--packager", "deb", "--config", file, "--target", filepath.Join(r.out, name+".deb"))
	return err
}

func (r *release) write(name string, data []byte) error {
	fmt.Printf("%s (%.1f MB)\n", name, float64(len(data))/1e6)
	return os.WriteFile(filepath.Join(r.out, name), data, 0o644)
}

// sums writes SHA256SUMS of everything that was made.
func (r *release) sums() error {
	made, err := os.ReadDir(r.out)
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, e := range made {
		data, err := os.ReadFile(filepath.Join(r.out, e.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(data), e.Name())
	}
	return r.write("SHA256SUMS", []byte(b.String()))
}

// output runs a program and returns what it writes.
func output(environment []string, name string, args ...string) ([]byte, error) {
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), environment...)
	var trouble bytes.Buffer
	c.Stderr = &trouble
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, trouble.Bytes())
	}
	return out, nil
}
