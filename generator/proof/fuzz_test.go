package proof_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/proof"
)

// FuzzLedger adds prints to any text: what it says stays, byte for byte, and all that was added is read back once.
func FuzzLedger(f *testing.F) {
	f.Add("# Publicerade\n2024-01-15 "+sumA+" policy/a/a.pdf\n", "policy/b/b 2.pdf")
	f.Add("<<<<<<< HEAD\n2024-01-15 "+sumA+" a.pdf\n=======\n2023-01-15 "+sumA+" a.pdf\r\n>>>>>>> b", "a.pdf")
	f.Add("2024-01-15 "+strings.ToUpper(sumA)+" a.pdf\n2024-02-30 "+sumA+" a.pdf\n# x", ".pdf")
	f.Fuzz(func(t *testing.T, text, address string) {
		known, diags := proof.ReadLedger(text)
		for _, d := range diags {
			if d.Pos.Line < 1 || d.Pos.Line > strings.Count(text, "\n")+1 || d.Code != diag.LedgerSyntax {
				t.Errorf("%q: %v is outside the file", text, d)
			}
		}
		now, added := proof.AddTo(text, known, []proof.Sum{{address, sumA}, {"index.html", sumA}}, library.NewDate(2026, 11, 22))
		if !strings.HasPrefix(now, text) || added > 1 || (added == 0) != (now == text) {
			t.Fatalf("%q with %d prints more became %q", text, added, now)
		}
		// An address of a site's file has no line ends, nor blanks at its end.
		if strings.ContainsAny(address, "\r\n") || strings.TrimRight(address, " \t\r") != address {
			return
		}
		again, more := proof.ReadLedger(now)
		if len(again) != len(known)+added || len(more) != len(diags) {
			t.Errorf("%q: %d prints and %d more are read as %d: %v", now, len(known), added, len(again), more)
		}
		if strings.HasSuffix(address, ".pdf") && !slices.ContainsFunc(again, func(p proof.Published) bool { return p.Address == address && p.Sum == sumA }) {
			t.Errorf("%q lacks %q", now, address)
		}
		if twice, added := proof.AddTo(now, again, []proof.Sum{{address, sumA}}, library.NewDate(2027, 1, 1)); added != 0 || twice != now {
			t.Errorf("%q is added to %q twice", address, now)
		}
	})
}

// FuzzSums reads any list of checksums, and writes what it has so that it is read as the same.
func FuzzSums(f *testing.F) {
	f.Add(string(proof.WriteSums([]proof.Sum{{"a.pdf", sumA}, {"å/b\\c\nd.html", sumA}})), "x")
	f.Add("\\"+sumA+"  a\\\\n\n"+sumA+" *b\r\n", "a\\nb")
	f.Fuzz(func(t *testing.T, text, name string) {
		list, _ := proof.ReadSums(text)
		if name != "" {
			list = append(list, proof.Sum{name, sumA})
		}
		slices.SortStableFunc(list, func(a, b proof.Sum) int { return strings.Compare(a.Path, b.Path) })
		written := string(proof.WriteSums(list))
		if again, ok := proof.ReadSums(written); ok != (len(list) > 0) || !slices.Equal(again, list) {
			t.Errorf("%q is written %q and read as %q", list, written, again)
		}
	})
}

// FuzzReceipt shows that a receipt of any rows misses none of them, tells of each that goes or is changed, and that nothing else
// is taken for a receipt without a day.
func FuzzReceipt(f *testing.F) {
	f.Add("policy/a 2024-01-15\npolicy/b 2024-01-16", "a.pdf\nb.pdf", uint8(1), "# Kvitto\n")
	f.Add("a", "a", uint8(0), "day 2026-11-22\nseal "+sumA+" "+sumA+"\npublished x\n")
	f.Fuzz(func(t *testing.T, seals, ledger string, which uint8, text string) {
		if s, bad := proof.ReadReceipt(text, nil, nil, nil); bad == 0 && s.Day.IsZero() {
			t.Errorf("%q is a receipt of no day", text)
		}
		rows := func(s string) (out []proof.Row) {
			for _, line := range strings.Split(s, "\n") {
				if key, _, _ := strings.Cut(line, "="); !slices.ContainsFunc(out, func(r proof.Row) bool { return r.Key == key }) {
					out = append(out, proof.Row{Key: key, Whole: line, Day: library.NewDate(2026, 11, 22)})
				}
			}
			return out
		}
		a, b := rows(seals), rows(ledger)
		receipt := string(proof.Receipt(library.NewDate(2026, 11, 22), a, b, b[:1], nil))
		if s, bad := proof.ReadReceipt(receipt, a, b, b[:1]); bad > 0 || len(s.Seals)+len(s.Ledger)+len(s.Stamp)+len(s.Renewed) > 0 {
			t.Fatalf("%q: something has changed that has not: %+v", receipt, s)
		}
		i := int(which) % len(a)
		less := slices.Delete(slices.Clone(a), i, i+1)
		if s, bad := proof.ReadReceipt(receipt, less, b, nil); bad > 0 || len(s.Seals) != 1 || len(s.Ledger) > 0 || len(s.Stamp) != 1 {
			t.Errorf("%q is gone, and told is %+v", a[i].Key, s)
		}
		a[i].Whole += "x"
		if s, bad := proof.ReadReceipt(receipt, a, b, b[:1]); bad > 0 || len(s.Renewed) != 1 || s.Renewed[0].Key != a[i].Key || len(s.Seals) > 0 {
			t.Errorf("%q is renewed, and told is %+v", a[i].Key, s)
		}
	})
}

// FuzzStamp reads damaged time stamps: none makes reading fail otherwise than by ErrStamp, and only the stamp of a ledger's
// beginning has lines of it.
func FuzzStamp(f *testing.F) {
	ledger := "# head\n2026-01-02 " + sumA + " a.pdf\n"
	reply := stamped(f, ledger, time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC))
	f.Add(reply)
	f.Add([]byte{0x30, 0x84, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := proof.ReadStamp(data, []byte(ledger))
		if err != nil && !errors.Is(err, proof.ErrStamp) {
			t.Errorf("%x: %v", data, err)
		}
		if lines := strings.Count(ledger, "\n"); s.Lines > lines || err != nil && s != (proof.Stamp{}) {
			t.Errorf("%x: got %+v of %d lines", data, s, lines)
		}
	})
}

// FuzzSignature shows that only the signature of a message is one, and that no key makes reading it fail.
func FuzzSignature(f *testing.F) {
	private, public, err := proof.NewKey("")
	if err != nil {
		f.Fatal(err)
	}
	key, err := proof.ReadKey(private, "")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(public), []byte("text"), key.Sign([]byte("text")))
	f.Add(key.Public(), []byte(""), []byte("untrusted comment: \n\ntrusted comment: \n"))
	f.Fuzz(func(t *testing.T, other string, message, signature []byte) {
		if line, err := proof.ReadPublic(other); err == nil {
			if again, err := proof.ReadPublic(line); err != nil || again != line {
				t.Errorf("%q is the key %q, which is read as %q, %v", other, line, again, err)
			}
			proof.Signed(line, message, signature)
		}
		if k, err := proof.ReadKey([]byte(other), ""); err == nil && !proof.Signed(k.Public(), message, k.Sign(message)) {
			t.Errorf("%q signs what it does not know", other)
		}
		if !proof.Signed(key.Public(), message, key.Sign(message)) || proof.Signed(key.Public(), append(message, 'x'), key.Sign(message)) {
			t.Errorf("%q: a signature is not told from another", message)
		}
	})
}
