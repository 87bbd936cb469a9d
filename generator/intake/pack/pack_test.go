package pack

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"styrdok/generator/intake"
)

func packed(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOpen(t *testing.T) {
	deep := strings.Repeat("<a>", 300) + strings.Repeat("</a>", 300)
	for _, c := range []struct {
		name   string
		data   []byte
		reason intake.Reason
	}{
		{"empty", nil, intake.Corrupt},
		{"text", []byte("PK nothing"), intake.Corrupt},
		{"cut", packed(t, map[string]string{"a.xml": "<a/>"})[:40], intake.Corrupt},
		{"old Word", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), wide("WordDocument")...), intake.OldWord},
		{"encrypted", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), wide("EncryptedPackage")...), intake.Password},
		{"old spreadsheet", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), wide("Workbook")...), intake.OtherKind},
		{"entities", packed(t, map[string]string{"a.xml": `<!DOCTYPE a [<!ENTITY x "ha">]><a>&x;</a>`}), intake.Entities},
		{"deep", packed(t, map[string]string{"a.xml": deep}), intake.TooDeep},
		{"no XML", packed(t, map[string]string{"a.xml": "<a><b></a>"}), intake.Corrupt},
		{"nothing", packed(t, map[string]string{"a.xml": ""}), intake.Corrupt},
		{"bomb", packed(t, map[string]string{"a.xml": "<a>" + strings.Repeat("0", maxXML) + "</a>"}), intake.Swells},
	} {
		a, err := Open(c.data)
		if err == nil {
			_, err = a.XML("a.xml")
		}
		var refused *intake.Refused
		if !errors.As(err, &refused) || refused.Reason != c.reason {
			t.Errorf("%s: got %v, want %s", c.name, err, c.reason)
		}
	}
}

func TestXML(t *testing.T) {
	utf16 := []byte("\xff\xfe")
	for _, r := range `<?xml version="1.0" encoding="UTF-16"?><a x:b="1" xmlns:x="u">å<c/>ö</a>` {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	a, err := Open(packed(t, map[string]string{"word/A.xml": string(utf16)}))
	if err != nil {
		t.Fatal(err)
	}
	n, err := a.XML("/word/a.XML")
	if err != nil || n.Name != "a" || n.Attr("b") != "1" || n.Content() != "åö" || n.Kid("c") == nil || n.Kid("c", "d") != nil {
		t.Errorf("got %+v, %v", n, err)
	}
	if n, err := a.XML("missing.xml"); n != nil || err != nil || n.Kid("a").Attr("b") != "" || n.All("x") != nil {
		t.Errorf("a missing part: got %v, %v", n, err)
	}
}
