package edit_test

import (
	"testing"

	"styrdok/generator/edit"
)

func TestReword(t *testing.T) {
	const src = "\uFEFF+++\r\nö = \"x\" # å\nrelated = ['policy/a', \"policy/b\"]\r\n+++\r\n"
	for _, test := range []struct {
		line, column int
		old, want    string
	}{
		{3, 12, "policy/a", "\uFEFF+++\r\nö = \"x\" # å\nrelated = ['policy/c', \"policy/b\"]\r\n+++\r\n"},
		{3, 24, "policy/b", "\uFEFF+++\r\nö = \"x\" # å\nrelated = ['policy/a', \"policy/c\"]\r\n+++\r\n"},
		{2, 5, "x", "\uFEFF+++\r\nö = \"policy/c\" # å\nrelated = ['policy/a', \"policy/b\"]\r\n+++\r\n"},
		{3, 12, "policy/b", ""}, // another text
		{3, 11, "policy/a", ""}, // no text
		{9, 1, "policy/a", ""},
		{5, 1, "", ""},
	} {
		got, ok := edit.Reword([]byte(src), test.line, test.column, test.old, "policy/c")
		if string(got) != test.want || ok != (test.want != "") {
			t.Errorf("%d:%d %q: got %q %t", test.line, test.column, test.old, got, ok)
		}
	}
}

func TestListsOfTexts(t *testing.T) {
	for _, test := range []struct {
		src, want string
		change    edit.Change
	}{
		{"title = \"T\"\n", "title = \"T\"\naliases = [\"/a/\"]\n", edit.AppendText("aliases", "/a/")},
		{"aliases = [\n  \"/b/\", # b\n]\n", "aliases = [\n  \"/b/\", # b\n  \"/a/\",\n]\n", edit.AppendText("aliases", "/a/")},
		{"aliases = ['/b/']\n", "aliases = ['/b/', \"/a/\"]\n", edit.AppendText("aliases", "/a/")},
		{"aliases = ['/b/']\n", "aliases = [\"/a/\", \"/c\"]\n", edit.SetTexts("aliases", []string{"/a/", "/c"})},
		{"aliases = ['/b/'] # x\n", "# x\n", edit.SetTexts("aliases", nil)},
	} {
		got, err := edit.FrontMatter([]byte("+++\n"+test.src+"+++\n"), test.change)
		if err != nil || string(got) != "+++\n"+test.want+"+++\n" {
			t.Errorf("%q: got %q, %v", test.src, got, err)
		}
	}
}
