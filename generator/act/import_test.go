package act

import (
	"errors"
	"io/fs"
	"syscall"
	"testing"

	"styrdok/generator/i18n"
	"styrdok/generator/intake"
	"styrdok/generator/regular"
)

// TestUnopened shows that a file that cannot be opened is refused in words.
func TestUnopened(t *testing.T) {
	words := i18n.MustLoad("sv")
	for err, want := range map[error]string{
		&fs.PathError{Op: "open", Path: "a", Err: syscall.EACCES}: "filen går inte att öppna: du har inte rätt att läsa den",
		&fs.PathError{Op: "read", Path: "a", Err: syscall.EIO}:    "filen går inte att öppna: disken svarar med ett fel",
		regular.ErrIrregular:         "filen går inte att öppna: den är ingen vanlig fil",
		errors.New("something else"): "filen går inte att öppna: something else",
	} {
		if got := refusal(ImportedFile{Reason: intake.Unreachable, Detail: plainError(err)}, words); got != want {
			t.Errorf("%v: got %q, want %q", err, got, want)
		}
	}
}
