package i18n

import (
	"fmt"
	"strconv"
	"strings"
)

// reader reads what our files use of TOML: tables, keys without quotes, basic strings of one line or more, and inline
// tables. A TOML library takes ten times as long, in each command.
type reader struct {
	rest  string
	texts map[string]string
}

// file reads a file to its end. The error has the line.
func (r *reader) file(data string) error {
	table := ""
	for r.rest = data; r.space(); {
		var err error
		if name, found := strings.CutPrefix(r.rest, "["); found {
			name, r.rest, found = strings.Cut(name, "]")
			if table = name + "."; !found {
				err = fmt.Errorf("table without an end")
			}
		} else {
			err = r.pair(table)
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", strings.Count(data[:len(data)-len(r.rest)], "\n")+1, err)
		}
	}
	return nil
}

// space skips spaces, line ends and comments, and reports whether anything follows.
func (r *reader) space() bool {
	for r.rest = strings.TrimLeft(r.rest, " \t\n"); strings.HasPrefix(r.rest, "#"); r.rest = strings.TrimLeft(r.rest, " \t\n") {
		_, r.rest, _ = strings.Cut(r.rest, "\n")
	}
	return r.rest != ""
}

// pair reads a key with its value, which lie in a table.
func (r *reader) pair(table string) error {
	key, rest, _ := strings.Cut(r.rest, "=")
	key, r.rest = table+strings.TrimSpace(key), strings.TrimLeft(rest, " \t")
	if rest, found := strings.CutPrefix(r.rest, "{"); found {
		for r.rest = rest; r.space() && r.rest[0] != '}'; r.rest = strings.TrimPrefix(r.rest, ",") {
			if err := r.pair(key + "."); err != nil {
				return err
			}
			r.space()
		}
		r.rest = strings.TrimPrefix(r.rest, "}")
		return nil
	}
	text, err := r.text()
	if _, twice := r.texts[key]; twice && err == nil {
		err = fmt.Errorf("key %q is there already", key)
	}
	r.texts[key] = text
	return err
}

// text reads a string.
func (r *reader) text() (string, error) {
	quote := `"`
	if rest, found := strings.CutPrefix(r.rest, `"""`); found {
		quote, r.rest = `"""`, strings.TrimPrefix(rest, "\n")
	} else if r.rest, found = strings.CutPrefix(r.rest, `"`); !found {
		return "", fmt.Errorf("no text after a key")
	}
	if text, rest, found := strings.Cut(r.rest, quote); found && !strings.Contains(text, `\`) {
		r.rest = rest
		return text, nil
	}
	var b strings.Builder
	for !strings.HasPrefix(r.rest, quote) {
		if quote != `"` && strings.HasPrefix(r.rest, `"`) {
			b.WriteByte('"')
			r.rest = r.rest[1:]
			continue
		}
		c, _, rest, err := strconv.UnquoteChar(r.rest, '"')
		if err != nil {
			return "", fmt.Errorf("text without an end, or with an unknown escape")
		}
		b.WriteRune(c)
		r.rest = rest
	}
	r.rest = r.rest[len(quote):]
	return b.String(), nil
}
