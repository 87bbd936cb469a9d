package proof_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"errors"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/digitorus/timestamp"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"styrdok/generator/library"
	"styrdok/generator/proof"
	"styrdok/generator/testkit"
)

var (
	sumA = strings.Repeat("a1", 32)
	sumB = strings.Repeat("b2", 32)
)

func day(s string) library.Date {
	d, err := library.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// TestLedger shows that lines are only ever added, and that a merge of two ledgers reads as both; git's marks are told with their line.
func TestLedger(t *testing.T) {
	sums := []proof.Sum{{Path: "p/a-2024-01-01.pdf", SHA256: sumA}, {Path: "index.html", SHA256: sumB}}
	one, n := proof.AddTo("", nil, sums, day("2026-01-02"))
	if n != 1 || strings.Contains(one, "index.html") {
		t.Fatalf("%d new: %s", n, one)
	}
	known, diags := proof.ReadLedger(one)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	again, n := proof.AddTo(one, known, sums, day("2026-02-02"))
	if n != 0 || again != one {
		t.Errorf("what is known is added again: %s", again)
	}
	sums[0].SHA256 = sumB // the same address with other bytes
	two, n := proof.AddTo(strings.TrimSuffix(one, "\n"), known, sums, day("2026-02-02"))
	if n != 1 || !strings.HasPrefix(two, one) {
		t.Errorf("%d new, and what was there is changed: %s", n, two)
	}
	merged := "<<<<<<< HEAD\n" + two + "=======\n2025-12-31 " + sumA + " p/a-2024-01-01.pdf\r\n>>>>>>> x\n"
	list, diags := proof.ReadLedger(merged)
	want := []proof.Published{
		{Day: day("2025-12-31"), Sum: sumA, Address: "p/a-2024-01-01.pdf", Line: 7},
		{Day: day("2026-02-02"), Sum: sumB, Address: "p/a-2024-01-01.pdf", Line: 5},
	}
	if diff := cmp.Diff(want, list); diff != "" || len(diags) != 1 || diags[0].Pos.Line != 1 {
		t.Errorf("%v %s", diags, diff)
	}
	same, others := proof.Find(list, sumA, "a-2024-01-01.pdf")
	if len(same) != 1 || len(others) != 1 || same[0].Day != day("2025-12-31") {
		t.Errorf("found %v and %v", same, others)
	}
}

func TestLedgerSyntax(t *testing.T) {
	for _, line := range []string{"x", "2026-01-02 " + sumA, "2026-13-02 " + sumA + " a.pdf", "2026-01-02 " + strings.ToUpper(sumA) + " a.pdf", "2026-01-02 a1 a.pdf"} {
		if list, diags := proof.ReadLedger("# head\n" + line + "\n"); len(diags) != 1 || len(list) != 0 || diags[0].Pos.Line != 2 {
			t.Errorf("%q: %v %v", line, list, diags)
		}
	}
}

// TestReceipt shows what is told of rows that have gone or changed, and what a renewed seal tells of itself.
func TestReceipt(t *testing.T) {
	row := func(key, whole string) proof.Row { return proof.Row{Key: key, Whole: whole, Day: day("2026-01-02")} }
	rows := []proof.Row{row("a 2024-01-01", "1"), row("b 2024-01-01", "2"), row("c 2024-01-01", "3"), row("d 2024-01-01", "4")}
	write := func(day library.Date, seals, stamp []proof.Row) string {
		return string(proof.Receipt(day, seals, rows[:1], stamp, []proof.Approved{{Day: day, Kind: proof.SealGone, Digest: sumA}}))
	}
	receipt := write(day("2026-01-02"), rows, proof.StampRows([]byte("stamp")))
	for _, r := range rows {
		if strings.Contains(receipt, r.Key) || strings.Contains(receipt, "2024") {
			t.Errorf("the receipt reveals %q", r.Key)
		}
	}
	now := []proof.Row{row("a 2024-01-01", "1"), row("d 2024-01-01", "changed")}
	since, bad := proof.ReadReceipt(receipt, now, nil, nil)
	gone := func(after, before string, r proof.Row) proof.Gone {
		return proof.Gone{After: after, Before: before, Digest: r.Digest()}
	}
	want := proof.Since{
		Day: day("2026-01-02"), First: map[string]library.Date{"a 2024-01-01": day("2026-01-02")},
		Seals:  []proof.Gone{gone("a 2024-01-01", "d 2024-01-01", rows[1]), gone("a 2024-01-01", "d 2024-01-01", rows[2])},
		Ledger: []proof.Gone{gone("", "", rows[0])}, Stamp: []proof.Gone{gone("", "", proof.Row{Key: proof.StampFile})},
		Approved: []proof.Approved{{Day: day("2026-01-02"), Kind: proof.SealGone, Digest: sumA}},
	}
	if diff := cmp.Diff(want, since, cmpopts.IgnoreFields(proof.Since{}, "Renewed")); diff != "" || bad > 0 {
		t.Errorf("line %d %s", bad, diff)
	}
	if len(since.Renewed) != 1 || since.Renewed[0].Key != "d 2024-01-01" || !since.Renewed[0].WasWhole("4") || since.Renewed[0].WasWhole("changed") {
		t.Errorf("renewed: %+v", since.Renewed)
	}
	if later, bad := proof.ReadReceipt(receipt, rows, rows[:1], proof.StampRows([]byte("later"))); bad > 0 || len(later.Stamp) > 0 {
		t.Errorf("a later stamp: %v %v", bad, later)
	}
	renamed := append(slices.Clone(rows[1:]), row("e 2024-01-01", "1"))
	if s, bad := proof.ReadReceipt(receipt, renamed, rows[:1], nil); bad > 0 || len(s.Seals)+len(s.Renewed) > 0 || s.First["e 2024-01-01"].IsZero() {
		t.Errorf("a document that was renamed: %v %+v", bad, s)
	}
	copied := append(slices.Clone(rows[1:]), row("e 2024-01-01", "2")) // of another that is there as well
	if s, bad := proof.ReadReceipt(receipt, copied, rows[:1], nil); bad > 0 || len(s.Seals) != 1 {
		t.Errorf("a document beside a copy of another: %v %+v", bad, s)
	}
	later := slices.Clone(rows)
	later[1].Later = "extension"
	if s, _ := proof.ReadReceipt(receipt, later, rows[:1], nil); len(s.Renewed) != 1 {
		t.Errorf("a later decision: %+v", s)
	} else if was, told := s.Renewed[0].WasLater(""); !was || !told {
		t.Errorf("what had come before: %v %v", was, told)
	}
	t.Logf("%d of %d rows gone, %d renewed: told", len(since.Seals)+len(since.Ledger)+len(since.Stamp), len(rows)+2, len(since.Renewed))
	same := func(on string, seals, stamp []proof.Row) bool {
		now := write(day(on), seals, stamp)
		return proof.SameRows([]byte(receipt), []byte(strings.ReplaceAll(now, "approved "+on, "approved 2026-01-02")))
	}
	if stamp := proof.StampRows([]byte("stamp")); !same("2026-05-02", rows, stamp) || same("2026-01-02", now, stamp) || same("2026-01-02", rows, nil) {
		t.Error("rows are not told apart from the day")
	}
	for bad, line := range map[string]int{
		"": 1, "day x\n": 1, "day 2026-01-02\nseal 1 2\n": 2, "# x\nday 2026-01-02\nother " + sumA + " " + sumB + "\n": 3, "seal " + sumA + " " + sumB + "\n": 1,
		"day 2026-01-02\nseal " + sumA + " " + sumB + " " + sumA + " x\n": 2, "day 2026-01-02\napproved 2026-01-02 x " + sumA + "\n": 2,
	} {
		if _, got := proof.ReadReceipt(bad, nil, nil, nil); got != line {
			t.Errorf("%q: line %d, want %d", bad, got, line)
		}
	}
}

// TestOldReceipt reads a receipt that was written before seals had days in it: it tells the same, and what was signed was so by then.
func TestOldReceipt(t *testing.T) {
	r := proof.Row{Key: "a 2024-01-01", Whole: "1", Later: "corrected 2025-01-01\n", Day: day("2026-01-02")}
	full := strings.Split(strings.TrimSpace(string(proof.Receipt(day("2026-01-02"), []proof.Row{r}, nil, nil, nil))), "\n")
	part := strings.Fields(full[len(full)-1])
	old := "day 2026-01-02\n" + strings.Join(part[:3], " ") + "\n"
	s, bad := proof.ReadReceipt(old, []proof.Row{r}, nil, nil)
	if bad > 0 || len(s.Renewed)+len(s.Seals) > 0 || s.First[r.Key] != day("2026-01-02") {
		t.Errorf("line %d, %+v", bad, s)
	}
	if s, bad := proof.ReadReceipt("day 2026-01-02\n"+full[len(full)-1]+" later\n", []proof.Row{r}, nil, nil); bad > 0 || len(s.Renewed)+len(s.Seals) > 0 {
		t.Errorf("of a later release: line %d, %+v", bad, s)
	}
	r.Whole = "2"
	if s, _ := proof.ReadReceipt(old, []proof.Row{r}, nil, nil); len(s.Renewed) != 1 {
		t.Errorf("changed, and told is %+v", s)
	} else if _, told := s.Renewed[0].WasLater(""); told {
		t.Error("it tells what it does not have")
	}
}

// TestReceiptDays shows that another day of a print is told, as is a print that was added with a day before the signature.
func TestReceiptDays(t *testing.T) {
	ledger := []proof.Published{{Day: day("2026-01-02"), Sum: sumA, Address: "a.pdf", Line: 1}}
	receipt := string(proof.Receipt(day("2026-02-02"), nil, proof.LedgerRows(ledger), nil, nil))
	for name, c := range map[string]struct {
		now            []proof.Published
		redated, early int
	}{
		"as it was":       {ledger, 0, 0},
		"another day":     {[]proof.Published{{Day: day("2021-01-01"), Sum: sumA, Address: "a.pdf"}}, 1, 0},
		"a day after":     {[]proof.Published{ledger[0], {Day: day("2026-02-02"), Sum: sumB, Address: "b.pdf"}}, 0, 0},
		"a day before it": {[]proof.Published{ledger[0], {Day: day("2026-02-01"), Sum: sumB, Address: "b.pdf"}}, 0, 1},
	} {
		s, bad := proof.ReadReceipt(receipt, nil, proof.LedgerRows(c.now), nil)
		if bad > 0 || len(s.Redated) != c.redated || len(s.Early) != c.early || len(s.Unknown) != len(c.now)-1 {
			t.Errorf("%s: line %d, %+v", name, bad, s)
		}
	}
}

// TestSign shows that equal bytes get equal signatures, and that one of other bytes, or with another key, is none.
func TestSign(t *testing.T) {
	private, public, err := proof.NewKey("")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := proof.ReadKey([]byte("nyckel"), ""); !errors.Is(err, proof.ErrKey) {
		t.Errorf("of no key: %v", err)
	}
	key, err := proof.ReadKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	line, err := proof.ReadPublic(string(public))
	if err != nil || line != key.Public() {
		t.Errorf("%q, want %q, %v", line, key.Public(), err)
	}
	sig := key.Sign([]byte("text"))
	if string(sig) != string(key.Sign([]byte("text"))) {
		t.Error("signatures of equal bytes differ")
	}
	_, other, err := proof.NewKey("")
	if err != nil {
		t.Fatal(err)
	}
	otherLine, _ := proof.ReadPublic(string(other))
	if !proof.Signed(line, []byte("text"), sig) || proof.Signed(line, []byte("Text"), sig) || proof.Signed(otherLine, []byte("text"), sig) || proof.Signed("", []byte("text"), sig) {
		t.Error("a signature is not what it says")
	}
}

// TestPassword takes seconds and a gigabyte, as whoever guesses passwords would have to for each of them.
func TestPassword(t *testing.T) {
	testkit.Long(t)
	private, _, err := proof.NewKey("lösen")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := proof.ReadKey(private, "fel"); !errors.Is(err, proof.ErrPassword) {
		t.Errorf("with a wrong password: %v", err)
	}
}

// TestSums shows that lists of checksums are those of sha256sum, and are read back as they were written.
func TestSums(t *testing.T) {
	files := map[string]string{"b.txt": "b", "a/å \\ \n.txt": "a", "a.txt": ""}
	want := `e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.txt
\ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a/å \\ \n.txt
3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  b.txt
`
	var sums []proof.Sum
	dir := t.TempDir()
	for name, text := range files {
		sum := sha256.Sum256([]byte(text))
		sums = append(sums, proof.Sum{Path: name, SHA256: hex.EncodeToString(sum[:])})
	}
	list := proof.WriteSums(sums)
	if diff := cmp.Diff(want, string(list)); diff != "" {
		t.Errorf("sums (-want +got):\n%s", diff)
	}
	read, ok := proof.ReadSums(string(list))
	slices.SortFunc(sums, func(a, b proof.Sum) int { return strings.Compare(a.Path, b.Path) })
	if diff := cmp.Diff(sums, read); diff != "" || !ok {
		t.Errorf("%v %s", ok, diff)
	}
	if _, err := exec.LookPath("sha256sum"); err != nil {
		t.Skip("no sha256sum to ask")
	}
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	check := exec.Command("sha256sum", "--check", "--status", "-")
	check.Dir, check.Stdin = dir, bytes.NewReader(list)
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("sha256sum: %v %s", err, out)
	}
}

func TestCompare(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	site := fstest.MapFS{"a.html": file("a"), "b/c.html": file("c"), `d\n.html`: file("d"), ".well-known/x": file("x"), ".styrdok": file(""), proof.Sums: file(""), proof.Sums + proof.Extension: file("")}
	var list strings.Builder
	for _, name := range []string{".well-known/x", "a.html", "b/c.html", `d\n.html`} {
		sum, err := proof.SumOf(site, name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(name, `\`) {
			list.WriteString(`\` + sum + "  " + strings.ReplaceAll(name, `\`, `\\`) + "\n")
		} else {
			list.WriteString(sum + "  " + name + "\n")
		}
	}
	sums, ok := proof.ReadSums(list.String())
	if !ok || len(sums) != 4 {
		t.Fatal(sums, ok)
	}
	if d, err := proof.Compare(site, sums); err != nil || !d.None() {
		t.Errorf("%+v, %v", d, err)
	}
	site["a.html"], site["e.html"] = file("x"), file("e")
	for _, name := range []string{".htaccess", ".git/config", ".git/HEAD", ".well-known/y", "b/.htaccess"} {
		site[name] = file("")
	}
	delete(site, "b/c.html")
	d, err := proof.Compare(site, sums)
	want := proof.Differences{Changed: []string{"a.html"}, Missing: []string{"b/c.html"}, Added: []string{".git/", ".htaccess", ".well-known/y", "b/.htaccess", "e.html"}}
	if diff := cmp.Diff(want, d); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	if _, ok := proof.ReadSums("kort\n"); ok {
		t.Error("a list that is none is read")
	}
}

// stamped returns the reply of an authority of its own to the request for a time stamp of a ledger.
func stamped(t testing.TB, ledger string, at time.Time) []byte {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Stämpel"}, NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<33, 0),
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}, KeyUsage: x509.KeyUsageDigitalSignature,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	request, err := proof.StampRequest([]byte(ledger))
	if err != nil {
		t.Fatal(err)
	}
	asked, err := timestamp.ParseRequest(request)
	if err != nil {
		t.Fatal(err)
	}
	answer := timestamp.Timestamp{
		HashAlgorithm: crypto.SHA256, HashedMessage: asked.HashedMessage, Time: at, Policy: []int{1, 2, 3}, AddTSACertificate: true, SerialNumber: big.NewInt(7),
	}
	reply, err := answer.CreateResponseWithOpts(cert, private, crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	return reply
}

func TestStamp(t *testing.T) {
	ledger := "# head\n2026-01-02 " + sumA + " a.pdf\n"
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	reply := stamped(t, ledger, at)
	for text, lines := range map[string]int{ledger: 2, ledger + "2026-02-02 " + sumB + " b.pdf\n": 2, "# other\n" + ledger: 0} {
		stamp, err := proof.ReadStamp(reply, []byte(text))
		if err != nil || stamp.Lines != lines || !stamp.Time.Equal(at) || !strings.Contains(stamp.Signer, "Stämpel") {
			t.Errorf("%+v, %v, want %d lines", stamp, err, lines)
		}
	}
	reply[len(reply)-1] ^= 1
	if _, err := proof.ReadStamp(reply, []byte(ledger)); !errors.Is(err, proof.ErrStamp) {
		t.Errorf("a reply that is changed: %v", err)
	}
}
