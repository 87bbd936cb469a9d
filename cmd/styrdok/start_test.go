package main

import (
	"strings"
	"testing"

	"styrdok/generator/source"
)

// TestStartObligations shows that the list of what the law requires that init writes can be used: without the marks every
// entry is read, and one that nobody has read in the law says so in place of the day.
func TestStartObligations(t *testing.T) {
	data, err := start.ReadFile("start/config.toml")
	if err != nil {
		t.Fatal(err)
	}
	config, list, _ := strings.Cut(string(data), "# [[obligations]]")
	list = strings.ReplaceAll("[[obligations]]"+list, "\n# ", "\n")
	list = strings.ReplaceAll(list, "\n#\n", "\n\n")
	for _, entry := range strings.Split(list, "[[obligations]]")[1:] {
		if strings.Contains(entry, "kontrollera") == strings.Contains(entry, "= 2025-09-01") {
			t.Errorf("an entry has a day without having been read, or the other way round:%s", entry)
		}
	}
	if _, diags := source.ReadConfig("config.toml", config+list); !diags.HasErrors() {
		t.Error("entries that nobody has read are taken as they are")
	}
	list = strings.ReplaceAll(list, "read      =  ", "read      = 2026-11-22")
	c, diags := source.ReadConfig("config.toml", config+list)
	if diags.HasErrors() || len(c.Rules.Obligations) < 6 {
		t.Errorf("got %d obligations and %v", len(c.Rules.Obligations), diags)
	}
	for _, o := range c.Rules.Obligations {
		if !strings.HasPrefix(o.Source, "https://rkrattsbaser.gov.se/") {
			t.Errorf("%s is read at %q", o.What, o.Source)
		}
	}
}
