package plain

import (
	"errors"
	"strings"
	"testing"

	"styrdok/generator/intake"
)

func TestRead(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"paragraphs", "Ett\n\nTvå\n", "Ett|Två"},
		{"margin", "En rad som är så lång att den slutar vid en marginal, och som går\nvidare på nästa rad.\n", "En rad som är så lång att den slutar vid en marginal, och som går vidare på nästa rad."},
		{"a sentence broken off", "kontroll av\nkostnader", "kontroll av kostnader"},
		{"items", "Så här:\n• ett\n• två som är\nlångt", "Så här:|• ett|• två som är långt"},
		{"labels", "Antagen av: KS\nDatum: 2020-01-01", "Antagen av: KS|Datum: 2020-01-01"},
		{"two headings", "Syfte\nAnsvar", "Syfte|Ansvar"},
		{"Windows", "\xc5tg\xe4rd \x96 tv\xe5\r\n\r\nTre", "Åtgärd – två|Tre"},
		{"marked UTF-8", "\xef\xbb\xbfÅ", "Å"},
	} {
		r, err := Read([]byte(c.text))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if got := strings.Join(intake.Lines(r.Blocks), "|"); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	for text, want := range map[string]intake.Reason{" \n ": intake.NoText, "a\x00b": intake.OtherKind, strings.Repeat("\x01a", 50): intake.OtherKind, "\x81\x8d": intake.Encoding} {
		var refused *intake.Refused
		if _, err := Read([]byte(text)); !errors.As(err, &refused) || refused.Reason != want {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

func TestReadMarkdown(t *testing.T) {
	r, err := ReadMarkdown([]byte("---\ntitle: \"A: b\"\ndate: 2020-1-5\ntags: [x, y]\nowner:\n  name: Chef\nempty:\n---\n# A\n"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range r.Fields {
		got = append(got, e.Name+"="+strings.Join(e.Values, ","))
	}
	if s := strings.Join(got, ";"); s != "title=A: b;date=2020-01-05;tags=x,y;owner=name: Chef;empty=" || r.Markdown != "# A\n" {
		t.Errorf("got %q and %q", s, r.Markdown)
	}
	if _, err := ReadMarkdown([]byte("---\na: [\n---\n")); err == nil {
		t.Error("broken YAML was read")
	}
	if r, err := ReadMarkdown([]byte("text\n---\n")); err != nil || r.Fields != nil || r.Markdown != "text\n---\n" {
		t.Errorf("without front matter: %+v, %v", r, err)
	}
}
