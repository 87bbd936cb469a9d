package source

import "strings"

// swedishKeys are words that somebody who does not know the keys may write, and the keys that say the
// same.
var swedishKeys = map[string]string{
	"titel": "title", "rubrik": "title", "namn": "title", "korttitel": "short_title",
	"sammanfattning": "summary", "ingress": "summary", "typ": "kind", "dokumenttyp": "kind",
	"antagen": "adopted", "antaget": "adopted", "antagna": "adopted", "beslutad": "adopted", "beslutat": "adopted",
	"beslutsdatum": "adopted", "beslutsdag": "adopted", "antagen_av": "adopted_by", "antaget_av": "adopted_by",
	"beslutad_av": "adopted_by", "beslutat_av": "adopted_by", "paragraf": "section",
	"diarienummer": "case_number", "dnr": "case_number", "arendenummer": "case_number",
	"galler_fran": "in_force", "ikrafttradande": "in_force", "galler_till": "valid_until", "giltig_till": "valid_until",
	"agare": "owner", "ansvarig": "owner", "dokumentansvarig": "owner", "dokumentagare": "owner",
	"forvaltning": "department", "enhet": "department", "avdelning": "department", "kontakt": "contact",
	"revidering": "review", "oversyn": "review", "revideras": "review_by", "revideras_senast": "review_by",
	"andringar": "changes", "galler_for": "applies_to", "ersatter": "replaces", "relaterade": "related",
	"kompletterar": "complements", "bygger_pa": "based_on", "lagrum": "laws", "lagar": "laws", "standarder": "standards",
	"nyckelord": "keywords", "sprak": "language", "synlighet": "visibility", "upphavd": "repealed", "upphavt": "repealed",
	"uppdaterad": "updated", "datum": "date", "dag": "date", "organ": "body", "namnd": "body", "handlaggare": "officer",
	"anslagen": "announced", "anslaget": "announced", "arenden": "items", "arende": "items",
	"dokument": "document", "atgard": "action", "fil": "file", "fran": "from", "motiv": "reasons",
	"av": "by", "notering": "note", "anteckning": "note", "ordning": "order",
}

// MeantKey is the key that a Swedish word stands for, or "".
func MeantKey(word string) string {
	return swedishKeys[strings.NewReplacer("å", "a", "ä", "a", "ö", "o", " ", "_", "-", "_").Replace(strings.ToLower(word))]
}
