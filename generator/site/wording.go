package site

import (
	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// Wording words documents, bodies and days for those who write of them elsewhere than on pages.
type Wording struct{ w words }

// NewWording returns the wording of a language.
func NewWording(t *i18n.Texts) Wording { return Wording{words{t}} }

// Say returns the text of a key of i18n as parts. Arguments are string, int, library.Date, which is
// written in words, Part or Sentence.
func (x Wording) Say(key string, args ...any) Sentence { return x.w.say(key, args...) }

// SayG is Say for the form that agrees with a gender.
func (x Wording) SayG(key string, g library.Gender, args ...any) Sentence {
	return x.w.sayG(key, g, args...)
}

// SayN is Say for the form that agrees with a count, which is no argument by itself.
func (x Wording) SayN(key string, n int, args ...any) Sentence { return x.w.sayN(key, n, args...) }

// Subject returns the word for a document of a kind with its article, "policyn", and its gender.
func (x Wording) Subject(k *library.Kind) (string, library.Gender) { return x.w.subject(k) }

// KindLabel is a kind's name at the start of a label: "Policy".
func KindLabel(k *library.Kind) string { return kindLabel(k) }

// BodyName is a body's name within a sentence: "kommunstyrelsen".
func BodyName(b *library.Body) string { return bodyRunning(b) }

// BodyGenitive is "kommunstyrelsens".
func BodyGenitive(b *library.Body) string { return bodyGenitive(b) }

// Running makes the first letter small for use within a sentence, but in "IT-chef".
func Running(s string) string { return running(s) }

// Sentences joins sentences with spaces, leaving out empty ones.
func Sentences(s ...Sentence) Sentence { return after(s...) }
