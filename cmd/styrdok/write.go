package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"styrdok/generator"
	"styrdok/generator/edit"
	"styrdok/generator/i18n"
	"styrdok/generator/load"
	"styrdok/generator/publish"
	"styrdok/generator/regular"
	"styrdok/generator/source"
)

// writeWhole writes a file that those may read who might read the one before it or, if there was none, whom the process lets read new files.
func writeWhole(file string, data []byte) error { return edit.WriteFile(file, data, 0o644) }

// writeBelow is writeWhole into a folder that is made if it is not there, and taken back if the file cannot be written.
func writeBelow(file string, data []byte) error {
	undo, err := regular.MakeFolder(regular.Disk, filepath.Dir(file), 0o777)
	if err != nil {
		return err
	}
	if err := writeWhole(file, data); err != nil {
		undo()
		return err
	}
	return nil
}

// maxRead is the largest file that a command line names and that is read whole, in bytes.
const maxRead = 64 << 20

// into has a command's data written to the file that -o names, or to standard output. A shell may write it in another
// encoding, as PowerShell does.
func (a *app) into(out string, of *load.Opened, write func(io.Writer) error) error {
	if out == "" {
		return write(a.out)
	}
	file := a.inDir(out)
	if err := a.outsideBuilds(file, of.Words); err != nil {
		return err
	}
	var data bytes.Buffer
	if err := write(&data); err != nil {
		return err
	}
	if err := writeWhole(file, data.Bytes()); err != nil {
		return err
	}
	fmt.Fprintln(a.out, of.Words.T("command.written", file, of.Size(int64(data.Len()))))
	return nil
}

// just writes data that is there as a whole.
func just(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

// unbroken runs do to its end even if the program is interrupted by Ctrl+C, since it would leave files in different
// states.
func unbroken(do func() error) error {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(asked)
	return do()
}

// outsideBuilds refuses a file or a folder inside a built site, or where one will be built: there it could be published though made
// for a few readers, and would be removed by the next build. It refuses one among the site's own files, too.
func (a *app) outsideBuilds(file string, words *i18n.Texts) error {
	lies := func(name string) bool {
		_, inside := within(publish.Resolve(a.inDir(name)), publish.Resolve(file))
		return inside
	}
	config := source.DefaultConfig()
	if data, err := regular.ReadFile(a.inDir("config.toml"), maxRead); err == nil {
		config, _ = source.ReadConfig("config.toml", string(data))
	}
	if publish.InBuild(file) || slices.ContainsFunc(generator.Outputs(&config), lies) {
		return a.fail(exitUsage, words.T("command.in-build", file))
	}
	for _, name := range []string{"content", "static", "themes", "config.toml"} {
		if lies(name) {
			return a.fail(exitUsage, words.T("command.in-sources", file, name))
		}
	}
	return nil
}

// within returns a path as seen from a folder, and whether it is the folder or lies in it.
func within(folder, path string) (rel string, inside bool) {
	folder, err := filepath.Abs(folder)
	path, other := filepath.Abs(path)
	if err != nil || other != nil {
		return "", false
	}
	rel, err = filepath.Rel(folder, path)
	return rel, err == nil && filepath.IsLocal(rel)
}

// windows is whether files are replaced, named and kept open in the way of Windows.
var windows = runtime.GOOS == "windows"

// reason is an error that can be explained, with the key of its text.
type reason struct {
	err error
	key string
}

// keyOf returns the key of the first reason that err is of, or "".
func keyOf(err error, reasons []reason) string {
	if i := slices.IndexFunc(reasons, func(r reason) bool { return errors.Is(err, r.err) }); i >= 0 {
		return reasons[i].key
	}
	return ""
}

// reasons are the errors of the machine that can be explained, with the last part of the key of their text.
var reasons = []reason{
	{syscall.ENOSPC, "disk-full"},
	{syscall.EIO, "disk-failing"},
	{syscall.EROFS, "read-only-disk"},
	{syscall.EISDIR, "is-folder"},
	{fs.ErrNotExist, "absent"}, // in Windows ENOTDIR, too
	{syscall.ENOTDIR, "not-a-folder"},
	{syscall.ENAMETOOLONG, "long-name"},
	{fs.ErrPermission, "permission"},
	{regular.ErrIrregular, "irregular"},
	{syscall.ELOOP, "irregular"}, // links that lead in a circle
	{syscall.ENXIO, "irregular"}, // a socket
	{regular.ErrTooLarge, "too-large"},
	{fs.ErrExist, "exists"},
}

// asked are those of the reasons that lie in what was asked for: a name that no file can have, or that something else has.
var asked = []string{"is-folder", "absent", "not-a-folder", "long-name", "bad-name", "irregular", "too-large", "exists"}

// codeOf returns the exit code for an error that no command has explained.
func codeOf(err error) exit {
	var listening *net.OpError
	if errors.As(err, &listening) && listening.Op == "listen" || slices.Contains(asked, keyOf(err, append(systemReasons, reasons...))) {
		return exitUsage
	}
	return exitMachine
}

// machine explains an error of the machine, in plain words if there are any for it.
func machine(err error, words *i18n.Texts) string {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var lines []string
		for _, err := range joined.Unwrap() {
			if line := machine(err, words); !slices.Contains(lines, line) {
				lines = append(lines, line)
			}
		}
		return strings.Join(lines, "\n")
	}
	var listening *net.OpError
	if errors.As(err, &listening) && listening.Op == "listen" {
		return notListening(listening, words)
	}
	var p *fs.PathError
	var l *os.LinkError
	var file, op string
	switch {
	case errors.As(err, &p):
		file, op, err = p.Path, p.Op, p.Err
	case errors.As(err, &l):
		file, op, err = l.New, "replace", l.Err
	default:
		return err.Error()
	}
	if windows && op == "replace" && errors.Is(err, fs.ErrPermission) {
		return words.T("machine.open-or-protected", file)
	}
	if key := keyOf(err, append(systemReasons, reasons...)); key != "" {
		return words.T("machine."+key, file)
	}
	return words.T("machine.other", file, err)
}

// notListening explains why serve cannot listen on an address.
func notListening(err *net.OpError, words *i18n.Texts) string {
	var unknown *net.DNSError
	switch {
	case errors.Is(err, fs.ErrPermission):
		return words.T("machine.port-forbidden")
	case errors.As(err, &unknown) && !strings.HasPrefix(unknown.Name, "tcp/"): // so a port is named that has no number
		return words.T("machine.not-this-machine", unknown.Name)
	case errors.Is(err, syscall.EADDRNOTAVAIL), errors.Is(err, syscall.Errno(10049)): // the latter in Windows
		return words.T("machine.not-this-machine", err.Addr)
	case err.Addr == nil:
		return words.T("machine.no-address")
	}
	return words.T("machine.port-taken", err.Addr)
}
