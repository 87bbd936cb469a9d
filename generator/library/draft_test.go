package library

import "testing"

func TestIsFile(t *testing.T) {
	d := &Draft{File: "content/policy/losenord/utkast.md"}
	for named, want := range map[string]bool{
		"content/policy/losenord/utkast.md": true, "policy/losenord/utkast.md": true, "utkast.md": true, "utkast": true,
		"./content/policy/losenord/utkast.md": true, `content\policy\losenord\utkast.md`: true, `.\utkast.md`: true,
		"": false, "losenord/utkast.md": false, "policy/losenord": false, "utkast-ny": false, "/utkast.md": false,
	} {
		if got := d.IsFile(named); got != want {
			t.Errorf("%q: got %v, want %v", named, got, want)
		}
	}
}

func TestPredecessor(t *testing.T) {
	rules := DefaultRules()
	draft := func(file, adopted, status string) *Draft {
		d := &Draft{
			File: "content/policy/a/" + file + ".md", Document: "policy/a", VersionFile: file, Title: "A", Status: status,
			AdoptedBy: "kf", Section: "§ 1", Visibility: Public,
		}
		d.Adopted, _ = ParseDate(adopted)
		return d
	}
	for name, c := range map[string]struct {
		drafts []*Draft
		want   map[string]string // by file; "" for none
	}{
		"a proposal for a document in force": {
			[]*Draft{draft("1", "2019-03-25", ""), draft("2", "2024-03-25", ""), draft("utkast", "", "draft")},
			map[string]string{"1": "", "2": "1", "utkast": "2"},
		},
		"a version to come": {
			[]*Draft{draft("1", "2019-03-25", ""), draft("2", "2027-03-25", ""), draft("utkast", "", "draft")},
			map[string]string{"2": "1", "utkast": "1"},
		},
		"a new document": {[]*Draft{draft("utkast", "", "draft")}, map[string]string{"utkast": ""}},
	} {
		lib, _ := Resolve(c.drafts, rules, NewDate(2026, 11, 22))
		for _, v := range lib.Document("policy/a").Versions {
			want, known := c.want[v.VersionFile]
			got := ""
			if p := v.Predecessor(); p != nil {
				got = p.VersionFile
			}
			if known && got != want {
				t.Errorf("%s: %s has the predecessor %q, want %q", name, v.VersionFile, got, want)
			}
		}
	}
}
