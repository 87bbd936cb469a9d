package theme

import (
	"io/fs"
	"math"
	"strings"
	"testing"

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/themes"
)

func standardStyle(t *testing.T) string {
	t.Helper()
	css, err := fs.ReadFile(themes.Standard(), styleFile)
	if err != nil {
		t.Fatal(err)
	}
	return string(css)
}

// TestContrastOfTheLook compares with the ratios that the look was drawn to.
func TestContrastOfTheLook(t *testing.T) {
	want := []struct {
		front, back string
		ratio       [4]float64 // light, dark, older light, older dark; 0: as without "older"
	}{
		{"ink", "paper", [4]float64{16.76, 14.61, 14.13, 12.35}},
		{"ink", "wash", [4]float64{15.19, 12.84, 16.76, 14.61}},
		{"ink", "ins", [4]float64{14.36, 11.60, 14.36, 11.60}},
		{"ink", "del", [4]float64{14.53, 12.30, 14.53, 12.30}},
		{"ink", "mark", [4]float64{13.89, 8.34, 13.89, 8.34}},
		{"muted", "paper", [4]float64{7.03, 8.28, 7.01, 8.07}},
		{"muted", "wash", [4]float64{6.37, 7.27, 8.32, 9.55}},
		{"accent", "paper", [4]float64{8.65, 9.32, 7.29, 7.88}},
		{"accent", "wash", [4]float64{7.84, 8.19, 8.65, 9.32}},
		{"accent", "mark", [4]float64{7.17, 5.32, 7.17, 5.32}},
		{"on-accent", "accent", [4]float64{8.65, 9.22, 8.65, 9.22}},
		{"warn", "paper", [4]float64{7.86, 8.72, 6.63, 7.37}},
		{"accent", "ins", [4]float64{7.41, 7.40, 7.41, 7.40}},
		{"warn", "del", [4]float64{6.82, 7.34, 6.82, 7.34}},
		{"edge", "paper", [4]float64{3.97, 5.06, 3.34, 4.28}},
	}
	all := schemes(standardStyle(t))
	for _, w := range want {
		for i, s := range all {
			front, ok := s.colours[w.front]
			back, ok2 := s.colours[w.back]
			if !ok || !ok2 {
				t.Fatalf("%s: no colour %s or %s", s.name, w.front, w.back)
			}
			if got := Contrast(front, back); math.Abs(got-w.ratio[i]) > 0.006 {
				t.Errorf("%s: %s on %s: got %.3f, want %.2f", s.name, w.front, w.back, got, w.ratio[i])
			}
		}
	}
}

func TestContrast(t *testing.T) {
	white, black := Colour{255, 255, 255}, Colour{}
	if got := Contrast(white, black); math.Abs(got-21) > 1e-9 {
		t.Errorf("white on black: got %v, want 21", got)
	}
	if got := Contrast(black, white); math.Abs(got-21) > 1e-9 {
		t.Errorf("black on white: got %v, want 21", got)
	}
	grey, _ := ParseColour("#777")
	if got := Contrast(grey, white); got >= 4.5 || got < 4.47 {
		t.Errorf("#777 on white: got %v, want 4.48", got)
	}
}

func TestParseColour(t *testing.T) {
	for in, want := range map[string]Colour{"#0d4f7c": {0x0d, 0x4f, 0x7c}, "#fff": {255, 255, 255}, "#ABCDEF": {0xab, 0xcd, 0xef}} {
		if got, ok := ParseColour(in); !ok || got != want {
			t.Errorf("%s: got %v, %v", in, got, ok)
		}
	}
	for _, in := range []string{"", "#", "fff", "#ff", "#ffff", "#gggggg", "#+12345", "red", "#0d4f7c;}"} {
		if _, ok := ParseColour(in); ok {
			t.Errorf("%q is taken for a colour", in)
		}
	}
}

func TestAccent(t *testing.T) {
	at := diag.Pos{File: "config.toml", Line: 7, Column: 1}
	try := func(light, dark string) diag.List {
		_, list := Load(themes.Standard(), nil, Options{Texts: i18n.MustLoad("sv"), Accent: light, AccentDark: dark, AccentAt: at})
		return list
	}
	for _, good := range [][2]string{{"", ""}, {"#1b5e20", ""}, {"#7b1fa2", "#d7a6e6"}, {"#000", ""}, {"#0033a0", ""}} {
		if list := try(good[0], good[1]); len(list) > 0 {
			t.Errorf("%v: got %s", good, list[0].Message(i18n.MustLoad("sv")))
		}
	}
	list := try("#ffcc00", "")
	if len(list) == 0 || !list.HasErrors() {
		t.Fatal("yellow on white is let through")
	}
	d := list[0]
	message := d.Message(i18n.MustLoad("sv"))
	if d.Code != diag.LowContrast || d.Pos != at || !strings.Contains(message, "#ffcc00") || !strings.Contains(message, "behöver 4.5:1") {
		t.Errorf("got %s: %s", d.Pos, message)
	}
	if list := try("#0d4f7c", "#0d4f7c"); len(list) == 0 {
		t.Error("dark blue is let through in the dark scheme")
	}
}

func TestBrightenedAccentIsLegible(t *testing.T) {
	css := standardStyle(t)
	for _, c := range []string{"#000000", "#0d4f7c", "#7b1fa2", "#8b0000", "#ffff00", "#ffffff"} {
		light, _ := ParseColour(c)
		dark := brighten(light, schemes(css))
		for _, s := range schemes(css + accentRules(css, "", dark.String()))[1:] {
			if s.name == "older-light" {
				continue
			}
			for _, back := range []string{"paper", "wash", "mark"} {
				if got := Contrast(s.colours["accent"], s.colours[back]); got < 4.5 {
					t.Errorf("%s becomes %s: %.2f on %s in %s", c, dark, got, back, s.name)
				}
			}
		}
	}
}
