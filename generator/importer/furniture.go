package importer

import (
	"strings"

	"styrdok/generator/intake"
	"styrdok/generator/library"
	"styrdok/generator/pattern"
)

// webLines are lines that a web site puts around a text, as people copy them with it.
var webLines = pattern.New(`(?i)^(?:` + strings.Join([]string{
	`senast (?:publicerad|uppdaterad|granskad|ändrad)\b.{0,60}`, `(?:sidan|innehållet|sidan är|sidan blev)\s+(?:senast\s+)?(?:uppdaterad(?:es)?|publicerad(?:es)?|granskad(?:es)?)\b.{0,60}`,
	`.{0,120}\bför utskrift \(pdf\).{0,80}`, `.{0,150}(?:öppnas i nytt fönster|länk till annan webbplats).{0,20}`, `.{0,120}\(pdf,?\s*\d[\d ,.]*\s*[km]b\)\.?`,
	`(?:lyssna|lyssna på (?:sidan|texten)|dela|dela sidan|dela på .{3,20}|skriv ut|skriv ut sidan|skriv ut den här sidan|tipsa(?: en vän)?|till toppen(?: av sidan)?|till sidans topp|tillbaka till toppen|gå till (?:huvud)?innehåll(?:et)?|hoppa till (?:huvud)?innehåll(?:et)?|till innehållet?|meny|sök|stäng|startsida|kontakta oss|tillbaka|translate|other languages|logga in|visa alla|läs mer|e-tjänster|självservice|teckenspråk|lättläst|in english)\.?`,
	`hej!? du använder en gammal webbläsare.{0,40}`, `.{0,400}\bwebbläsare\pL*.{0,200}(?:firefox|chrome|edge|safari|internet explorer).{0,100}`, `.{0,200}(?:använder|godkänn|acceptera).{0,40}\b(?:kakor|cookies)\b.{0,200}`, `.{0,40}\b(?:kakor|cookies)\b.{0,60}(?:använder|godkänn|acceptera).{0,100}`,
	`(?:hjälpte|var) (?:informationen|innehållet|sidan).{0,80}\?.{0,20}`, `fick du hjälp.{0,60}\?.{0,20}`, `du är här:.{0,200}`, `(?:start|startsida|hem)\s*[/›>»].{0,200}`, `(?:sidansvarig|sidan ansvarig|ansvarig för sidan|webbredaktör|sidredaktör):?.{0,80}`,
}, "|") + `)$`)

// pageLines are what a printed page has beside its text.
var pageLines = pattern.New(`(?i)^(?:(?:sida|sid\.?)\s*:?\s*\d{1,4}(?:\s*(?:av|/|\()\s*\d{1,4}\)?)?|\d{1,4}\s?\(\d{1,4}\)|[–-]\s?\d{1,4}\s?[–-]|(?:utskriven|utskriftsdatum|utskrivet):?)$`)

// letterLines are what a letterhead has: addresses, numbers, the municipality's name.
var letterLines = pattern.New(`(?i)^(?:` + strings.Join([]string{
	`(?:box|postadress|besöksadress|leveransadress|telefon|tel|tfn|växel|fax|telefax|e-?post|mejl|mail|org\.?\s?-?(?:nr|nummer)|organisationsnummer|bankgiro|plusgiro|webbplats|hemsida|internet|www)\b[:. ].{0,90}`,
	`(?:se-)?\d{3} ?\d{2} \p{L}[\p{L} -]{1,30}`, `www\.[\w.-]+`, `[\w.+-]+@[\w.-]+`, `\p{L}[\p{L}-]{2,20}(?: \p{L}+)? kommun`, `kommunstyrelsens? kansli`,
}, "|") + `)$`)

// stripFurniture returns the blocks of a text without what is furniture, and the lines that it took away.
func stripFurniture(blocks []intake.Block, format intake.Format) (out []intake.Block, web, page, letter []string) {
	fromWeb := format == intake.HTML || format == intake.Text
	top, bottom := letterhead(blocks)
	for i, b := range blocks {
		p, ok := b.(*intake.Paragraph)
		if !ok {
			out = append(out, b)
			continue
		}
		line := strings.Join(strings.Fields(intake.PlainText(p.Spans)), " ")
		switch {
		case line == "":
			out = append(out, b)
		case pageLines.MatchString(line):
			page = append(page, line)
		case fromWeb && webLines.MatchString(line):
			web = append(web, line)
		case (i < top || i >= bottom) && letterLines.MatchString(line):
			letter = append(letter, line)
		default:
			out = append(out, b)
		}
	}
	return out, web, page, letter
}

// letterhead returns where the text begins and ends between what may be a letterhead: it begins with the first heading or sentence, and below
// it there must be several such lines, since one may be an answer to whom to call.
func letterhead(blocks []intake.Block) (top, bottom int) {
	line := func(i int) (string, bool) {
		p, ok := blocks[i].(*intake.Paragraph)
		if !ok {
			return "", false
		}
		return strings.Join(strings.Fields(intake.PlainText(p.Spans)), " "), true
	}
	for top < len(blocks) && top < 10 {
		s, ok := line(top)
		if !ok || len(s) > 60 && !letterLines.MatchString(s) {
			break
		}
		top++
	}
	bottom = len(blocks)
	for bottom > top {
		s, ok := line(bottom - 1)
		if !ok || !letterLines.MatchString(s) && !pageLines.MatchString(s) {
			break
		}
		bottom--
	}
	if len(blocks)-bottom < 2 {
		bottom = len(blocks)
	}
	return top, bottom
}

// idIn returns the ID of the document whose address on the site stands in the heads or feet of pages, "" if there is none or more than one. That of a page
// that compares versions is no document's.
func idIn(furniture []intake.Furniture, address string) library.ID {
	_, base, ok := strings.Cut(strings.TrimSuffix(address, "/")+"/", "://")
	if !ok {
		return ""
	}
	var found library.ID
	for _, f := range furniture {
		for _, word := range strings.Fields(strings.Join(intake.Lines(f.Blocks), " ")) {
			if _, bare, ok := strings.Cut(word, "://"); ok {
				word = bare
			}
			rest, own := strings.CutPrefix(word, base)
			m := documentAddress.FindStringSubmatch(rest)
			switch {
			case !own || m == nil:
			case found != "" && string(found) != m[1]:
				return ""
			default:
				found = library.ID(m[1])
			}
		}
	}
	return found
}

// documentAddress is the address of a document or a version of it, below that of the site.
var documentAddress = pattern.New(`^([a-z0-9-]+/[a-z0-9-]+)/(?:\d{4}-\d\d-\d\d/)?$`)
