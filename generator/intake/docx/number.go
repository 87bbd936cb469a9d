package docx

import (
	"strconv"
	"strings"

	"styrdok/generator/intake"
	"styrdok/generator/intake/pack"
	"styrdok/generator/pattern"
)

// numbering is a list's definition: its levels, and the abstract numbering with which it shares a count.
type numbering struct {
	abstract string
	levels   [9]level
	restart  [9]int // 0: goes on counting with others of the same abstract numbering
	begun    bool
}

// level is how one level of a list is marked.
type level struct {
	format, text, style string
	start               int
	legal               bool // all numbers in it are digits
	restartAfter        int  // the level, from 1, whose next item makes this one begin again; 0 never, -1 any above
}

// counter is how far a list has come.
type counter struct {
	at    [9]int
	begun [9]bool
}

func (r *reader) readNumbering() error {
	n, err := r.a.XML(r.target(r.main, "numbering"))
	if err != nil {
		return err
	}
	abstract, linked := map[string][9]level{}, map[string]string{}
	ofStyle := map[string]string{}
	for _, k := range n.All("abstractNum") {
		id := k.Attr("abstractNumId")
		abstract[id] = levels(k)
		if s := k.Kid("numStyleLink").Attr("val"); s != "" {
			linked[id] = s
		}
		if s := k.Kid("styleLink").Attr("val"); s != "" {
			ofStyle[s] = id
		}
	}
	r.nums = map[string]*numbering{}
	for _, k := range n.All("num") {
		a := k.Kid("abstractNumId").Attr("val")
		if s := linked[a]; s != "" && ofStyle[s] != "" {
			a = ofStyle[s]
		}
		num := &numbering{abstract: a, levels: abstract[a]}
		for _, o := range k.All("lvlOverride") {
			i, err := strconv.Atoi(o.Attr("ilvl"))
			if err != nil || i < 0 || i > 8 {
				continue
			}
			if l := o.Kid("lvl"); l != nil {
				num.levels[i] = readLevel(l)
			}
			if s := o.Kid("startOverride"); s != nil {
				num.restart[i], _ = strconv.Atoi(s.Attr("val"))
				num.restart[i]++ // so that 0 is none
			}
		}
		r.nums[k.Attr("numId")] = num
	}
	return nil
}

func levels(n *pack.Node) (out [9]level) {
	for _, l := range n.All("lvl") {
		if i, err := strconv.Atoi(l.Attr("ilvl")); err == nil && i >= 0 && i < 9 {
			out[i] = readLevel(l)
		}
	}
	return out
}

func readLevel(n *pack.Node) level {
	l := level{format: n.Kid("numFmt").Attr("val"), text: n.Kid("lvlText").Attr("val"), style: n.Kid("pStyle").Attr("val"), start: 1, legal: isOn(n.Kid("isLgl")), restartAfter: -1}
	if l.format == "" { // Word writes formats that it does not share with others a second time
		l.format = n.Find("numFmt").Attr("val")
	}
	if s, err := strconv.Atoi(n.Kid("start").Attr("val")); err == nil {
		l.start = s
	}
	if s, err := strconv.Atoi(n.Kid("lvlRestart").Attr("val")); err == nil {
		l.restartAfter = s
	}
	return l
}

// numbered is a paragraph's place in a list.
type numbered struct {
	list    string // "" if it is in none
	level   int
	ordered bool
	marker  string // "" for a level without sign, which goes on with the item before
}

// number counts a paragraph in its list.
func (r *reader) number(p *pack.Node, styleID string) numbered {
	own := p.Kid("pPr", "numPr")
	id, deep := own.Kid("numId").Attr("val"), own.Kid("ilvl").Attr("val")
	var via string
	if id == "" {
		r.chain(styleID, func(sid string, s *style) bool {
			of := s.node.Kid("pPr", "numPr")
			if of == nil {
				return true
			}
			if deep == "" {
				deep = of.Kid("ilvl").Attr("val")
			}
			id, via = of.Kid("numId").Attr("val"), sid
			return id == ""
		})
	}
	num := r.nums[id]
	if num == nil || id == "0" {
		return numbered{}
	}
	at, _ := strconv.Atoi(deep)
	if via != "" {
		for i, l := range num.levels {
			if l.style != "" && (l.style == styleID || l.style == via) {
				at = i
				break
			}
		}
	}
	at = max(0, min(at, 8))
	l := num.levels[at]
	out := numbered{list: id, level: at, ordered: l.format != "bullet" && l.format != "none" && l.format != ""}
	if l.format == "bullet" && strings.TrimSpace(l.text) != "" {
		out.marker = "•"
	}
	if !out.ordered {
		return out
	}
	c := r.count[num.abstract]
	if c == nil {
		c = &counter{}
		r.count[num.abstract] = c
	}
	if !num.begun {
		num.begun = true
		for i, s := range num.restart {
			if s > 0 {
				c.begun[i] = false
				num.levels[i].start = s - 1
			}
		}
	}
	if c.begun[at] {
		c.at[at]++
	} else {
		c.at[at], c.begun[at] = num.levels[at].start, true
	}
	for i := at + 1; i < 9; i++ {
		if after := num.levels[i].restartAfter; after == -1 || after > at {
			c.begun[i] = false
		}
	}
	out.marker = strings.TrimSpace(levelSign.ReplaceAllStringFunc(l.text, func(sign string) string {
		k := int(sign[1] - '1')
		n, format := num.levels[k].start, num.levels[k].format
		if c.begun[k] {
			n = c.at[k]
		} else if k < at {
			c.at[k], c.begun[k] = n, true
		}
		if l.legal {
			format = "decimal"
		}
		return written(n, format)
	}))
	out.ordered = out.marker != ""
	return out
}

// levelSign stands in a level's text for the number of a level.
var levelSign = pattern.New(`%[1-9]`)

// written writes a number in a format of Word's.
func written(n int, format string) string {
	switch format {
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "none", "bullet":
		return ""
	}
	return intake.Numeral(n, map[string]string{"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}[format])
}
