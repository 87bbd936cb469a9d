package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/generator/edit"
	"styrdok/generator/i18n"
	"styrdok/generator/load"
	"styrdok/generator/proof"
	"styrdok/generator/regular"
)

// passwordVariable holds the password of a key, which so stands neither on the command line nor in a file.
const passwordVariable = "STYRDOK_KEY_PASSWORD"

func (a *app) verify() *cobra.Command {
	var format, key, newKey, request, reply string
	c := &cobra.Command{
		Use:  "verify",
		Args: a.takes(0, -1),
		RunE: a.on(func(opt generator.Options, args []string) error {
			switch {
			case newKey != "":
				return a.newKey(newKey)
			case request != "":
				return a.stampRequest(opt, request)
			case reply != "":
				return a.stampReply(opt, reply)
			}
			public, err := a.publicKey(key)
			if err != nil {
				return err
			}
			return a.runVerify(opt, args, public, format)
		}),
	}
	a.format(c, &format, "text", "json")
	c.Flags().StringVar(&key, "key", "", "")
	c.Flags().StringVar(&newKey, "new-key", "", "")
	c.Flags().StringVar(&request, "stamp-request", "", "")
	c.Flags().StringVar(&reply, "stamp-reply", "", "")
	return c
}

// finding is what was found of one thing, in words and for programs.
type finding struct {
	Subject string `json:"subject"` // "site", "folder", "print" …
	Name    string `json:"name"`
	OK      bool   `json:"ok"`
	Note    bool   `json:"note"` // it has not been verified, or nothing is wrong with it but somebody ought to know
	Text    string `json:"text"`
}

// verification collects findings in the order in which they are told.
type verification struct {
	words    *i18n.Texts
	findings []finding
}

func (v *verification) add(subject, name string, ok bool, text string) {
	v.findings = append(v.findings, finding{subject, name, ok, false, text})
}

func (v *verification) note(subject, name, text string) {
	v.findings = append(v.findings, finding{subject, name, true, true, text})
}

func (a *app) runVerify(opt generator.Options, args []string, public, format string) error {
	v := &verification{}
	if len(args) == 0 {
		if err := a.verifySite(opt, public, v); err != nil {
			return err
		}
	} else {
		// What is wrong in the documents has nothing to do with the answer.
		o, diags, err := load.Open(opt.Reading())
		if errors.Is(err, load.ErrNoConfig) {
			if err := a.verifyFolders(args, public, v); err != nil {
				return err
			}
			return a.tell(v, format)
		}
		if err != nil {
			return a.failed(err, a.words())
		}
		if _, err := o.Read(proof.LedgerFile, maxRead); errors.Is(err, regular.ErrIrregular) {
			return err
		}
		_, unread, err := o.ReadLedger()
		if err != nil {
			return err
		}
		if diags = append(diags, unread...); diags.HasErrors() {
			return a.report(o, o.Settle(diags).ErrorsFirst(), true)
		}
		v.words = o.Words
		public = cmp.Or(public, o.Config.Signing.PublicKey)
		for _, name := range args {
			if err := a.verifyNamed(o, name, public, v); err != nil {
				return err
			}
		}
		if slices.ContainsFunc(v.findings, func(f finding) bool { return f.Subject == "print" }) {
			signed, err := act.LedgerSignature(o, public)
			if err != nil {
				return err
			}
			v.signature(proof.LedgerFile, signed)
		}
	}
	return a.tell(v, format)
}

// verifyFolders holds folders against their checksums where there is no site.
func (a *app) verifyFolders(args []string, public string, v *verification) error {
	v.words = a.words()
	for _, name := range args {
		file := a.inDir(name)
		info, err := os.Stat(file)
		if err != nil {
			return a.fail(exitUsage, machine(err, v.words))
		}
		if !info.IsDir() {
			return a.fail(exitUsage, v.words.T("proof.no-site", name))
		}
		folder, err := act.VerifyFolder(file, public)
		if err != nil {
			return err
		}
		v.folder(folder)
	}
	return nil
}

// tell writes what was found and returns the error for the exit code.
func (a *app) tell(v *verification, format string) error {
	ok := !slices.ContainsFunc(v.findings, func(f finding) bool { return !f.OK })
	if format == "json" {
		data, err := json.MarshalIndent(struct {
			OK       bool      `json:"ok"`
			Findings []finding `json:"findings"`
		}{ok, v.findings}, "", "  ")
		if err != nil {
			return err
		}
		fmt.Fprintf(a.out, "%s\n", data)
	} else {
		for _, f := range v.findings {
			mark := "✓"
			switch {
			case !f.OK:
				mark = "✗"
			case f.Note:
				mark = "–"
			}
			fmt.Fprintf(a.out, "%s %s\n", mark, strings.ReplaceAll(f.Text, "\n", "\n  "))
		}
	}
	if !ok {
		return exit(exitContent)
	}
	return nil
}

// verifySite holds the site against its seals, checksums and signatures.
func (a *app) verifySite(opt generator.Options, public string, v *verification) error {
	found, err := act.Verify(opt, public)
	if err != nil {
		return a.failed(err, a.words())
	}
	words := found.Site.Words
	v.words = words
	if err := a.report(found.Site.Opened, found.Diags.ErrorsFirst(), true); err != nil && found.Site.BadConfig {
		return err
	}
	errs, _ := found.Diags.Count()
	text := words.N("proof.sealed", len(found.Sealed))
	if errs > 0 {
		text = words.N("proof.sealed-not", len(found.Sealed))
	}
	for _, s := range found.Sealed {
		key := "proof.unchanged"
		if s.Since.IsZero() {
			key = "proof.undated"
		}
		text += "\n" + words.T(key, s.Document, s.Adopted, s.Since)
	}
	v.add("seals", "content/adopted.sum", errs == 0, text)
	if n := found.Ledger; n > 0 {
		v.add("ledger", proof.LedgerFile, true, words.N("proof.ledger", n))
	}
	if n := len(found.Unrecorded); n > 0 {
		if found.Folder.Signature == act.Valid || found.Folder.Signature == act.Unverified {
			v.add("ledger", proof.LedgerFile, false, words.N("proof.unrecorded", n))
		} else {
			v.note("ledger", proof.LedgerFile, words.N("proof.unrecorded-unsigned", n))
		}
	}
	if n := found.Differs; n > 0 {
		v.add("receipt", proof.SignedFile, false, words.N("proof.differs", n))
	}
	if len(found.Approved) > 0 {
		text := words.T("proof.approved")
		for _, a := range found.Approved {
			text += "\n" + words.T("proof.approved-one", a.Day, words.T("proof.kind."+a.Kind))
		}
		v.note("approved", proof.SignedFile, text)
	}
	for _, name := range []string{proof.LedgerFile, proof.SignedFile} {
		v.signature(name, found.Signed[name])
	}
	if s := found.Stamp; s != nil {
		ok := s.Lines > 0
		key := "proof.stamped"
		if !ok {
			key = "proof.stamped-other"
		}
		v.add("stamp", proof.StampFile, ok, words.T(key, s.Time.Format("2006-01-02 15:04:05"), s.Lines, s.Signer))
	}
	if found.Folder == nil {
		v.note("folder", found.Site.Config.Site.Output, words.T("proof.no-output"))
		return nil
	}
	v.folder(found.Folder)
	return nil
}

// verifyNamed holds a print against the ledger, or a folder against its checksums.
func (a *app) verifyNamed(o *load.Opened, name, public string, v *verification) error {
	file := a.inDir(name)
	info, err := os.Stat(file)
	if err != nil {
		return a.fail(exitUsage, machine(err, o.Words))
	}
	if info.IsDir() {
		folder, err := act.VerifyFolder(file, public)
		if err != nil {
			return err
		}
		v.folder(folder)
		return nil
	}
	places := func(published []proof.Published) (text string) {
		for _, p := range published {
			text += "\n" + v.words.T("proof.published-at", o.Config.Site.BaseURL+p.Address, p.Day)
		}
		return text
	}
	found, err := act.PrintIn(o, file)
	switch {
	case err != nil:
		return err
	case len(found.Same) > 0:
		text := v.words.T("proof.published", name) + places(found.Same)
		if !found.Doubted.IsZero() {
			text += "\n" + v.words.T("proof.doubted", found.Doubted)
		}
		if found.Later {
			text += "\n" + v.words.T("proof.later")
		}
		v.add("print", name, found.Doubted.IsZero() && !found.Later, text)
	case len(found.Others) > 0:
		v.add("print", name, false, v.words.T("proof.other-bytes", name)+places(found.Others))
	default:
		v.add("print", name, false, v.words.T("proof.not-published", name))
	}
	return nil
}

func (v *verification) signature(name string, s act.Signature) {
	switch s {
	case act.Unsigned:
	case act.Unverified:
		v.note("signature", name, v.words.T("proof.no-key", name))
	default:
		v.add("signature", name, s == act.Valid, v.words.T(signatureText[s], name))
	}
}

var signatureText = map[act.Signature]string{
	act.Valid: "proof.valid", act.Invalid: "proof.invalid",
	act.Lacking: "proof.lacking", act.Orphaned: "proof.orphaned", act.Absent: "proof.absent",
}

// maxShown is how many files of a kind are named; the rest are counted.
const maxShown = 20

func (v *verification) folder(f *act.VerifiedFolder) {
	if !f.Listed {
		v.add("folder", f.Dir, false, v.words.T("proof.no-sums", f.Dir))
		if f.Signature == act.Orphaned {
			v.signature(filepath.Join(f.Dir, proof.Sums), f.Signature)
		}
		return
	}
	text := v.words.T("proof.folder-same", f.Dir, f.Files)
	if !f.None() {
		text = v.words.T("proof.folder-differs", f.Dir)
		for _, part := range []struct {
			key   string
			files []string
		}{{"proof.changed", f.Changed}, {"proof.missing", f.Missing}, {"proof.added", f.Added}} {
			for i, name := range part.files {
				if i == maxShown {
					text += "\n" + v.words.T("proof.more", len(part.files)-i)
					break
				}
				text += "\n" + v.words.T(part.key, name)
			}
		}
		if f.More > 0 {
			text += "\n" + v.words.T("proof.more", f.More)
		}
	}
	v.add("folder", f.Dir, f.None(), text)
	v.signature(filepath.Join(f.Dir, proof.Sums), f.Signature)
}

// publicKey returns the public key that --key names, as the key itself or a file, in one line.
func (a *app) publicKey(given string) (string, error) {
	if given == "" {
		return "", nil
	}
	if key, err := proof.ReadPublic(given); err == nil {
		return key, nil
	}
	text, err := regular.ReadFile(a.inDir(given), maxRead)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", a.fail(exitUsage, machine(err, a.words()))
	}
	key, err := proof.ReadPublic(string(text))
	if err != nil {
		return "", a.fail(exitUsage, a.words().T("proof.bad-public", given))
	}
	return key, nil
}

// signer reads the private key that --sign names.
func (a *app) signer(file string) (*proof.Key, error) {
	text, err := regular.ReadFile(a.inDir(file), maxRead)
	if err != nil {
		return nil, a.fail(exitUsage, machine(err, a.words()))
	}
	key, err := proof.ReadKey(text, a.getenv(passwordVariable))
	switch {
	case errors.Is(err, proof.ErrPassword):
		return nil, a.fail(exitUsage, a.words().T("proof.bad-password", file, passwordVariable))
	case err != nil:
		return nil, a.fail(exitUsage, a.words().T("proof.bad-key", file))
	}
	return key, nil
}

// newKey makes a pair of keys: the private half in a file that only its owner can read, and the public one beside it. A private
// one that is there alone is what a run has left that was broken off, and gets its public one.
func (a *app) newKey(file string) error {
	password := a.getenv(passwordVariable)
	if password == "" {
		return a.fail(exitUsage, a.words().T("proof.need-password", passwordVariable))
	}
	if err := a.outsideBuilds(a.inDir(file), a.words()); err != nil {
		return err
	}
	hold, err := act.Take(a.dir, a.waiting)
	if err != nil {
		return err
	}
	defer hold.Release()
	file = a.inDir(file)
	there := func(name string) bool {
		_, err := os.Lstat(name)
		return !errors.Is(err, fs.ErrNotExist)
	}
	var public []byte
	if there(file) {
		private, err := regular.ReadFile(file, maxRead)
		key, bad := proof.ReadKey(private, password)
		if err != nil || bad != nil || there(file+".pub") {
			return a.fail(exitUsage, a.words().T("machine.exists", file))
		}
		public = key.PublicFile()
	} else if there(file + ".pub") {
		return a.fail(exitUsage, a.words().T("machine.exists", file+".pub"))
	} else {
		var private []byte
		if private, public, err = proof.NewKey(password); err != nil {
			return err
		}
		if err := edit.WriteFile(file, private, 0o600); err != nil {
			return err
		}
	}
	if err := edit.WriteFile(file+".pub", public, 0o644); err != nil {
		return err
	}
	line, err := proof.ReadPublic(string(public))
	if err != nil {
		return err
	}
	fmt.Fprintln(a.out, a.words().T("proof.new-key", file, line))
	return nil
}

func (a *app) stampRequest(opt generator.Options, out string) error {
	site, err := a.load(opt)
	if err != nil {
		return err
	}
	request, err := act.StampRequest(site)
	if err != nil {
		return err
	}
	if request == nil {
		return a.fail(exitUsage, site.Words.T("proof.no-ledger"))
	}
	return a.into(out, site.Opened, just(request))
}

func (a *app) stampReply(opt generator.Options, file string) error {
	site, err := a.load(opt)
	if err != nil {
		return err
	}
	reply, err := regular.ReadFile(a.inDir(file), maxRead)
	if err != nil {
		return a.fail(exitUsage, machine(err, site.Words))
	}
	stamp, err := act.KeepStamp(opt, site, reply)
	if errors.Is(err, proof.ErrStamp) {
		return a.fail(exitContent, site.Words.T("proof.bad-stamp", file))
	}
	if err != nil {
		return a.failed(err, site.Words)
	}
	fmt.Fprintln(a.out, site.Words.T("proof.stamped", stamp.Time.Format("2006-01-02 15:04:05"), stamp.Lines, stamp.Signer))
	fmt.Fprintln(a.out, site.Words.T("proof.stamp-kept", proof.StampFile))
	return nil
}
