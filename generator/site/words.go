package site

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/spelling"
)

const nbsp = "\u00a0"

// Wording words documents, bodies and days in a language: the texts of i18n put together with dates, links
// and numbers.
type Wording struct {
	t *i18n.Texts
}

// NewWording returns the wording of a language.
func NewWording(t *i18n.Texts) Wording { return Wording{t} }

// firstMark stands for argument 0 while a text of i18n is filled. The arguments themselves are
// never searched for marks, so that nothing an editor writes can be taken for one.
const firstMark = '\uE000'

// Say returns the text of a key of i18n as parts. Arguments are string, int, library.Date, which is
// written in words, Part or Sentence.
func (w Wording) Say(key string, args ...any) Sentence {
	marks := make([]any, len(args))
	for i := range args {
		marks[i] = string(rune(firstMark + i))
	}
	var out Sentence
	text := w.t.T(key, marks...)
	from := 0
	for i, r := range text {
		n := int(r - firstMark)
		if n < 0 || n >= len(args) {
			continue
		}
		out = join(out, Sentence{{Text: text[from:i]}})
		out = join(out, w.parts(args[n]))
		from = i + utf8.RuneLen(r)
	}
	return join(out, Sentence{{Text: text[from:]}})
}

func (w Wording) parts(arg any) Sentence {
	switch arg := arg.(type) {
	case string:
		return Sentence{{Text: arg}}
	case int:
		return Sentence{{Text: strconv.Itoa(arg)}}
	case library.Date:
		return Sentence{w.date(arg)}
	case Part:
		return Sentence{arg}
	case Sentence:
		return arg
	}
	panic(fmt.Sprintf("site: argument of type %T in a sentence", arg))
}

// join appends parts, making one of neighbours that are plain words.
func join(s Sentence, more Sentence) Sentence {
	for _, p := range more {
		if p.Text == "" {
			continue
		}
		if n := len(s); n > 0 && s[n-1].plain() && p.plain() {
			s[n-1].Text += p.Text
			continue
		}
		s = append(s, p)
	}
	return s
}

func (p Part) plain() bool { return p.ISO == "" && p.Href == "" && p.Lang == "" && !p.Strong }

// plain makes a sentence of words alone.
func plain(text string) Sentence {
	if text == "" {
		return nil
	}
	return Sentence{{Text: text}}
}

// Sentences joins sentences with spaces, leaving out empty ones.
func Sentences(sentences ...Sentence) Sentence { return list(" ", sentences...) }

// list joins values with a separator, leaving out empty ones.
func list(separator string, values ...Sentence) Sentence {
	var out Sentence
	for _, v := range values {
		if len(v) == 0 {
			continue
		}
		if len(out) > 0 {
			out = join(out, plain(separator))
		}
		out = join(out, v)
	}
	return out
}

func strong(s Sentence) Sentence {
	out := make(Sentence, len(s))
	for i, p := range s {
		p.Strong = true
		out[i] = p
	}
	return out
}

// form returns the key's form that agrees with a gender, or the key itself where a language
// makes no difference.
func (w Wording) form(key string, g library.Gender) string {
	if form := key + "." + max(g, library.Common).String(); w.t.Has(form) {
		return form
	}
	return key
}

// SayG is Say for the form that agrees with a gender.
func (w Wording) SayG(key string, g library.Gender, args ...any) Sentence {
	return w.Say(w.form(key, g), args...)
}

// SayN is Say for the form that agrees with a count, which is no argument by itself.
func (w Wording) SayN(key string, n int, args ...any) Sentence {
	if n == 1 {
		return w.Say(key+".one", args...)
	}
	return w.Say(key+".other", args...)
}

// text is Say for texts that hold only words.
func (w Wording) text(key string, args ...any) string { return w.Say(key, args...).String() }

// count writes a number up to twelve in letters, in the form that agrees with a gender.
func (w Wording) count(n int, g library.Gender) string {
	key := "site.number." + strconv.Itoa(n)
	if w.t.Has(w.form(key, g)) {
		return w.t.T(w.form(key, g))
	}
	return strconv.Itoa(n)
}

// date writes a day in words: "12 mars 2014", with a no-break space before the month.
func (w Wording) date(d library.Date) Part {
	if d.IsZero() {
		return Part{}
	}
	month := w.t.T("site.month." + strconv.Itoa(int(d.Month)))
	return Part{Text: fmt.Sprintf("%d%s%s %d", d.Day, nbsp, month, d.Year), ISO: d.String()}
}

// dayMonth writes a day of any year in words: "31 december".
func (w Wording) dayMonth(m library.MonthDay) string {
	return strconv.Itoa(m.Day) + nbsp + w.t.T("site.month."+strconv.Itoa(int(m.Month)))
}

// iso writes a day in figures, as lists and decision data do.
func iso(d library.Date) Part { return Part{Text: d.String(), ISO: d.String()} }

// days writes the days from first to last in words: "1 november 2010–14 oktober 2014".
func (w Wording) days(first, last library.Date) Sentence {
	return Sentence{w.date(first), {Text: "–"}, w.date(last)}
}

func capital(s string) string { return spelling.Capital(s) }

// capitalised makes the first letter of a sentence a capital.
func capitalised(s Sentence) Sentence {
	if len(s) == 0 {
		return s
	}
	out := append(Sentence(nil), s...)
	out[0].Text = capital(out[0].Text)
	return out
}

// Running makes the first letter small for use within a sentence, see [spelling.Running].
func Running(s string) string { return spelling.Running(s) }

// Joined joins the parts that are not empty.
func Joined(separator string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(parts), func(s string) bool { return s == "" }), separator)
}

// NoBreak returns a section with a no-break space between sign and number: "§ 42".
func NoBreak(section string) string {
	return strings.Replace(strings.TrimSpace(section), "§ ", "§"+nbsp, 1)
}

// Decider is who decided and where: "Kommunfullmäktige § 42, KS 2018/412". Text names who is no body of the configuration.
func Decider(body *library.Body, text, section, caseNumber string) string {
	return Joined(", ", Joined(" ", cmp.Or(BodyName(body), text), section), caseNumber)
}

// BodyRunning is a body's name within a sentence: "kommunstyrelsen". A name whose genitive is
// written with a capital is a proper name and keeps it.
func BodyRunning(b *library.Body) string {
	if b == nil {
		return ""
	}
	if r, _ := utf8.DecodeRuneInString(b.Genitive); unicode.IsUpper(r) {
		return b.Name
	}
	return Running(b.Name)
}

// BodyGenitive is "kommunstyrelsens".
func BodyGenitive(b *library.Body) string {
	return cmp.Or(b.Genitive, spelling.Genitive(BodyRunning(b)))
}

// Subject returns the word for a document of a kind, with its article, and the gender that
// other words agree with: "policyn", "riktlinjerna". A municipality's own kinds may have Swedish
// names on an English site, which says "the document" of all.
func (w Wording) Subject(k *library.Kind) (string, library.Gender) {
	if w.t.Lang() == "sv" && k != nil && k.Definite != "" {
		return k.Definite, k.Gender
	}
	return w.t.T("site.the_document"), library.Neuter
}

// Decided is the participle for how documents of a kind are decided, agreeing with a gender: "antagen", "fastställt".
func (w Wording) Decided(k *library.Kind, g library.Gender) string {
	return w.SayG("site.decided."+verbKey(k), g).String()
}

// factLabel is the label of a row of facts on documents of a kind: "Antaget av".
func (w Wording) factLabel(key string, k *library.Kind) string {
	_, g := w.Subject(k)
	return w.SayG("site.fact."+key, g, capital(w.Decided(k, g))).String()
}

// KindLabel is a kind's name at the start of a label: "Policy".
func KindLabel(k *library.Kind) string {
	if k == nil {
		return ""
	}
	return capital(k.Singular)
}

// FormatSize writes a file's size in kB of 1000 bytes, or in MB with one decimal from the size
// that would round to 1000 kB. Nothing is smaller than 1 kB. The decimal sign is that of the
// language; the space before the unit does not break.
func FormatSize(bytes int64, language string) string {
	kilo := (bytes + 500) / 1000
	if kilo < 1000 {
		return fmt.Sprintf("%d%skB", max(kilo, 1), nbsp)
	}
	tenths := (bytes + 50_000) / 100_000
	return decimal(fmt.Sprintf("%d.%d", tenths/10, tenths%10), language) + nbsp + "MB"
}

// FormatDuration writes how long something took: "290 ms", "1,1 s".
func FormatDuration(d time.Duration, language string) string {
	if d = d.Round(10 * time.Millisecond); d < time.Second {
		return fmt.Sprintf("%d%sms", d.Milliseconds(), nbsp)
	}
	return decimal(fmt.Sprintf("%.1f", d.Seconds()), language) + nbsp + "s"
}

// decimal writes a number with the decimal sign of a language.
func decimal(number, language string) string {
	if language == "sv" || strings.HasPrefix(language, "sv-") {
		return strings.Replace(number, ".", ",", 1)
	}
	return number
}
