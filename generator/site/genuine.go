package site

// AddressGenuine is the address of the page that tells how somebody who has been given a PDF finds out whether it is one that was
// published.
const AddressGenuine = "/data/kontroll/"

// unspoken is the language of what is no words: a screen reader spells it, and nothing is hyphenated.
const unspoken = "zxx"

// planGenuine makes the page about checking a file. What an internal build shows is not published, so it has none.
func (p *lists) planGenuine() {
	if p.Internal {
		return
	}
	pg := &Page{Kind: KindData, URL: AddressGenuine, Title: p.text("data.genuine.title")}
	pg.Description = p.text("data.genuine.description", p.organisationGenitive())
	pg.Crumbs = p.crumbs(pg, pg.Title, crumb{p.text("data.title"), AddressData, ""})
	command := func(system, line string) OutlineItem {
		return OutlineItem{Text: p.Say("data.genuine.on." + system), Under: Sentence{{Text: line, Lang: unspoken}}}
	}
	part := func(id string, paragraphs ...Sentence) Outline {
		return Outline{ID: "_" + id, Heading: p.text("data.genuine." + id), Paragraphs: paragraphs}
	}
	say := func(key string, args ...any) Sentence { return p.Say("data.genuine."+key, args...) }
	reckon := part("reckon", say("reckon_text"))
	reckon.Items = []OutlineItem{
		command("windows", "Get-FileHash"), command("older", "certutil -hashfile"), command("mac", "shasum -a 256"), command("linux", "sha256sum"),
	}
	sums := p.linked(pg, p.text("data.genuine.sums"), AddressSums)
	compare := part("compare", say("compare_text", p.text("site.genuine.label"), sums))
	compare.Items = []OutlineItem{{Text: say("same")}, {Text: say("other")}}
	meaning := part("meaning", say("meaning_text", p.BaseURL), say("meaning_not"))
	if p.SigningKey != "" {
		signature := p.linked(pg, "SHA256SUMS.minisig", AddressSums+".minisig")
		meaning.Paragraphs = append(meaning.Paragraphs, say("signed", signature, Part{Text: p.SigningKey, Lang: unspoken}))
	}
	pg.Data = &DataPage{Lead: say("lead"), Parts: []Outline{reckon, compare, meaning, part("staff", say("staff_text"))}}
	p.addPage(pg)
}

// genuine tells the checksum of a version's print and how it is used, for those who want to know. The original of an import is
// published in place of its print.
func (p *unit) genuine(pg *Page, pr *Print) *Derivation {
	sum := p.measures[pr.Address].SHA256
	if p.Internal || pr.Version.Original != "" || sum == "" {
		return nil
	}
	how := p.linked(pg, p.text("site.genuine.how"), AddressGenuine)
	return &Derivation{Label: p.text("site.genuine.label"), Paragraphs: []Sentence{p.Say("site.genuine.text", Part{Text: sum, Lang: unspoken}, how)}}
}
