package printing

import (
	"bytes"
	"crypto/sha256"
	"image"
	"image/png"
	"testing"
	"testing/fstest"

	"styrdok/generator/diag"
	"styrdok/generator/memo"
)

// TestPicturesAreDecodedOnce shows that what was found out about a picture is kept: it is decoded
// again only to be drawn, a bad one is reported every time, and other bytes are looked at anew.
func TestPicturesAreDecodedOnce(t *testing.T) {
	var good bytes.Buffer
	if err := png.Encode(&good, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{
		"a.png": {Data: good.Bytes()},
		"b.png": {Data: good.Bytes()[:good.Len()-30]},
	}
	kept := memo.Open(t.TempDir())
	defer kept.Close()
	at := diag.Pos{File: "content/policy/a.md", Line: 7, Column: 1}
	env := Env{
		Picture: fsys.ReadFile,
		Digest: func(file string) memo.Digest {
			data, err := fsys.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			return sha256.Sum256(data)
		},
		Store: kept, Program: memo.KeyOf("program"), Verify: func(string, any, func() (any, error)) {},
	}
	build := func() *Pictures {
		p := NewPictures(env)
		if pic := p.Of("a.png", at); pic.Width != 40*pixel || pic.Height != 30*pixel {
			t.Errorf("a.png: got %v, want 30 by 22.5 points", pic)
		}
		if pic := p.Of("b.png", at); pic.Width != 0 {
			t.Error("b.png, which is cut off, is shown")
		}
		if got := p.Problems(); len(got) != 1 || got[0].Code != diag.BadImage || got[0].Pos != at || got[0].Args[0].Text != "b.png" {
			t.Errorf("got %v, want one bad image", got)
		}
		return p
	}
	if p := build(); p.read["a.png"].picture == nil {
		t.Error("what was decoded to find out about it is thrown away")
	}
	p := build()
	if p.read["a.png"].picture != nil {
		t.Error("a picture that is known and not drawn is decoded")
	}
	if p.Picture("a.png") == nil || p.Picture("b.png") != nil {
		t.Error("drawing gets a.png and not b.png")
	}

	fsys["a.png"], fsys["b.png"] = fsys["b.png"], fsys["a.png"]
	p = NewPictures(env)
	a, b := p.Of("a.png", at).Width > 0, p.Of("b.png", at).Width > 0
	if a || !b {
		t.Errorf("after the files changed places: got %v, %v, want false, true", a, b)
	}
	fsys["b.png"] = fsys["a.png"]
	if p.Picture("b.png") != nil {
		t.Error("a file that was changed after it was placed is drawn")
	}
}
