package source

import (
	"slices"
	"strings"
	"testing"

	"styrdok/generator/library"
)

// TestOwners shows whose address counts for a role in a department, and who is above.
func TestOwners(t *testing.T) {
	c, diags := ReadConfig("config.toml", minimal+`
[[owners]]
role = "Enhetschef"
email = "alla@a.example"
superior = "kommundirektör"
[[owners]]
role = "Enhetschef"
department = "Skolan"
email = "skolans@a.example"
superior = "Skolan"
[[owners]]
department = "Skolan"
email = "skolan@a.example"
[[owners]]
role = "Kommundirektör"
email = "kd@a.example"
[[bodies]]
id = "kommunstyrelsen"
email = "ks@a.example"
[notify]
to = ["a@a.example", " A@a.example", "b@a.example"]
`)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	for _, test := range []struct{ role, department, address, superior string }{
		{"Enhetschef", "Skolan", "skolans@a.example", "skolan@a.example"},
		{"ENHETSCHEF", "skolan", "skolans@a.example", "skolan@a.example"},
		{"Enhetschef", "Parken", "alla@a.example", "kd@a.example"},
		{"Rektor", "Skolan", "skolan@a.example", ""},
		{"", "Skolan", "skolan@a.example", ""},
		{"Rektor", "Parken", "", ""},
		{"", "", "", ""},
	} {
		owner, found := c.OwnerOf(test.role, test.department)
		superior, _ := c.SuperiorOf(owner)
		if owner.Email != test.address || found != (test.address != "") || superior.Email != test.superior {
			t.Errorf("%s, %s: got %q below %q, want %q below %q", test.role, test.department, owner.Email, superior.Email, test.address, test.superior)
		}
	}
	if got := c.AddressOf(c.Rules.Body("ks")); got != "ks@a.example" || c.AddressOf(nil) != "" || c.AddressOf(&library.Body{ID: "x"}) != "" {
		t.Errorf("got the body's address %q", got)
	}
	if !slices.Equal(c.Notify.To, []string{"a@a.example", "b@a.example"}) {
		t.Errorf("got the recipients %v", c.Notify.To)
	}
}

// TestPassword shows that a password in the configuration is told to be taken out of it.
func TestPassword(t *testing.T) {
	for _, key := range []string{"password", "losenord"} {
		_, diags := ReadConfig("config.toml", minimal+"[remind]\n"+key+" = \"hemligt\"\n")
		if len(diags) != 1 || diags[0].Args[2].Key != "unknown-key.password" {
			t.Errorf("%s: got %v", key, diags)
		}
	}
}

// TestMailMistakes shows what is told of addresses that are wrong, and what is suggested.
func TestMailMistakes(t *testing.T) {
	const chief = "[[owners]]\nrole = \"It-chef\"\nemail = \"a@a.example\"\n"
	for _, test := range []struct{ add, want, meant string }{
		{"[[owners]]\nrole = \"X\"\n", "missing-key 6:3", ""},
		{"[[owners]]\nemail = \"a@a.example\"\n", "missing-key 6:3", ""},
		{chief + chief, "bad-value 10:8", ""},
		{chief + "superior = \"It-cehf\"\n", "bad-value 9:12", "It-chef"},
		{"[remind]\nfrom = \"Chefen <a@a.example>\"\n", "bad-value 7:8", "a@a.example"},
		{"[remind]\nfrom = \"å@a.example\"\n", "bad-value 7:8", ""},
		{"[remind]\nfrom = \"a@\\u0000b.example\"\n", "control-character 7:8", ""},
		{"[remind]\nfrom = \"a@b\"\n", "bad-value 7:8", ""},
		{"[remind]\nfrom = \"" + strings.Repeat("a", 250) + "@a.example\"\n", "bad-value 7:8", ""},
		{"[remind]\nhost = \"smtps://smtp.a.example:465\"\n", "bad-value 7:8", "smtp.a.example"},
		{"[remind]\nport = 0\n", "bad-value 7:8", ""},
		{"[remind]\nagain = 0\n", "bad-value 7:9", ""},
		{"[remind]\npassword = \"x\"\n", "unknown-key 7:1", ""},
		{"[notify]\nto = \"a@a.example\"\n", "wrong-type 7:6", ""},
		{"[notify]\nto = [\"x\"]\n", "bad-value 7:7", ""},
	} {
		_, diags := ReadConfig("config.toml", minimal+test.add)
		if len(diags) == 0 {
			t.Errorf("%q: nothing is told", test.add)
			continue
		}
		d := diags[0]
		if got := string(d.Code) + " " + strings.TrimPrefix(d.Pos.String(), "config.toml:"); got != test.want || d.Subject != test.meant {
			t.Errorf("%q: got %s, meant %q, want %s, meant %q", test.add, got, d.Subject, test.want, test.meant)
		}
	}
}
