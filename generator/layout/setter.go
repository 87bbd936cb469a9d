package layout

import (
	"sort"
	"strings"

	"styrdok/generator/layout/line"
)

// setter sets text in lines. It knows no blocks.
type setter struct {
	style     *Style
	glyphs    *line.Glyphs
	breaker   line.Breaker
	plain     []line.Run // for bare
	baselines map[Face]map[Type]float64
}

// textLine is a line of text, with the runs that its fragments refer to.
type textLine struct {
	line.Line
	runs  []textRun
	notes []*noteFlow // first referred to on the line
}

// breakLines breaks runs into lines.
func (s *setter) breakLines(runs []textRun, set line.Setting) []textLine {
	lines := s.breaker.Lines(s.bare(runs), set)
	out := make([]textLine, len(lines))
	for i, l := range lines {
		out[i] = textLine{Line: l, runs: runs}
		for _, f := range l.Fragments {
			if note := runs[f.Run].note; note != nil && f.Start == 0 {
				out[i].notes = append(out[i].notes, note)
			}
		}
	}
	return out
}

// extent returns the width of the widest part of runs that cannot be broken, and that of the whole.
func (s *setter) extent(runs []textRun, hyphenate bool) (least, most float64) {
	return s.breaker.Extent(s.bare(runs), hyphenate)
}

// bare returns the runs for the breaker. The slice is reused by the next call.
func (s *setter) bare(runs []textRun) []line.Run {
	s.plain = s.plain[:0]
	for i := range runs {
		s.plain = append(s.plain, runs[i].Run)
	}
	return s.plain
}

// baseline returns the distance from the top of a line to its baseline.
func (s *setter) baseline(face Face, t Type) float64 {
	byType := s.baselines[face]
	if byType == nil {
		byType = map[Type]float64{}
		s.baselines[face] = byType
	}
	y, ok := byType[t]
	if !ok {
		m := s.glyphs
		y = (t.Leading + m.Ascent(face, t.Size) - m.Descent(face, t.Size)) / 2
		byType[t] = y
	}
	return y
}

// fitted returns the type for a title: the largest not above t and not below least in which each of its words
// fits on a line, since titles are not hyphenated. If none fits, a word must be divided anyway, and it returns t.
func (s *setter) fitted(title string, l look, t Type, least, width float64) Type {
	words := strings.Fields(opened.Replace(title)) // rather break at a no-break space than divide a word
	for size := t.Size; size >= min(least, t.Size); size-- {
		fits := true
		for _, w := range words {
			fits = fits && s.glyphs.Width(l.face(), size, w) <= width
		}
		if fits {
			return Type{size, t.Leading * size / t.Size}
		}
	}
	return t
}

// opened inserts spaces where a line may end within a word.
var opened = strings.NewReplacer("-", "- ", "–", "– ", "/", "/ ", "\u00AD", " ", "\u200B", " ")

// anyRoom is the room of a line that is never cut.
const anyRoom = 1e6

// maxRunning is more characters than fit on a line of any sheet.
const maxRunning = 1000

// runs adds a line of a running head or foot to a mark, cut with an ellipsis if it is too long, and returns its
// width. x is its left edge, or its right edge if toRight.
func (s *setter) runs(m *Mark, text string, face Face, size, x, y, room float64, toRight bool, color Color) float64 {
	if text == "" || room <= 0 {
		return 0
	}
	runs, width := s.runningLine(text, face, size, y, color)
	if width > room {
		letters := []rune(text)
		letters = letters[:min(len(letters), maxRunning)]
		// The longest prefix that fits, by binary search.
		n := sort.Search(len(letters), func(n int) bool {
			_, w := s.runningLine(string(letters[:n+1])+"…", face, size, y, color)
			return w > room
		})
		if n == 0 {
			return 0
		}
		runs, width = s.runningLine(string(letters[:n])+"…", face, size, y, color)
	}
	for i := range runs {
		runs[i].X += x
		if toRight {
			runs[i].X -= width
		}
		s.glyphs.Use(runs[i].Face)
	}
	m.Runs = append(m.Runs, runs...)
	return width
}

// runningLine returns the runs of a line that begins at x = 0, and its width.
func (s *setter) runningLine(text string, face Face, size, y float64, color Color) (runs []Run, width float64) {
	s.glyphs.Split(face, text, func(rune) {}, func(face Face, piece string) {
		w := s.glyphs.Width(face, size, piece)
		runs = append(runs, Run{Text: piece, Face: face, Size: size, X: width, Y: y, Width: w, Color: color})
		width += w
	})
	return runs, width
}
