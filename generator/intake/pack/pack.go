// Package pack opens files that are ZIP archives of XML, as Word's and LibreOffice's are, within limits: it unpacks no more than a text can
// hold, and reads no XML that defines entities or is nested beyond reason. It knows nothing of what the parts mean.
package pack

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"styrdok/generator/intake"
)

// Archive is an opened file. It counts what is unpacked of it.
type Archive struct {
	files map[string]*zip.File
	Names []string // of its parts, as they stand in the archive
	left  int64
}

// Open opens an archive. A file that is none, or is broken, is refused.
func Open(data []byte) (*Archive, error) {
	if len(data) > intake.MaxFile {
		return nil, &intake.Refused{Reason: intake.TooLarge}
	}
	if bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) {
		return nil, &intake.Refused{Reason: compound(data)}
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, corrupt("", err)
	}
	if len(r.File) > maxParts {
		return nil, &intake.Refused{Reason: intake.Swells, Detail: fmt.Sprintf("%d parts", len(r.File))}
	}
	a := &Archive{files: map[string]*zip.File{}, left: intake.MaxUnpacked}
	for _, f := range r.File {
		name := strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
		if f.Flags&1 != 0 {
			return nil, &intake.Refused{Reason: intake.Password, Detail: name}
		}
		if _, twice := a.files[fold(name)]; twice {
			return nil, corrupt(name, errors.New("twice in the archive"))
		}
		a.files[fold(name)] = f
		a.Names = append(a.Names, name)
	}
	return a, nil
}

// maxParts is the number of parts that a file may have. Long texts with thousands of pictures have fewer.
const maxParts = 20_000

// maxXML is the size of a part of XML. The text of a book of a thousand pages takes a fifth of it.
const maxXML = 48 << 20

// fold is a part's name as it is compared. Word disregards case.
func fold(name string) string { return strings.ToLower(strings.TrimPrefix(path.Clean(name), "/")) }

// compound says what a compound file is, the container of Word's format until 2007 and of encrypted files of later ones.
func compound(data []byte) intake.Reason {
	if bytes.Contains(data, wide("EncryptedPackage")) || bytes.Contains(data, wide("EncryptionInfo")) {
		return intake.Password
	}
	if bytes.Contains(data, wide("WordDocument")) {
		return intake.OldWord
	}
	return intake.OtherKind
}

// wide returns a name of ASCII in UTF-16, as compound files have it.
func wide(s string) []byte { return []byte(strings.Join(strings.Split(s, ""), "\x00") + "\x00") }

func corrupt(part string, err error) *intake.Refused {
	detail := err.Error()
	if part != "" {
		detail = part + ": " + detail
	}
	return &intake.Refused{Reason: intake.Corrupt, Detail: detail}
}

// Read unpacks a part, up to a size. It returns nil without an error for a part that is not there.
func (a *Archive) Read(name string, limit int64) ([]byte, error) {
	f := a.files[fold(name)]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, corrupt(name, err)
	}
	defer r.Close()
	limit = min(limit, a.left)
	// The size that the archive states is not to be trusted.
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, corrupt(name, err)
	}
	if int64(len(data)) > limit {
		return nil, &intake.Refused{Reason: intake.Swells, Detail: name}
	}
	a.left -= int64(len(data))
	return data, nil
}

// Picture returns an image that is a part, or nil if it is not there or cannot be unpacked.
func (a *Archive) Picture(name string) []byte {
	data, _ := a.Read(name, intake.MaxImage)
	return data
}

// XML reads a part as a tree. It returns nil without an error for a part that is not there.
func (a *Archive) XML(name string) (*Node, error) {
	data, err := a.Read(name, maxXML)
	if data == nil || err != nil {
		return nil, err
	}
	n, err := Parse(data)
	if refused, ok := errors.AsType[*intake.Refused](err); ok {
		refused.Detail = name + ": " + refused.Detail
		return nil, refused
	}
	if err != nil {
		return nil, corrupt(name, err)
	}
	return n, nil
}

// Node is an element of XML, or a text among its children. Names are local ones, without namespace: the namespaces of office formats differ
// between their editions, and the names are the same.
type Node struct {
	Name  string // "" for a text
	Text  string
	Space string // the namespace's address
	Attrs []xml.Attr
	Kids  []*Node
}

// Parse reads XML as a tree and returns its outermost element.
func Parse(data []byte) (*Node, error) {
	d := xml.NewDecoder(bytes.NewReader(utf8Of(data)))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	root := &Node{}
	stack := []*Node{root}
	for {
		t, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch t := t.(type) {
		case xml.Directive:
			if bytes.Contains(t, []byte("ENTITY")) {
				return nil, &intake.Refused{Reason: intake.Entities}
			}
		case xml.StartElement:
			if len(stack) > intake.MaxDepth {
				return nil, &intake.Refused{Reason: intake.TooDeep}
			}
			n := &Node{Name: t.Name.Local, Space: t.Name.Space, Attrs: t.Copy().Attr}
			top.Kids = append(top.Kids, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if n := len(top.Kids); n > 0 && top.Kids[n-1].Name == "" {
				top.Kids[n-1].Text += string(t)
			} else if len(stack) > 1 {
				top.Kids = append(top.Kids, &Node{Text: string(t)})
			}
		}
	}
	for _, k := range root.Kids {
		if k.Name != "" {
			return k, nil
		}
	}
	return nil, io.ErrUnexpectedEOF
}

// utf8Of returns XML in UTF-16 as UTF-8, and other bytes as they are.
func utf8Of(data []byte) []byte {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("<\x00")):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte("\xfe\xff")), bytes.HasPrefix(data, []byte("\x00<")):
		order = binary.BigEndian
	default:
		return data
	}
	return []byte(strings.TrimPrefix(intake.UTF16(data, order), "\ufeff"))
}

// Children returns the children of n, none of nil.
func (n *Node) Children() []*Node {
	if n == nil {
		return nil
	}
	return n.Kids
}

// Kid returns the first child of a name along a path, or nil: n.Kid("pPr", "numPr").
func (n *Node) Kid(path ...string) *Node {
	for _, name := range path {
		kids := n.Children()
		i := slices.IndexFunc(kids, func(k *Node) bool { return k.Name == name })
		if i < 0 {
			return nil
		}
		n = kids[i]
	}
	return n
}

// All returns the children of a name.
func (n *Node) All(name string) []*Node {
	var out []*Node
	for _, k := range n.Children() {
		if k.Name == name {
			out = append(out, k)
		}
	}
	return out
}

// Attr returns an attribute by its local name, or "".
func (n *Node) Attr(name string) string {
	if n != nil {
		for _, a := range n.Attrs {
			if a.Name.Local == name {
				return a.Value
			}
		}
	}
	return ""
}

// Has reports whether there is an attribute, by its local name.
func (n *Node) Has(name string) bool {
	return slices.ContainsFunc(n.Attrs, func(a xml.Attr) bool { return a.Name.Local == name })
}

// Walk calls visit with each element below n and its texts, in order, until visit returns false for one, whose children are passed over.
func (n *Node) Walk(visit func(*Node) bool) {
	for _, k := range n.Children() {
		if visit(k) {
			k.Walk(visit)
		}
	}
}

// Find returns the first element of a name below n, at any depth, or nil.
func (n *Node) Find(name string) *Node {
	var found *Node
	n.Walk(func(k *Node) bool {
		if found == nil && k.Name == name {
			found = k
		}
		return found == nil
	})
	return found
}

// Content returns all text below n.
func (n *Node) Content() string {
	var b strings.Builder
	n.Walk(func(k *Node) bool {
		b.WriteString(k.Text)
		return true
	})
	return b.String()
}
