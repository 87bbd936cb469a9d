package importer

import (
	"testing"

	"styrdok/generator/intake"
)

// TestUnseen takes values and titles of characters that show nothing, wherever a file can have one: a
// document gets its title from elsewhere, and no key that says nothing.
func TestUnseen(t *testing.T) {
	for _, unseen := range []string{"\ufe00", "\u3164", "\u2800", "\u00ad", "\u200b", "\u034f", "\U000e0100", "\ue123", " \u00a0\u2003"} {
		for _, name := range []string{"fil", unseen} {
			for format, texts := range map[intake.Format][]string{
				intake.Text:     {unseen, unseen + "\n\nText.\n", "Titel: " + unseen + "\nÄgare: " + unseen + "\n\nText."},
				intake.Markdown: {unseen, "# " + unseen + "\n\nText.\n", "---\ntitle: \"" + unseen + "\"\nowner: \"" + unseen + "\"\ntags: [\"" + unseen + "\"]\n---\nText.\n"},
				intake.HTML: {"<p>" + unseen, "<title>" + unseen + "</title><main><h1>" + unseen + "</h1><p>Text.</main>",
					"<main><h1>" + unseen + "</h1><table><tr><td>Titel<td>" + unseen + "<tr><td>Ägare<td>" + unseen + "</table><p>Text.</main>"},
			} {
				for _, text := range texts {
					hold(t, name+"."+string(format), format, []byte(text))
				}
			}
		}
	}
}
