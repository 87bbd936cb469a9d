package pdftag_test

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"styrdok/generator/pdftag"
	"styrdok/generator/testkit/pdfdump"
)

var update = flag.Bool("update", false, "rewrite expectations")

func golden(t *testing.T, name string, pdf []byte) {
	t.Helper()
	got, err := pdfdump.Dump(pdf)
	if err != nil {
		t.Fatal(err)
	}
	path := "testdata/" + name
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("dump differs from %s (run with -update and read the diff):\n%s", path, got)
	}
}

func TestFinish(t *testing.T) {
	pdf, err := whole(t).finish()
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("KEEP"); dir != "" {
		os.WriteFile(dir+"/whole.pdf", pdf, 0o644)
	}
	golden(t, "whole.txt", pdf)
}

func TestFinishIsDeterministic(t *testing.T) {
	first, err := whole(t).finish()
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		again, err := whole(t).finish()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, again) {
			t.Fatal("two drawings of the same document differ")
		}
	}
}

func BenchmarkFinish(b *testing.B) {
	raw := whole(b).raw()
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		d := whole(b)
		b.StartTimer()
		if _, err := pdftag.Finish(raw, d.doc); err != nil {
			b.Fatal(err)
		}
	}
}
