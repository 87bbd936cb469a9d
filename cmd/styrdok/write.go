package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"styrdok/generator/edit"
	"styrdok/generator/i18n"
	"styrdok/generator/publish"
)

// writeWhole writes a file beside its place and moves it there, so that nobody finds half of it.
func writeWhole(file string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(file), ".styrdok-*"+filepath.Ext(file))
	if err != nil {
		return edit.NotWritten(file, err)
	}
	_, err = tmp.Write(data)
	err = errors.Join(err, tmp.Chmod(0o644), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), file)
	}
	if err != nil {
		os.Remove(tmp.Name())
		return edit.NotWritten(file, err)
	}
	return nil
}

// unbroken lets something come to its end that would leave files of two states if it were broken off, as
// by Ctrl+C.
func unbroken(do func() error) error {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(asked)
	return do()
}

// outsideBuilds refuses a file within a built site: what was made for a few readers could be published
// there, and the next build would take it away.
func (a *app) outsideBuilds(file string, words *i18n.Texts) error {
	if !publish.InBuild(filepath.Dir(file)) {
		return nil
	}
	fmt.Fprintf(a.err, "styrdok: %s\n", words.T("command.in-build", file))
	return exit(exitUsage)
}

// reasons are the errors of a machine that can be told in words, by the last part of their text's key.
var reasons = []struct {
	err error
	key string
}{
	{syscall.ENOSPC, "disk-full"},
	{syscall.EROFS, "read-only-disk"},
	{syscall.EISDIR, "is-folder"},
	{syscall.ENOTDIR, "not-a-folder"},
	{syscall.ENAMETOOLONG, "long-name"},
	{fs.ErrPermission, "permission"},
	{fs.ErrNotExist, "absent"},
	{fs.ErrExist, "exists"},
}

// machine words what the machine failed at, in plain words where there are some.
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
	var file string
	switch {
	case errors.As(err, &p):
		file, err = p.Path, p.Err
	case errors.As(err, &l):
		file, err = l.New, l.Err
	default:
		return err.Error()
	}
	for _, r := range append(systemReasons, reasons...) {
		if errors.Is(err, r.err) {
			return words.T("machine."+r.key, file)
		}
	}
	return words.T("machine.other", file, err)
}

// notListening words why serve cannot show a site.
func notListening(err *net.OpError, words *i18n.Texts) string {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return words.T("machine.port-forbidden")
	case err.Addr == nil:
		return words.T("machine.no-address")
	}
	return words.T("machine.port-taken", err.Addr)
}
