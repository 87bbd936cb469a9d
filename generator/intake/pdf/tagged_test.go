package pdf

import (
	"strings"
	"testing"
)

// TestTreesAreRead reads structure trees as they should not be, but as files have them: no word is lost. A tree is written with
// an element's role before its content in brackets, and words of the page as numbers or small letters.
func TestTreesAreRead(t *testing.T) {
	for _, tree := range []string{
		"Note( a Note( b c ) )", "P( a ) Note( Lbl( b ) )", "Note( Lbl( b ) L( LI( c ) ) )", "Note( Lbl( P( a ) P( b ) ) P( c ) )", "Note( Lbl( P( a ) ) P( c ) )",
		"Table( Caption( a ) )", "Table( Caption( a ) TR( TD( b ) ) )", "Table( Caption( P( a ) P( b ) ) TR( TD( H1( c ) ) ) )", "Table( Caption( a ) b )",
		"L( LI( Lbl( a ) ) LI( Lbl( b ) LBody( H1( c ) ) ) )", "L( LI( Lbl( a ) LBody( H1( b ) ) ) LI( Lbl( c ) LBody( P( d ) ) ) LI( Lbl( e ) ) )",
		"L( LI( Lbl( Table( TR( TD( a ) TD( b ) ) ) ) LBody( c ) ) )", "L( LI( Lbl( a ) Lbl( b ) ) )", "L( LI( Lbl( 1. ) ) LI( Lbl( 2. ) LBody( H1( c ) ) ) LI( Lbl( 3. ) LBody( L( LI( d ) ) ) ) )", "L( Caption( a ) )", "L( a LI( b ) c )",
		"H1( P( a ) b L( LI( c ) ) )", "TOC( a TOCI( b TOC( TOCI( c ) ) ) P( d ) )", "TOC( TOCI( Table( TR( TD( a ) TD( b ) ) ) ) )", "Figure( a Caption( b ) )", "LBody( Lbl( a ) )",
	} {
		f := &file{tagged: true, pages: []*page{{number: 1, width: 595, height: 842}}}
		d := drawing{file: f, open: []*element{&f.tree}}
		var want []string
		for _, part := range strings.Fields(tree) {
			last := d.open[len(d.open)-1]
			switch role, opens := strings.CutSuffix(part, "("); {
			case opens:
				d.tree(&element{role: role})
			case part == ")":
				d.open = d.open[:len(d.open)-1]
			default:
				word := part
				if part[0] >= 'a' {
					word = "ord" + part
				}
				d.marks++
				d.words, d.data = []string{word}, []byte{0, 32, 20, byte(240 - 8*d.marks)}
				d.text(d.marks)
				last.kids = append(last.kids, kid{page: 1, mark: d.marks})
				want = append(want, word)
			}
		}
		r, err := f.reading()
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range want {
			if n := strings.Count(everything(r), word); n == 0 {
				t.Errorf("%s: %s is lost:\n%s", tree, word, dump(r))
			}
		}
		if len(r.Left) > 0 && !strings.HasPrefix(tree, "TOC") {
			t.Errorf("%s: %v is left out of the text", tree, r.Left)
		}
	}
}
