package theme

import (
	"fmt"
	"maps"
	"math"
	"strconv"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/pattern"
)

// Colour is a colour of the sRGB space.
type Colour struct{ R, G, B uint8 }

// ParseColour reads "#0d4f7c" or "#fff".
func ParseColour(s string) (Colour, bool) {
	h, found := strings.CutPrefix(s, "#")
	if found && len(h) == 3 {
		h = string([]byte{h[0], h[0], h[1], h[1], h[2], h[2]})
	}
	if !found || len(h) != 6 {
		return Colour{}, false
	}
	n, err := strconv.ParseUint(h, 16, 24)
	if err != nil {
		return Colour{}, false
	}
	return Colour{uint8(n >> 16), uint8(n >> 8), uint8(n)}, true
}

// String gives the colour as CSS writes it.
func (c Colour) String() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// luminance is WCAG's relative luminance. The threshold is that of WCAG's text, 0.03928, not
// sRGB's 0.04045; no eight-bit value lies between them.
func (c Colour) luminance() float64 {
	part := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.03928 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

// Contrast returns WCAG's contrast ratio of two colours, 1 to 21.
func Contrast(a, b Colour) float64 {
	x, y := a.luminance(), b.luminance()
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

// pair is two of the stylesheet's colours that meet on a page, with the ratio that WCAG asks for:
// 4.5 for text, 3 for lines and shapes that mean something.
type pair struct {
	front, back string
	need        float64
}

var pairs = []pair{
	{"ink", "paper", 4.5}, {"ink", "wash", 4.5}, {"ink", "ins", 4.5}, {"ink", "del", 4.5}, {"ink", "mark", 4.5},
	{"muted", "paper", 4.5}, {"muted", "wash", 4.5},
	{"accent", "paper", 4.5}, {"accent", "wash", 4.5}, {"accent", "mark", 4.5}, {"on-accent", "accent", 4.5},
	{"warn", "paper", 4.5}, {"warn", "del", 3}, {"accent", "ins", 3}, {"edge", "paper", 3},
}

// scheme is the colours that hold at once: light or dark, a page of today or of an older version.
type scheme struct {
	name    string // key under "phrase.scheme."
	colours map[string]Colour
}

var (
	ruleRoot  = pattern.New(`(?s):root\s*\{(.*?)\}`)
	ruleDark  = pattern.New(`(?s)prefers-color-scheme:\s*dark\)\s*\{\s*:root\s*\{(.*?)\}`)
	ruleOlder = pattern.New(`(?m)^\.aldre\s*\{([^}]*)\}`)
	ruleNight = pattern.New(`(?s)prefers-color-scheme:\s*dark\)\s*\{\s*\.aldre\s*\{([^}]*)\}`)
	property  = pattern.New(`--([a-z-]+):\s*(#[0-9a-fA-F]{3,6})\b`)
)

// schemes reads the colours of the four schemes from a stylesheet. Later rules win. A colour that
// is not written as a hexadecimal number is unknown and is not checked.
func schemes(css string) []scheme {
	// The rules for dark schemes hold ":root" too, so they are taken out before the light are read.
	light := map[string]Colour{}
	merge(light, ruleRoot.FindAllStringSubmatch(ruleDark.ReplaceAllString(beforeMedia(css), ""), -1))
	dark := maps.Clone(light)
	merge(dark, ruleDark.FindAllStringSubmatch(css, -1))
	older, night := maps.Clone(light), maps.Clone(dark)
	merge(older, ruleOlder.FindAllStringSubmatch(css, -1))
	merge(night, ruleOlder.FindAllStringSubmatch(css, -1))
	merge(night, ruleNight.FindAllStringSubmatch(css, -1))
	return []scheme{{"light", light}, {"dark", dark}, {"older-light", older}, {"older-dark", night}}
}

// beforeMedia takes out the rules for print and forced colours, whose colours are other devices'.
func beforeMedia(css string) string {
	var b strings.Builder
	for {
		i := strings.Index(css, "@media")
		if i < 0 {
			b.WriteString(css)
			return b.String()
		}
		b.WriteString(css[:i])
		depth, end := 0, len(css)
	scan:
		for j := i; j < len(css); j++ {
			switch css[j] {
			case '{':
				depth++
			case '}':
				if depth--; depth == 0 {
					end = j + 1
					break scan
				}
			}
		}
		css = css[end:]
	}
}

func merge(into map[string]Colour, rules [][]string) {
	for _, rule := range rules {
		for _, p := range property.FindAllStringSubmatch(rule[1], -1) {
			if c, ok := ParseColour(p[2]); ok {
				into[p[1]] = c
			}
		}
	}
}

// checkContrast reports the pairs of a stylesheet that are too close. Those that hold the accent
// are reported at accentAt, since the configuration set it; of these only the worst in a scheme.
func checkContrast(css string, accentAt, sheetAt diag.Pos) diag.List {
	var list diag.List
	for _, s := range schemes(css) {
		var worst *diag.Diagnostic
		least := 1.0
		for _, p := range pairs {
			front, ok := s.colours[p.front]
			back, ok2 := s.colours[p.back]
			if !ok || !ok2 {
				continue
			}
			found := Contrast(front, back)
			if found >= p.need {
				continue
			}
			at := sheetAt
			accent := p.front == "accent" || p.back == "accent"
			if accent {
				at = accentAt
			}
			// Cut, not rounded: 4.499 is not enough and may not be shown as 4.5.
			ratio := strconv.FormatFloat(math.Floor(found*100)/100, 'f', 2, 64)
			d := diag.New(diag.LowContrast, at, front.String(), back.String(), diag.P("scheme."+s.name), ratio, strconv.FormatFloat(p.need, 'f', -1, 64))
			if !accent {
				list = append(list, d)
			} else if found/p.need < least {
				least, worst = found/p.need, &d
			}
		}
		if worst != nil {
			list = append(list, *worst)
		}
	}
	return list
}

// accentRules returns the rules that put a municipality's colour in place of the stylesheet's.
// Without a colour for dark schemes the light one is brightened until it is legible there.
func accentRules(css, light, dark string) string {
	var b strings.Builder
	l, haveLight := ParseColour(light)
	d, haveDark := ParseColour(dark)
	if haveLight {
		fmt.Fprintf(&b, ":root { --accent: %s; --on-accent: %s; }\n", l, onto(l))
		if !haveDark {
			d, haveDark = brighten(l, schemes(css)), true
		}
	}
	if haveDark {
		band := ""
		if haveLight {
			band = " --band: " + l.String() + ";"
		}
		fmt.Fprintf(&b, "@media (prefers-color-scheme: dark) {\n  :root { --accent: %s; --on-accent: %s;%s }\n}\n", d, onto(d), band)
	}
	return b.String()
}

// onto returns white or near-black, whichever is easier to read on c.
func onto(c Colour) Colour {
	white, black := Colour{255, 255, 255}, Colour{0x0d, 0x1a, 0x25}
	if Contrast(white, c) >= Contrast(black, c) {
		return white
	}
	return black
}

// brighten mixes c with white until every pair of the dark schemes that holds the accent is
// legible.
func brighten(c Colour, all []scheme) Colour {
	mix := func(v uint8, i int) uint8 { return uint8((int(v)*(20-i) + 255*i) / 20) }
	for i := 0; i <= 20; i++ {
		m := Colour{mix(c.R, i), mix(c.G, i), mix(c.B, i)}
		legible := true
		for _, s := range all {
			if s.name != "dark" && s.name != "older-dark" {
				continue
			}
			for _, p := range pairs {
				back, known := s.colours[p.back]
				if p.front == "accent" && known && Contrast(m, back) < p.need {
					legible = false
				}
			}
		}
		if legible {
			return m
		}
	}
	return Colour{255, 255, 255}
}
