package pdf_test

import "styrdok/generator/layout"

// placed is a print of two sheets, the second on its side, with an example of everything that layout
// may hand over. It is placed by hand, so it stays the same when layout learns to break better.
func placed() layout.Print {
	ink, accent := layout.Color{R: 26, G: 30, B: 34}, layout.Color{R: 13, G: 79, B: 124}
	sheets := []layout.Sheet{{Width: 595.28, Height: 841.89}, {Width: 841.89, Height: 595.28}}
	y := 90.0
	element := func(parent *layout.Element, role string) *layout.Element {
		e := &layout.Element{Role: role}
		if parent != nil {
			parent.Kids = append(parent.Kids, e)
		}
		return e
	}
	leaf := func(e *layout.Element) *layout.Leaf {
		l := &layout.Leaf{Parent: e}
		e.Kids = append(e.Kids, l)
		return l
	}
	run := func(face layout.Face, s string) layout.Run {
		y += 16
		return layout.Run{Text: s, Face: face, Size: 11, X: 100, Y: y, Color: ink}
	}
	draw := func(sheet int, m layout.Mark) { sheets[sheet].Marks = append(sheets[sheet].Marks, m) }
	say := func(parent *layout.Element, role string, face layout.Face, lines ...string) *layout.Element {
		e := element(parent, role)
		m := layout.Mark{Leaf: leaf(e)}
		for _, s := range lines {
			m.Runs = append(m.Runs, run(face, s))
		}
		draw(0, m)
		return e
	}
	area := func(e *layout.Element, a layout.LinkArea) {
		a.Element = e
		e.Kids = append(e.Kids, &a)
		sheets[a.Sheet].Links = append(sheets[a.Sheet].Links, &a)
	}

	root := element(nil, "Document")
	draw(0, layout.Mark{Artifact: layout.HeaderArtifact, Runs: []layout.Run{{Text: "Exempelby kommun", Face: layout.SansRegular, Size: 9, X: 100, Y: 40, Color: ink}},
		Rules: []layout.Rule{{Rect: layout.Rect{X: 100, Y: 46, W: 380, H: 0.5}, Color: accent}}})
	draw(0, layout.Mark{Pictures: []layout.PictureBox{{Rect: layout.Rect{X: 60, Y: 30, W: 32, H: 32}, Picture: layout.Picture{Key: "logo"}}}})
	say(root, "H1", layout.SerifBold, "Policy för informa\u00ad", "tionssäkerhet")
	say(root, "H2", layout.SansBold, "1 Ansvar")

	p := element(root, "P")
	before, after := leaf(p), (*layout.Leaf)(nil)
	draw(0, layout.Mark{Leaf: before, Runs: []layout.Run{run(layout.SerifRegular, "Styrelsen beslutar, se "), run(layout.SerifItalic, "alltid "), run(layout.SerifBoldItalic, "även ")}})
	link := say(p, "Link", layout.SerifRegular, "vägledningen om ", "dataskydd")
	area(link, layout.LinkArea{Rects: []layout.Rect{{X: 100, Y: y - 28, W: 90, H: 14}, {X: 100, Y: y - 12, W: 50, H: 14}}, Description: "Vägledningen om dataskydd", URL: "https://www.imy.se/å"})
	say(p, "Span", layout.SerifRegular, " security policy").Lang = "en"
	say(p, "Code", layout.MonoRegular, "chmod 640 ")
	reference := element(p, "Reference")
	sign := say(reference, "Link", layout.SerifRegular, "¹")
	area(sign, layout.LinkArea{Rects: []layout.Rect{{X: 100, Y: y - 12, W: 5, H: 14}}, Description: "Not 1", TargetY: 700})
	after = leaf(p)
	draw(0, layout.Mark{Leaf: after, Runs: []layout.Run{run(layout.SerifRegular, " och fortsätter på ")}})
	note := element(root, "Note")
	note.ID = "fn-1"

	list := element(root, "L")
	list.Numbering = "Decimal"
	item := element(list, "LI")
	say(item, "Lbl", layout.SansRegular, "1. ")
	say(element(item, "LBody"), "P", layout.SerifRegular, "Kryptera.")
	table := element(root, "Table")
	say(table, "Caption", layout.SansBold, "Tabell 1. Roller")
	for i, cells := range [][]string{{"Roll", "Ansvar"}, {"Styrelse", "Beslutar"}} {
		row := element(table, "TR")
		for j, s := range cells {
			if i > 0 && j > 0 {
				say(row, "TD", layout.SerifRegular, s)
				continue
			}
			th := say(row, "TH", layout.SansItalic, s)
			th.Scope = "Column"
			if i > 0 {
				th.Scope = "Row"
			}
		}
	}
	draw(0, layout.Mark{Artifact: layout.BackgroundArtifact, Rules: []layout.Rule{{Rect: layout.Rect{X: 300, Y: 500, W: 100, H: 40}, Color: layout.Color{R: 242, G: 244, B: 245}}}})
	figure := element(root, "Figure")
	figure.Alt = "En ruta från blått till grönt"
	figure.BBox = layout.Rect{X: 300, Y: 400, W: 120, H: 80}
	draw(0, layout.Mark{Leaf: leaf(figure), Pictures: []layout.PictureBox{{Rect: figure.BBox, Picture: layout.Picture{Key: "karta.png"}}}})
	y = 700
	say(note, "Lbl", layout.SansRegular, "1 ")
	say(note, "P", layout.SansBoldItalic, "Säkerhetsskyddslagen, 2 kap.")
	draw(0, layout.Mark{Artifact: layout.FooterArtifact, Runs: []layout.Run{{Text: "Sida 1(2)", Face: layout.SansBold, Size: 9, X: 420, Y: 800, Color: ink}}})

	// The paragraph of the first sheet goes on.
	draw(1, layout.Mark{Leaf: after, Runs: []layout.Run{{Text: "nästa ark.", Face: layout.SerifRegular, Size: 11, X: 100, Y: 90, Color: ink}}})
	y = 100
	h := element(root, "H2")
	draw(1, layout.Mark{Leaf: leaf(h), Runs: []layout.Run{run(layout.SansBold, "2 Beslut")}})
	back := element(element(root, "P"), "Link")
	draw(1, layout.Mark{Leaf: leaf(back), Runs: []layout.Run{run(layout.MonoBold, "Till avsnitt 1")}})
	area(back, layout.LinkArea{Sheet: 1, Rects: []layout.Rect{{X: 100, Y: y - 12, W: 80, H: 14}}, Description: "Avsnitt 1", TargetY: 120})
	return layout.Print{
		Title: "Policy för informationssäkerhet", Language: "sv-SE", Root: root, Sheets: sheets,
		Outline: []layout.Outline{{Title: "Policy för informationssäkerhet", Level: 1, Y: 80}, {Title: "1 Ansvar", Level: 2, Y: 120}, {Title: "2 Beslut", Level: 2, Sheet: 1, Y: 100}},
		Anchors: []layout.Anchor{{ID: "beslut", Sheet: 1, Y: 100}, {ID: "ansvar", Y: 120}, {ID: "ansvar", Y: 300}},
	}
}
