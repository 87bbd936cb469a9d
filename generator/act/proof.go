package act

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"styrdok/generator"
	"styrdok/generator/diag"
	"styrdok/generator/edit"
	"styrdok/generator/library"
	"styrdok/generator/load"
	"styrdok/generator/lock"
	"styrdok/generator/proof"
	"styrdok/generator/publish"
	"styrdok/generator/regular"
	"styrdok/generator/seal"
)

// Recording is what is known of a public site before it is built to be recorded, and signed if there is a key. What is signed is what
// was looked at then: what changes during the build is for the next signature to tell.
type Recording struct {
	*load.Opened
	// Differs is what differs from the last signature and would be covered up by the next one. It is empty if the site has
	// errors, as it is not built then.
	Differs []load.Difference
	// Unrecorded are the prints in the output that the ledger does not have, though the output was signed with the key: the run that signed
	// it was broken off, or an older ledger has been put back.
	Unrecorded []proof.Sum

	opt                    generator.Options
	seals                  []seal.Entry
	since                  *proof.Since
	ledger, receipt, stamp []byte
	trusted                bool // the receipt is signed with the key, or with that of the configuration, which a new key takes the place of
}

// Recorder looks at a site that is to be recorded. The caller has a [Hold] from now on until it is recorded.
func Recorder(opt generator.Options) (*Recording, error) {
	opt.Cache, opt.Approved = false, true // Nothing is made, and what differs is in Differs, not in the way.
	if opt.Signer == nil {
		o, _, err := load.Open(opt.Reading())
		return &Recording{Opened: o, opt: opt}, err
	}
	m, diags, err := load.Load(opt.Reading())
	if err != nil {
		return nil, err
	}
	r := &Recording{Opened: m.Opened, opt: opt}
	if m.BadConfig || diags.HasErrors() {
		return r, nil
	}
	for name, to := range map[string]*[]byte{proof.LedgerFile: &r.ledger, proof.SignedFile: &r.receipt, proof.StampFile: &r.stamp} {
		if *to, err = written(m.Opened, name); err != nil {
			return nil, err
		}
	}
	signedOut := false
	if root, err := regular.OpenRoot(opt.Output(m.Opened)); err == nil {
		defer root.Close()
		list, err := regular.Read(regular.In(root), proof.Sums, proof.MaxList)
		sig, noSig := regular.Read(regular.In(root), proof.Sums+proof.Extension, proof.MaxList)
		if err == nil && noSig == nil && proof.Signed(opt.Signer.Public(), list, sig) {
			known, _ := proof.ReadLedger(string(r.ledger))
			sums, _ := proof.ReadSums(string(list))
			r.Unrecorded, signedOut = proof.Unrecorded(known, sums), true
		}
	}
	if r.seals, r.since, r.Differs, err = lastSigned(m); err != nil {
		return nil, err
	}
	// An output that is signed and not recorded is all that the first run of all leaves if it is broken off.
	state, err := signature(m.FS, proof.SignedFile, opt.Signer.Public(), signedContent(m.Opened) || signedOut && len(r.Unrecorded) == 0)
	if err != nil {
		return nil, err
	}
	r.trusted = state == Valid
	if state == Invalid && m.Config.Signing.PublicKey != "" {
		before, err := signature(m.FS, proof.SignedFile, m.Config.Signing.PublicKey, true)
		if err != nil {
			return nil, err
		}
		r.trusted = before == Valid
	}
	lost := func(what diag.Phrase) {
		r.Differs = append(r.Differs, load.Difference{Kind: proof.ReceiptLost, Digest: proof.Row{Key: string(r.receipt)}.Digest(),
			Told: diag.New(diag.SignedChanged, diag.Pos{File: proof.SignedFile}, what, diag.P("signed.receipt-way"))})
	}
	switch {
	case state == Absent || state == Orphaned:
		lost(diag.P("signed.receipt-gone"))
	case state != Valid && state != Unsigned:
		lost(diag.P("signed.receipt-other"))
	case r.since != nil && r.since.Day.After(opt.Today):
		lost(diag.P("signed.receipt-later", r.since.Day))
	default:
		older, err := olderReceipt(m.Opened, opt.Signer.Public(), r.since)
		if err != nil {
			return nil, err
		}
		if older {
			r.trusted = false
			lost(diag.P("signed.receipt-older", r.since.Day))
		}
	}
	return r, nil
}

// lastSigned returns the seals of a site, and what the receipt of the last signature tells of them; see [load.Site.Signed].
func lastSigned(m *load.Site) (entries []seal.Entry, since *proof.Since, differs []load.Difference, err error) {
	if entries, _, err = m.ReadSeals(); err == nil {
		since, differs, _, err = m.Signed(entries)
	}
	return entries, since, differs, err
}

// olderReceipt reports whether a ledger that is signed has prints that a receipt does not have: both are signed at once, so it is an
// older receipt that has been put back.
func olderReceipt(o *load.Opened, key string, since *proof.Since) (bool, error) {
	if since == nil || len(since.Unknown) == 0 {
		return false, nil
	}
	state, err := signature(o.FS, proof.LedgerFile, key, true)
	return state == Valid, err
}

// Record adds the prints of a public site that has just been built to the ledger of what was published. With a key it
// signs the ledger, and writes and signs the receipt of seals and ledger, in which what differs from the last signature stays noted as approved.
// It returns how many prints are new.
func (r *Recording) Record(built *generator.Result) (int, error) {
	list, err := regular.ReadFile(filepath.Join(built.Out, proof.Sums), proof.MaxList)
	if err != nil {
		return 0, err
	}
	sums, ok := proof.ReadSums(string(list))
	if !ok {
		return 0, fmt.Errorf("record: %w", edit.ErrChanged)
	}
	if r.opt.Signer == nil {
		if r.ledger, err = written(r.Opened, proof.LedgerFile); err != nil {
			return 0, err
		}
	}
	known, _ := proof.ReadLedger(string(r.ledger))
	text, added := proof.AddTo(string(r.ledger), known, slices.Concat(r.Unrecorded, sums), r.opt.Today)
	var files edit.Files
	put := func(name string, old, now []byte) error {
		if len(now) > proof.MaxList {
			return edit.NotWritten(name, regular.ErrTooLarge)
		}
		if !bytes.Equal(old, now) {
			files.Put(name, old, now)
		}
		return nil
	}
	sign := func(name string, old, now []byte) error {
		sig, err := written(r.Opened, name+proof.Extension)
		return errors.Join(err, put(name, old, now), put(name+proof.Extension, sig, r.opt.Signer.Sign(now)))
	}
	if r.opt.Signer == nil {
		err = put(proof.LedgerFile, r.ledger, []byte(text))
	} else {
		err = errors.Join(sign(proof.LedgerFile, r.ledger, []byte(text)), sign(proof.SignedFile, r.receipt, r.next(text)))
	}
	if err != nil || files.Empty() {
		return 0, err
	}
	return added, files.Write(r.Dir, r.Waiting)
}

// next returns the receipt of a site with a ledger. One of another day that says the same stays, so that a nightly build changes
// nothing.
func (r *Recording) next(ledger string) []byte {
	var approved []proof.Approved
	seals := load.SealRows(r.seals)
	if r.since != nil {
		approved = r.since.Approved
	}
	for i := range seals {
		seals[i].Day = r.opt.Today
		if r.since != nil && r.trusted && !r.since.First[seals[i].Key].IsZero() {
			seals[i].Day = r.since.First[seals[i].Key]
		}
	}
	for _, d := range r.Differs {
		approved = append(approved, proof.Approved{Day: r.opt.Today, Kind: d.Kind, Digest: d.Digest})
	}
	known, _ := proof.ReadLedger(ledger)
	now := proof.Receipt(r.opt.Today, seals, proof.LedgerRows(known), proof.StampRows(r.stamp), approved)
	if proof.SameRows(r.receipt, now) {
		return r.receipt
	}
	return now
}

// written returns what a file of the site's folder holds, nil if it is not there.
func written(o *load.Opened, name string) ([]byte, error) {
	data, err := o.Read(name, proof.MaxList)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// Signature is what is known of the signature of a file.
type Signature uint8

const (
	Unsigned   Signature = iota // there is none, and nothing says that there should be
	Unverified                  // there is one, and no public key to check it with
	Valid
	Invalid
	Lacking  // there is none, though the site is signed
	Orphaned // there is one, and the file is gone
	Absent   // neither is there, though the site is signed
)

// Verified is what is found when a site is held against its seals, checksums and signatures.
type Verified struct {
	Site   *load.Site
	Diags  diag.List // of the site's files: broken seals, rows that are gone
	Sealed []Unchanged
	Folder *VerifiedFolder // the public output; nil if there is none
	Ledger int             // prints in the ledger
	// Unrecorded are prints of the output that the ledger does not have, if it has any.
	Unrecorded []proof.Sum
	Differs    int // seals, prints and time stamps that have gone or changed since the last signature
	Approved   []proof.Approved
	Signed     map[string]Signature
	Stamp      *proof.Stamp // nil: there is none, or it cannot be read, which is in Diags
}

// Unchanged is an adopted text that is as it was sealed.
type Unchanged struct {
	Document library.ID
	Adopted  library.Date
	Since    library.Date // when it was signed first as it is; zero: no signature that is valid shows it
}

// VerifiedFolder is a built folder held against its list of checksums.
type VerifiedFolder struct {
	Dir       string
	Files     int  // in the list
	Listed    bool // the list is there and can be read
	Signature Signature
	proof.Differences
	sums []proof.Sum
}

// Verify holds a site's seals against its texts, its public output against the checksums, and the signatures of both
// against the public key. An empty key is that of the configuration.
func Verify(opt generator.Options, key string) (*Verified, error) {
	release, _ := lock.Read(opt.Dir, opt.Waiting)
	defer release()
	m, diags, err := load.Load(opt.Reading())
	if err != nil {
		return nil, err
	}
	v := &Verified{Site: m, Diags: diags, Signed: map[string]Signature{}}
	if m.BadConfig {
		return v, nil
	}
	key = cmp.Or(key, m.Config.Signing.PublicKey)
	entries, since, differs, err := lastSigned(m)
	if err != nil {
		return nil, err
	}
	v.Differs = len(differs)
	fits := map[string]bool{}
	for _, d := range m.Content.Drafts {
		if m.FitsSeal(d.File) {
			fits[load.SealKey(d.Document, d.Adopted)] = true
		}
	}
	ledger, _, err := m.ReadLedger()
	if err != nil {
		return nil, err
	}
	v.Ledger = len(ledger)
	expected := key != "" || signedBefore(m.Opened)
	for _, name := range []string{proof.LedgerFile, proof.SignedFile} {
		if v.Signed[name], err = signature(m.FS, name, key, expected); err != nil {
			return nil, err
		}
	}
	older, err := olderReceipt(m.Opened, key, since)
	if err != nil {
		return nil, err
	}
	if older {
		v.Differs++
		v.Diags.Add(diag.SignedChanged, diag.Pos{File: proof.SignedFile}, diag.P("signed.receipt-older", since.Day), diag.P("signed.receipt-way"))
	}
	if since != nil {
		v.Approved = since.Approved
	}
	for i, row := range load.SealRows(entries) {
		if fits[row.Key] {
			text := Unchanged{Document: entries[i].Document, Adopted: entries[i].Adopted}
			if v.Signed[proof.SignedFile] == Valid && since != nil && !older {
				text.Since = since.First[row.Key]
			}
			v.Sealed = append(v.Sealed, text)
		}
	}
	if err := v.readStamp(); err != nil {
		return nil, err
	}
	built := func(e fs.DirEntry) bool { return e.Name()[0] != '.' || e.Name() == publish.Mark }
	if list, err := os.ReadDir(output(m.Opened)); err == nil && slices.ContainsFunc(list, built) {
		if v.Folder, err = verifyFolder(output(m.Opened), key, expected); err != nil {
			return nil, err
		}
		if len(ledger) > 0 || expected {
			v.Unrecorded = proof.Unrecorded(ledger, v.Folder.sums)
		}
	}
	return v, nil
}

// output returns the folder into which a site is built.
func output(o *load.Opened) string {
	return generator.Options{}.Output(o)
}

// signedBefore reports whether something of a site is left that only a signed build makes.
func signedBefore(o *load.Opened) bool {
	if signedContent(o) {
		return true
	}
	_, err := os.Lstat(filepath.Join(output(o), proof.Sums+proof.Extension))
	return err == nil
}

func signedContent(o *load.Opened) bool {
	for _, name := range []string{proof.SignedFile, proof.SignedFile + proof.Extension, proof.LedgerFile + proof.Extension} {
		if _, err := fs.Lstat(o.FS, name); err == nil {
			return true
		}
	}
	return false
}

// LedgerSignature checks the signature of a site's ledger with a public key, which may be empty.
func LedgerSignature(o *load.Opened, key string) (Signature, error) {
	return signature(o.FS, proof.LedgerFile, key, key != "" || signedBefore(o))
}

func (v *Verified) readStamp() error {
	reply, err := written(v.Site.Opened, proof.StampFile)
	switch {
	case errors.Is(err, regular.ErrIrregular):
		return nil // It has been told.
	case reply == nil || err != nil:
		return err
	}
	ledger, err := written(v.Site.Opened, proof.LedgerFile)
	if err != nil {
		return err
	}
	stamp, err := proof.ReadStamp(reply, ledger)
	if err != nil {
		v.Diags.Add(diag.LedgerSyntax, diag.Pos{File: proof.StampFile}, diag.P("signed.stamp-broken"))
		return nil
	}
	v.Stamp = &stamp
	return nil
}

// signature checks the signature beside a file with a public key, which may be empty. Expected says that the file should be there
// and have one.
func signature(fsys fs.FS, name, key string, expected bool) (Signature, error) {
	data, err := regular.Read(fsys, name, proof.MaxList)
	gone := errors.Is(err, fs.ErrNotExist)
	if err != nil && !gone && !errors.Is(err, regular.ErrIrregular) {
		return Unverified, err
	}
	sig, noSig := regular.Read(fsys, name+proof.Extension, proof.MaxList)
	unsigned := errors.Is(noSig, fs.ErrNotExist)
	switch {
	case unsigned && !expected:
		return Unsigned, nil
	case unsigned && gone:
		return Absent, nil
	case unsigned:
		return Lacking, nil
	case gone:
		return Orphaned, nil
	case err != nil || errors.Is(noSig, regular.ErrIrregular):
		return Invalid, nil
	case noSig != nil || key == "":
		return Unverified, noSig
	case proof.Signed(key, data, sig):
		return Valid, nil
	}
	return Invalid, nil
}

// VerifyFolder holds a built folder, wherever it lies, against the list of checksums in it, and the list against its signature. With
// a key, which may be empty, that of a site has to be there.
func VerifyFolder(dir, key string) (*VerifiedFolder, error) { return verifyFolder(dir, key, key != "") }

func verifyFolder(dir, key string, expected bool) (*VerifiedFolder, error) {
	root, err := regular.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	f := &VerifiedFolder{Dir: dir}
	list, err := regular.Read(regular.In(root), proof.Sums, proof.MaxList)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, regular.ErrIrregular) {
		return nil, err
	}
	sums, ok := proof.ReadSums(string(list))
	f.Files, f.Listed, f.sums = len(sums), ok, sums
	// The lists of decision packages are not signed.
	site := slices.ContainsFunc(sums, func(s proof.Sum) bool { return s.Path == "index.html" })
	if f.Signature, err = signature(regular.In(root), proof.Sums, key, expected && site); err != nil || !ok {
		return f, err
	}
	f.Differences, err = proof.Compare(regular.In(root), sums)
	return f, err
}

// Recorded is what the ledger tells of a print.
type Recorded struct {
	Same   []proof.Published // where and when a print with these bytes was published
	Others []proof.Published // with other bytes, under its name
	// Doubted is the day of the last signature if that shows the day of publication to be false. Later says that this day is yet to come.
	Doubted library.Date
	Later   bool
}

// PrintIn returns what the ledger tells of the print in a file.
func PrintIn(o *load.Opened, file string) (p Recorded, err error) {
	ledger, _, err := o.ReadLedger()
	if err != nil {
		return p, err
	}
	sum, err := proof.SumOf(regular.Folder(filepath.Dir(file)), filepath.Base(file))
	if err != nil {
		return p, err
	}
	p.Same, p.Others = proof.Find(ledger, sum, path.Base(filepath.ToSlash(file)))
	receipt, err := o.Optional(proof.SignedFile)
	if err != nil {
		return p, err
	}
	since, _ := proof.ReadReceipt(receipt, nil, proof.LedgerRows(ledger), nil)
	for _, same := range p.Same {
		line := func(r proof.Row) bool { return r.Line == same.Line }
		if slices.ContainsFunc(slices.Concat(since.Redated, since.Early), line) {
			p.Doubted = since.Day
		}
		p.Later = p.Later || same.Day.After(o.Today)
	}
	return p, nil
}

// StampRequest returns the request for a time stamp of the ledger, nil if nothing has been published.
func StampRequest(m *load.Site) ([]byte, error) {
	ledger, err := written(m.Opened, proof.LedgerFile)
	if ledger == nil || err != nil {
		return nil, err
	}
	return proof.StampRequest(ledger)
}

// KeepStamp lays the reply to a request beside the ledger, if it fits it. The error is [proof.ErrStamp] if it does not.
func KeepStamp(opt generator.Options, m *load.Site, reply []byte) (proof.Stamp, error) {
	hold, err := Take(opt.Dir, opt.Waiting)
	if err != nil {
		return proof.Stamp{}, err
	}
	defer hold.Release()
	ledger, err := written(m.Opened, proof.LedgerFile)
	if err != nil {
		return proof.Stamp{}, err
	}
	stamp, err := proof.ReadStamp(reply, ledger)
	if err != nil || stamp.Lines == 0 {
		return stamp, proof.ErrStamp
	}
	old, err := written(m.Opened, proof.StampFile)
	if err != nil {
		return stamp, err
	}
	var files edit.Files
	files.Put(proof.StampFile, old, reply)
	return stamp, files.Write(m.Dir, m.Waiting)
}
