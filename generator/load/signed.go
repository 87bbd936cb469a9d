package load

import (
	"errors"
	"io/fs"

	"styrdok/generator/diag"
	"styrdok/generator/proof"
	"styrdok/generator/regular"
	"styrdok/generator/seal"
	"styrdok/generator/source"
)

// checkSigned reports rows of seals and of published prints, and a time stamp, that were there when the site was signed the last time.
func (s *Site) checkSigned(entries []seal.Entry) (diag.List, error) {
	receipt, err := s.optional(proof.SignedFile)
	if err != nil {
		return nil, err
	}
	ledger, diags, err := s.ReadLedger()
	if receipt == "" || err != nil {
		return diags, err
	}
	stamp, err := s.optional(proof.StampFile)
	if err != nil {
		return diags, err
	}
	since, ok := proof.ReadReceipt(receipt, SealRows(entries), proof.LedgerRows(ledger), proof.StampRows([]byte(stamp)))
	if !ok {
		diags.Add(diag.LedgerSyntax, diag.Pos{File: proof.SignedFile})
		return diags, nil
	}
	for _, part := range []struct {
		file, key string
		gone      []proof.Gone
	}{{seal.File, "signed.seal", since.Seals}, {proof.LedgerFile, "signed.published", since.Ledger}} {
		for _, g := range part.gone {
			diags.Add(diag.SignedGone, diag.Pos{File: part.file}, diag.P(part.key), since.Day, between(g))
		}
	}
	if len(since.Stamp) > 0 {
		diags.Add(diag.SignedGone, diag.Pos{File: proof.StampFile}, diag.P("signed.stamp"), since.Day, diag.P("signed.stamp-tells", proof.LedgerFile))
	}
	return diags, nil
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
		out[i] = proof.Row{Key: string(e.Document) + " " + e.Adopted.String(), Whole: e.Sum}
	}
	return out
}

// ReadLedger reads the prints that have been published, which may be none.
func (o *Opened) ReadLedger() ([]proof.Published, diag.List, error) {
	text, err := o.optional(proof.LedgerFile)
	if err != nil {
		return nil, nil, err
	}
	list, diags := proof.ReadLedger(text)
	return list, diags, nil
}

// optional reads a file in content/; the text of one that is not there is empty, and so is that of what is no file, which
// has been told.
func (o *Opened) optional(file string) (string, error) {
	data, err := o.Read(file, source.MaxText)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, regular.ErrIrregular) {
		return "", err
	}
	return string(data), nil
}
