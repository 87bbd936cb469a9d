package load

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/proof"
	"styrdok/generator/regular"
	"styrdok/generator/seal"
)

// Difference is something that is otherwise than when the site was signed the last time, and that a new signature would cover up.
type Difference struct {
	Kind, Digest string // of the approval, see [proof.Approved]
	Told         diag.Diagnostic
}

// Signed returns what the receipt of the last signature tells of the site, and what differs from it. A seal that has only grown, or whose
// text says that it was corrected, does not differ. The receipt is nil if there is none. The diagnostics are those of the files.
func (s *Site) Signed(entries []seal.Entry) (*proof.Since, []Difference, diag.List, error) {
	ledger, diags, err := s.ReadLedger()
	if err != nil {
		return nil, nil, nil, err
	}
	if i := slices.IndexFunc(ledger, func(p proof.Published) bool { return p.Day.After(s.Today) }); i >= 0 {
		diags.Add(diag.PublishedLater, diag.Pos{File: proof.LedgerFile, Line: ledger[i].Line, Column: 1}, ledger[i].Day)
	}
	receipt, err := s.Optional(proof.SignedFile)
	if receipt == "" || err != nil {
		return nil, nil, diags, err
	}
	stamp, err := s.Optional(proof.StampFile)
	if err != nil {
		return nil, nil, nil, err
	}
	since, bad := proof.ReadReceipt(receipt, SealRows(entries), proof.LedgerRows(ledger), proof.StampRows([]byte(stamp)))
	if bad > 0 {
		what := diag.P("signed.receipt-line")
		if strings.HasPrefix(strings.Split(receipt, "\n")[bad-1], "<<<<<<<") {
			what = diag.P("seal.conflict")
		}
		diags.Add(diag.LedgerSyntax, diag.Pos{File: proof.SignedFile, Line: bad, Column: 1}, what)
		return nil, nil, diags, nil
	}
	var out []Difference
	differs := func(kind, digest string, code diag.Code, pos diag.Pos, args ...any) {
		out = append(out, Difference{kind, digest, diag.New(code, pos, args...)})
	}
	for _, g := range since.Seals {
		differs(proof.SealGone, g.Digest, diag.SignedGone, diag.Pos{File: seal.File}, diag.P("signed.seal"), since.Day, between(g))
	}
	for _, g := range since.Ledger {
		differs(proof.PublishedGone, g.Digest, diag.SignedGone, diag.Pos{File: proof.LedgerFile}, diag.P("signed.published"), since.Day, between(g))
	}
	for _, g := range since.Stamp {
		differs(proof.StampGone, g.Digest, diag.SignedGone, diag.Pos{File: proof.StampFile}, diag.P("signed.stamp"), since.Day, diag.P("signed.stamp-tells", proof.LedgerFile))
	}
	for _, r := range since.Renewed {
		pos := diag.Pos{File: seal.File, Line: r.Line, Column: 1}
		if d := s.sealedAs(r.Key); d != nil {
			grown, corrected := seal.Read(d, s.SealSite()).Grown(since.Day, r.WasWhole, r.WasLater)
			if grown && !corrected {
				since.First[r.Key] = r.First
			}
			if grown {
				continue
			}
			pos = d.PosOf("adopted")
		}
		differs(proof.SealChanged, r.Digest(), diag.SignedChanged, pos, diag.P("signed.text", r.Key, since.Day), diag.P("signed.text-way"))
	}
	for _, r := range since.Redated {
		differs(proof.PublishedChanged, r.Digest(), diag.SignedChanged, diag.Pos{File: proof.LedgerFile, Line: r.Line, Column: 1}, diag.P("signed.redated", r.Day, since.Day), diag.P("signed.line-way"))
	}
	for _, r := range since.Early {
		differs(proof.PublishedEarly, r.Digest(), diag.SignedChanged, diag.Pos{File: proof.LedgerFile, Line: r.Line, Column: 1}, diag.P("signed.early", r.Day, since.Day), diag.P("signed.line-way"))
	}
	return &since, out, diags, nil
}

// sealedAs returns the adopted version with the key that its seal has in a receipt, nil if there is none.
func (s *Site) sealedAs(key string) *library.Draft {
	for _, d := range s.adopted() {
		if SealKey(d.Document, d.Adopted) == key {
			return d
		}
	}
	return nil
}

// SealKey names a seal in a receipt.
func SealKey(document library.ID, adopted library.Date) string {
	return string(document) + " " + adopted.String()
}

// checkSigned reports what differs from the receipt of the last signature. A text that does is none that fits its seal.
func (s *Site) checkSigned(entries []seal.Entry) (diag.List, error) {
	_, differs, diags, err := s.Signed(entries)
	for _, d := range differs {
		diags = append(diags, d.Told)
		if d.Kind == proof.SealChanged && s.fits != nil {
			s.fits[d.Told.Pos.File] = false
		}
	}
	return diags, err
}

func between(g proof.Gone) diag.Phrase {
	switch {
	case g.After == "" && g.Before == "":
		return diag.P("signed.all")
	case g.After == "":
		return diag.P("signed.first", g.Before)
	case g.Before == "":
		return diag.P("signed.last", g.After)
	}
	return diag.P("signed.between", g.After, g.Before)
}

// SealRows are the seals as a receipt tells them apart. A correction renews a seal.
func SealRows(entries []seal.Entry) []proof.Row {
	out := make([]proof.Row, len(entries))
	for i, e := range entries {
		out[i] = proof.Row{Key: SealKey(e.Document, e.Adopted), Whole: e.Sum, Later: e.Later(), Line: e.Line}
	}
	return out
}

// ReadLedger reads the prints that have been published, which may be none.
func (o *Opened) ReadLedger() ([]proof.Published, diag.List, error) {
	text, err := o.Optional(proof.LedgerFile)
	if err != nil {
		return nil, nil, err
	}
	list, diags := proof.ReadLedger(text)
	return list, diags, nil
}

// Optional reads a file in content/; the text of one that is not there is empty, and so is that of what is no file, which
// has been told.
func (o *Opened) Optional(file string) (string, error) {
	data, err := o.Read(file, proof.MaxList)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, regular.ErrIrregular) {
		return "", err
	}
	return string(data), nil
}
