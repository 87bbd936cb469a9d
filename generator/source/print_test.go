package source

import "testing"

// TestA5 shows that a print on A5 has margins for A5 where nobody has given any, from whichever file
// the paper comes.
func TestA5(t *testing.T) {
	base, diags := ReadPrint("themes/standard/print.toml",
		"paper = \"A4\"\n[margins]\nleft = 44\nright = 28\ntop = 34\nbottom = 24\n[sizes]\ntitle = [27, 31]\n", PrintStyle{})
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	own, _ := ReadPrint("themes/egen/print.toml", "paper = \"A5\"\n[margins]\nright = 28\n", base)
	paper := Config{}
	paper.Print.Paper = "A5"
	for name, c := range map[string]struct {
		style       PrintStyle
		config      Config
		left, right float64
		title       float64
	}{
		"A4":                          {base, Config{}, 44, 28, 27},
		"A5 by config.toml":           {base, paper, 29, 17, 21},
		"A5 by a theme with a margin": {own, Config{}, 29, 28, 21},
	} {
		got, diags := c.style.With(&c.config)
		if got.Margins["left"] != c.left || got.Margins["right"] != c.right || got.Sizes["title"][0] != c.title || len(diags) > 0 {
			t.Errorf("%s: got margins %v, sizes %v, %v", name, got.Margins, got.Sizes, diags)
		}
	}
	if base.Margins["left"] != 44 {
		t.Error("the style that was read has changed")
	}
}
