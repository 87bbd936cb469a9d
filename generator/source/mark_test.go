package source

import (
	"fmt"
	"testing"
)

func TestMarks(t *testing.T) {
	src := "+++\n# granska: ett\nstatus = \"draft\"\n# annat\n# to review: two\nadopted = 2020-01-01\n+++\n\n<!-- granska: tre -->\n\n# granska: en rubrik\n\n<!-- en anteckning -->\n"
	if got := fmt.Sprint(Marks(src)); got != "[{2 ett true} {5 two false} {9 tre false}]" {
		t.Error(got)
	}
	if Marks("+++\n+++\ntext") != nil {
		t.Error("marks where there are none")
	}
}
