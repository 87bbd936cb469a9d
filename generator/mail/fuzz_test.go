package mail

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzEML writes messages of any words and reads them back: the headers are those of a harmless message, and subject and text as they were.
func FuzzEML(f *testing.F) {
	f.Add("A\r\nBcc: x@y.example\r\n\r\nB", "Text\n.\n--styrdok-x--\n", "styrdok@s.example")
	f.Add("=?utf-8?q?a?=", "\x00\u2028=\n"+strings.Repeat("å ", 60), "a@b\r\nBcc: c@d")
	f.Add("A", "a\rå\n", "c@s.example")
	f.Add(strings.Repeat("lång rubrik ", 30), " x \n", "\"a b\"@s.example, c@s.example")
	data, err := message("it@exempelby.example").EML()
	if err != nil {
		f.Fatal(err)
	}
	harmless, err := netmail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, subject, text, to string) {
		if !utf8.ValidString(subject) || !utf8.ValidString(text) {
			return
		}
		m := message("it@exempelby.example")
		m.Subject, m.FromName, m.Text, m.To, m.HTML = subject, subject, text, to, "<p>"+text+"</p>"
		data, err := m.EML()
		if err != nil {
			return // refused
		}
		read, err := netmail.ReadMessage(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%v: %q", err, data)
		}
		for name, values := range read.Header {
			if len(values) != 1 || harmless.Header.Get(name) == "" {
				t.Errorf("the header %s is %q: %q", name, values, data)
			}
		}
		if list, err := read.Header.AddressList("To"); err != nil || len(list) != 1 {
			t.Errorf("%q is sent to %v, %v", to, list, err)
		}
		plain := strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ").Replace
		if got, err := new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject")); err != nil || strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(plain(subject)), " ") {
			t.Errorf("the subject %q is read as %q, %v", subject, got, err)
		}
		_, params, err := mime.ParseMediaType(read.Header.Get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		parts := multipart.NewReader(read.Body, params["boundary"])
		var texts []string
		for {
			part, err := parts.NextRawPart()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%v: %q", err, data)
			}
			var r io.Reader = part
			if part.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
				r = quotedprintable.NewReader(part)
			}
			body, err := io.ReadAll(r)
			if err != nil {
				t.Fatalf("%v: %q", err, data)
			}
			texts = append(texts, string(body))
		}
		if lines := plain(text); len(texts) != 2 || plain(texts[0]) != lines {
			t.Errorf("the text %q is read as %q", lines, texts)
		}
	})
}
