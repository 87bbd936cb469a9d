package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"styrdok/generator/edit"
	"styrdok/generator/i18n"
)

// listening is the error of listening at an address: what the network says of it, or with no reason what
// is said of an address that is none.
func listening(address string, reason error) error {
	if reason == nil {
		_, err := net.Listen("tcp", address)
		return err
	}
	at, _ := net.ResolveTCPAddr("tcp", address)
	return &net.OpError{Op: "listen", Net: "tcp", Addr: at, Err: os.NewSyscallError("bind", reason)}
}

// TestMachine shows that what the machine failed at is told in plain words, once, of the file that
// somebody knows of.
func TestMachine(t *testing.T) {
	full := edit.NotWritten("handlingar.pdf", fmt.Errorf("copy: %w", &fs.PathError{Op: "write", Path: "/x/.styrdok-1.pdf", Err: syscall.ENOSPC}))
	renamed := edit.NotWritten("a.md", &os.LinkError{Op: "renameat", Old: ".a.md.new", New: "a.md", Err: syscall.EROFS})
	for _, test := range []struct {
		err    error
		sv, en string
	}{
		{full, "Disken är full, så handlingar.pdf kunde inte skrivas. Gör plats och kör kommandot igen.",
			"The disk is full, so handlingar.pdf could not be written. Make room and run the command again."},
		{renamed, "a.md kunde inte skrivas: disken är skrivskyddad.", "a.md could not be written: the disk is write-protected."},
		{fmt.Errorf("read content: %w", errors.Join(&fs.PathError{Op: "openat", Path: "content/policy", Err: syscall.EACCES}, &fs.PathError{Op: "openat", Path: "content/policy", Err: syscall.EACCES})),
			"Du har inte rätt att läsa eller skriva content/policy. Kontrollera filens eller mappens behörigheter.",
			"You may not read or write content/policy. Check the permissions of the file or folder."},
		{&fs.PathError{Op: "open", Path: "d", Err: syscall.EISDIR}, "d är en mapp, och här behövs en fil.", "d is a folder, and a file is needed here."},
		{&fs.PathError{Op: "open", Path: "saknas/x.pdf", Err: syscall.ENOENT}, "saknas/x.pdf: filen eller mappen finns inte.", "saknas/x.pdf: there is no such file or folder."},
		{listening("127.0.0.1:0", syscall.EADDRINUSE), "127.0.0.1:0 används redan, kanske av en annan ”styrdok serve”. Avsluta den med Ctrl+C, eller välj en annan adress: --address localhost:8081",
			"127.0.0.1:0 is in use already, perhaps by another “styrdok serve”. Stop that with Ctrl+C, or choose another address: --address localhost:8081"},
		{listening("127.0.0.1:0", syscall.EACCES), "Du har inte rätt att använda adressen. Välj ett nummer över 1023: --address localhost:8081",
			"You may not use that address. Choose a number above 1023: --address localhost:8081"},
		{listening("127.0.0.1:0", syscall.EADDRNOTAVAIL), "127.0.0.1:0 är ingen adress på den här datorn. Skriv --address localhost:8080, eller --address 0.0.0.0:8080 så att andra når den över nätet.",
			"127.0.0.1:0 is not an address of this machine. Write --address localhost:8080, or --address 0.0.0.0:8080 for others to reach it over the network."},
		{listening("localhost:finns-inte", nil), "Så kan adressen inte skrivas. Skriv --address localhost:8081", "The address cannot be written like that. Write --address localhost:8081"},
		{&net.OpError{Op: "listen", Err: &net.DNSError{Name: "annan.example"}}, "annan.example är ingen adress på den här datorn. Skriv --address localhost:8080, eller --address 0.0.0.0:8080 så att andra når den över nätet.",
			"annan.example is not an address of this machine. Write --address localhost:8080, or --address 0.0.0.0:8080 for others to reach it over the network."},
		{listening("localhost", nil), "Så kan adressen inte skrivas. Skriv --address localhost:8081", "The address cannot be written like that. Write --address localhost:8081"},
		{errors.New("a fault in the program"), "a fault in the program", "a fault in the program"},
	} {
		for lang, want := range map[string]string{"sv": test.sv, "en": test.en} {
			if got := machine(test.err, i18n.MustLoad(lang)); got != want {
				t.Errorf("%v in %s:\ngot  %s\nwant %s", test.err, lang, got, want)
			}
		}
	}
}

// TestAsked shows that what a name on the command line makes impossible is not said to be the machine's fault.
func TestAsked(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("x", 300)
	told := 0
	for _, args := range [][]string{
		{"init", long}, {"init", "file"}, {"schema", "config", "-o", long}, {"schema", "config", "-o", "file/x"}, {"schema", "config", "-o", "no/x"}, {"import", ""},
	} {
		var out strings.Builder
		code := run(append(args, "-C", dir), streams{strings.NewReader(""), &out, &out}, func(string) string { return "" }, time.Now)
		if code != exitUsage || strings.Contains(out.String(), "no such") || strings.Contains(out.String(), "too long") {
			t.Errorf("%q ends with %d: %s", args, code, out.String())
		}
		told++
	}
	t.Logf("%d impossible names told in words", told)
}

// TestOpenInWindows shows that a file that cannot be replaced in Windows is said to be open, which it mostly is: there
// that is the same error as having no right to.
func TestOpenInWindows(t *testing.T) {
	defer func(was bool) { windows = was }(windows)
	err := edit.NotWritten("x.pdf", &os.LinkError{Op: "rename", Old: ".x", New: "x.pdf", Err: syscall.EACCES})
	for is, want := range map[bool]string{true: "öppen i ett annat program", false: "inte rätt att läsa eller skriva x.pdf"} {
		windows = is
		if got := machine(err, i18n.MustLoad("sv")); !strings.Contains(got, want) {
			t.Errorf("Windows %v: got %q, want %q", is, got, want)
		}
	}
}

// TestWriteWhole shows that a file that cannot be written is left as it was, with nothing beside it.
func TestWriteWhole(t *testing.T) {
	dir := t.TempDir()
	taken := filepath.Join(dir, "taken")
	if err := os.Mkdir(taken, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := writeWhole(taken, []byte("x")); err == nil || !strings.Contains(err.Error(), taken) {
		t.Errorf("error %v, want one about %s", err, taken)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("got %v, want the folder alone", entries)
	}
}
