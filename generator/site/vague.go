package site

import (
	"path"
	"slices"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/pattern"
)

// emptyLinks are words that tell a reader nothing who hears the links of a page one after the other.
var emptyLinks = []string{
	"här", "hit", "klicka", "klicka här", "tryck här", "se här", "se mer", "länk", "länken", "denna länk", "den här länken", "följ länken",
	"läs mer", "läs mer här", "läs vidare", "mer", "mer info", "mer information", "info", "hämta", "hämta här", "ladda ner", "ladda ner här", "öppna", "fil", "filen",
	"here", "click here", "link", "this link", "this", "read more", "more", "download",
}

// emptyAlts are words that tell only that there is an image.
var emptyAlts = []string{
	"bild", "bilden", "en bild", "bild på", "bild av", "foto", "fotografi", "figur", "diagram", "graf", "illustration", "skärmbild", "skärmdump", "skärmklipp",
	"image", "picture", "photo", "figure", "screenshot", "alt-text", "alternativtext", "bildbeskrivning", "beskrivning",
}

// cameraName matches what a camera, a telephone or a program calls an image.
var cameraName = pattern.New(`(?i)^(.*\.(jpe?g|png|svg|gif|heic|webp|tiff?|bmp)|(img|dsc|dscn|dscf|pxl|wp|image|bild|foto|figur|picture|skärmbild|skärmavbild|screenshot|namnlös|untitled)[\s_-]*\d[\d\s_.-]*)$`)

// isEmpty reports whether words are on a list, whatever their case and signs.
func isEmpty(words string, list []string) bool {
	words = strings.ToLower(strings.Join(strings.Fields(words), " "))
	return slices.Contains(list, strings.Trim(words, " .,:;!?>»→…()[]"))
}

// open reports whether an author may still change a text: one that has been replaced stays as it was adopted.
func (o origin) open() bool {
	return o.version == nil || o.version == o.doc.Shown || !adopted(o.version)
}

func (p *unit) checkWords(o origin, l *block.Link) {
	if words := block.Plain(l.Spans); o.open() && isEmpty(words, emptyLinks) {
		p.out.Diags.Add(diag.VagueLink, l.Position(), words)
	}
}

func (p *unit) checkAlt(o origin, i *block.Image) {
	if i.Decorative || !o.open() || i.Alt == "" {
		return
	}
	alt := strings.TrimSpace(i.Alt)
	if isEmpty(alt, emptyAlts) || cameraName.MatchString(alt) || alt == path.Base(i.Src) {
		p.out.Diags.Add(diag.VagueAlt, i.Position(), alt)
	}
}
