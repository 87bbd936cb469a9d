package act

import (
	"strings"

	"styrdok/generator"
	"styrdok/generator/decide"
	"styrdok/generator/diag"
	"styrdok/generator/load"
	"styrdok/generator/seal"
)

// Seal seals all adopted versions that have no seal, and those that have been corrected since.
// A conflict that git has left in the file is resolved. The number is that of the new seals.
func Seal(opt generator.Options) (*Decided, int, error) {
	read := opt.Reading()
	read.Whole = true
	m, diags, err := load.Load(read)
	if err != nil {
		return nil, 0, err
	}
	d := &Decided{Before: &Found{m, diags}, opt: opt}
	if m.BadConfig {
		return d, 0, nil
	}
	entries, faults, err := m.ReadSeals()
	if err != nil {
		return nil, 0, err
	}
	if faults.HasErrors() && !seal.HasConflict(faults) {
		d.Refused = faults
		return d, 0, nil
	}
	result, err := m.CheckSeals(entries, diags)
	if err != nil {
		return nil, 0, err
	}
	// What cannot be read cannot be sealed either.
	for _, found := range diags {
		if found.Severity == diag.Error && found.Code != diag.SealSyntax && found.Code != diag.SealBroken && found.Code != diag.SealMissing &&
			strings.HasPrefix(found.Pos.File, "content/") && !strings.HasPrefix(found.Pos.File, "content/pages/") && !strings.HasPrefix(found.Pos.File, "content/meetings/") {
			d.Refused = append(d.Refused, found)
		}
	}
	known := map[decide.Key]bool{}
	for _, e := range entries {
		known[decide.Key{Document: e.Document, Adopted: e.Adopted}] = true
	}
	for _, v := range result.Unsealed {
		if !known[decide.Key{Document: v.Draft.Document, Adopted: v.Draft.Adopted}] {
			d.Refused = append(d.Refused, m.MarkupErrors(v.Draft)...)
		}
	}
	d.Refused = append(d.Refused, result.Diags...).Sort()
	if d.Refused.HasErrors() {
		return d, 0, nil
	}
	if len(result.Entries) == 0 {
		return d, 0, nil
	}
	d.versions = len(result.Entries)
	d.renewed = len(result.Older)
	return d, len(result.Unsealed), d.putSeals(seal.Format(result.Entries))
}
