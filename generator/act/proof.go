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
)

// Record adds the prints of a public site that has just been built to the ledger of what was published. With a key it
// signs the ledger, and writes and signs the receipt of seals and ledger. It returns how many prints are new. The caller has had a
// [Hold] since before the site was built.
func Record(opt generator.Options, built *generator.Result) (int, error) {
	opt.Cache = false // Nothing is made.
	m, diags, err := load.Load(opt.Reading())
	if err != nil {
		return 0, err
	}
	if diags.HasErrors() {
		return 0, fmt.Errorf("record: %w", edit.ErrChanged)
	}
	list, err := regular.ReadFile(filepath.Join(built.Out, proof.Sums), maxList)
	if err != nil {
		return 0, err
	}
	sums, ok := proof.ReadSums(string(list))
	if !ok {
		return 0, fmt.Errorf("record: %w", edit.ErrChanged)
	}
	old, err := written(m, proof.LedgerFile)
	if err != nil {
		return 0, err
	}
	known, _ := proof.ReadLedger(string(old))
	text, added := proof.AddTo(string(old), known, sums, opt.Today)
	var files edit.Files
	put := func(name string, now []byte) error {
		old, err := written(m, name)
		if err == nil && !bytes.Equal(old, now) {
			files.Put(name, old, now)
		}
		return err
	}
	if err := put(proof.LedgerFile, []byte(text)); err != nil {
		return 0, err
	}
	if opt.Signer != nil {
		entries, _, err := m.ReadSeals()
		if err != nil {
			return 0, err
		}
		known, _ = proof.ReadLedger(text)
		receipt, err := written(m, proof.SignedFile)
		stamp, bad := written(m, proof.StampFile)
		if err := errors.Join(err, bad); err != nil {
			return 0, err
		}
		// A receipt of another day that says the same stays, so that a nightly build changes nothing.
		if now := proof.Receipt(opt.Today, load.SealRows(entries), proof.LedgerRows(known), proof.StampRows(stamp)); !proof.SameRows(receipt, now) {
			receipt = now
		}
		for name, data := range map[string][]byte{proof.LedgerFile: []byte(text), proof.SignedFile: receipt} {
			if err := errors.Join(put(name, data), put(name+proof.Extension, opt.Signer.Sign(data))); err != nil {
				return 0, err
			}
		}
	}
	if files.Empty() {
		return 0, nil
	}
	return added, files.Write(m.Dir, m.Waiting)
}

// written returns what a file of the site's folder holds, nil if it is not there.
func written(m *load.Site, name string) ([]byte, error) {
	data, err := m.Read(name, maxList)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// maxList is the largest list of checksums that is read, in bytes.
const maxList = 256 << 20

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
	Signed map[string]Signature
	Stamp  *proof.Stamp // nil: there is none, or it cannot be read, which is in Diags
}

// Gone returns how many seals, prints and time stamps that were there at the last signature are not there any more.
func (v *Verified) Gone() (n int) {
	for _, d := range v.Diags {
		if d.Code == diag.SignedGone {
			n++
		}
	}
	return n
}

// Unchanged is an adopted text that is as it was sealed.
type Unchanged struct {
	Document       library.ID
	Adopted, Since library.Date // since the adoption, or the last correction
}

// VerifiedFolder is a built folder held against its list of checksums.
type VerifiedFolder struct {
	Dir       string
	Files     int  // in the list
	Listed    bool // the list is there and can be read
	Signature Signature
	proof.Differences
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
	entries, _, err := m.ReadSeals()
	if err != nil {
		return nil, err
	}
	fits := map[string]bool{}
	for _, d := range m.Content.Drafts {
		if m.FitsSeal(d.File) {
			fits[string(d.Document)+" "+d.Adopted.String()] = true
		}
	}
	for _, e := range entries {
		if fits[string(e.Document)+" "+e.Adopted.String()] {
			v.Sealed = append(v.Sealed, Unchanged{e.Document, e.Adopted, cmp.Or(e.Corrected, e.Adopted)})
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
	if err := v.readStamp(); err != nil {
		return nil, err
	}
	built := func(e fs.DirEntry) bool { return e.Name()[0] != '.' || e.Name() == publish.Mark }
	if list, err := os.ReadDir(output(m.Opened)); err == nil && slices.ContainsFunc(list, built) {
		v.Folder, err = verifyFolder(output(m.Opened), key, expected)
		return v, err
	}
	return v, nil
}

// output returns the folder into which a site is built.
func output(o *load.Opened) string {
	return filepath.Join(o.Dir, filepath.FromSlash(o.Config.Site.Output))
}

// signedBefore reports whether something of a site is left that only a signed build makes.
func signedBefore(o *load.Opened) bool {
	for _, name := range []string{proof.SignedFile, proof.SignedFile + proof.Extension, proof.LedgerFile + proof.Extension} {
		if _, err := fs.Lstat(o.FS, name); err == nil {
			return true
		}
	}
	_, err := os.Lstat(filepath.Join(output(o), proof.Sums+proof.Extension))
	return err == nil
}

// LedgerSignature checks the signature of a site's ledger with a public key, which may be empty.
func LedgerSignature(o *load.Opened, key string) (Signature, error) {
	return signature(o.FS, proof.LedgerFile, key, key != "" || signedBefore(o))
}

func (v *Verified) readStamp() error {
	reply, err := written(v.Site, proof.StampFile)
	switch {
	case errors.Is(err, regular.ErrIrregular):
		return nil // It has been told.
	case reply == nil || err != nil:
		return err
	}
	ledger, err := written(v.Site, proof.LedgerFile)
	if err != nil {
		return err
	}
	stamp, err := proof.ReadStamp(reply, ledger)
	if err != nil {
		v.Diags.Add(diag.LedgerSyntax, diag.Pos{File: proof.StampFile})
		return nil
	}
	v.Stamp = &stamp
	return nil
}

// signature checks the signature beside a file with a public key, which may be empty. Expected says that the file should be there
// and have one.
func signature(fsys fs.FS, name, key string, expected bool) (Signature, error) {
	data, err := regular.Read(fsys, name, maxList)
	gone := errors.Is(err, fs.ErrNotExist)
	if err != nil && !gone && !errors.Is(err, regular.ErrIrregular) {
		return Unverified, err
	}
	sig, noSig := regular.Read(fsys, name+proof.Extension, maxList)
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
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	f := &VerifiedFolder{Dir: dir}
	list, err := regular.Read(root.FS(), proof.Sums, maxList)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, regular.ErrIrregular) {
		return nil, err
	}
	sums, ok := proof.ReadSums(string(list))
	f.Files, f.Listed = len(sums), ok
	// The lists of decision packages are not signed.
	site := slices.ContainsFunc(sums, func(s proof.Sum) bool { return s.Path == "index.html" })
	if f.Signature, err = signature(root.FS(), proof.Sums, key, expected && site); err != nil || !ok {
		return f, err
	}
	f.Differences, err = proof.Compare(root.FS(), sums)
	return f, err
}

// PrintIn returns where a print with the bytes of a file was published, and which others have been published under its
// name.
func PrintIn(o *load.Opened, file string) (same, others []proof.Published, err error) {
	ledger, _, err := o.ReadLedger()
	if err != nil {
		return nil, nil, err
	}
	sum, err := proof.SumOf(os.DirFS(filepath.Dir(file)), filepath.Base(file))
	if err != nil {
		return nil, nil, err
	}
	same, others = proof.Find(ledger, sum, path.Base(filepath.ToSlash(file)))
	return same, others, nil
}

// StampRequest returns the request for a time stamp of the ledger, nil if nothing has been published.
func StampRequest(m *load.Site) ([]byte, error) {
	ledger, err := written(m, proof.LedgerFile)
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
	ledger, err := written(m, proof.LedgerFile)
	if err != nil {
		return proof.Stamp{}, err
	}
	stamp, err := proof.ReadStamp(reply, ledger)
	if err != nil || stamp.Lines == 0 {
		return stamp, proof.ErrStamp
	}
	old, err := written(m, proof.StampFile)
	if err != nil {
		return stamp, err
	}
	var files edit.Files
	files.Put(proof.StampFile, old, reply)
	return stamp, files.Write(m.Dir, m.Waiting)
}
