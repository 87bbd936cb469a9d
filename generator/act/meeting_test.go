package act_test

import (
	"styrdok/generator/act"
	"testing"

	"styrdok/generator"
	"styrdok/generator/library"
)

// TestMeetingByFile shows the ways in which people and machines write the name of a meeting's file.
func TestMeetingByFile(t *testing.T) {
	opt := generator.Options{Dir: "../..", Today: library.Date{Year: 2026, Month: 11, Day: 22}}
	for _, name := range []string{
		"2026-12-14-kommunfullmaktige", "2026-12-14-kommunfullmaktige.md", "content/meetings/2026-12-14-kommunfullmaktige.md",
		"./content/meetings/2026-12-14-kommunfullmaktige.md", `content\meetings\2026-12-14-kommunfullmaktige.md`,
	} {
		m, _, err := act.Meeting(opt, name)
		if err != nil || m == nil {
			t.Errorf("%s: %v, %v", name, m, err)
		}
	}
}
