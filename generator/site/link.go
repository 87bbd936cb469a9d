package site

import "styrdok/generator/library"

// TargetKind tells what a link leads to.
type TargetKind uint8

// Where links lead. A broken link has been reported and is to be written as plain words.
const (
	TargetBroken   TargetKind = iota
	TargetAnchor              // a heading of the same text
	TargetPage                // a page of the site
	TargetFile                // an image or attachment
	TargetExternal            // another site, an e-mail address or a telephone number
)

// Target is where a link of a text leads.
type Target struct {
	Kind     TargetKind
	Href     string     // for a web page: relative, or as written for external links
	Absolute string     // for a print: the absolute address; empty for a heading of the same text
	Anchor   string     // ID of the heading, without "#"; may be empty
	Document library.ID // of TargetPage; may be empty
	Source   string     // of TargetFile: the file in the site's folder
	Bytes    int64      // of TargetFile, as it is published; 0 if unknown
	Version  string     // source file of the version that the link names; empty where it means the document
}

// Image is an image of a text as a page shows it. An image that has been reported as missing is empty.
type Image struct {
	Href   string // relative to the page; empty for paper
	Source string // the file in the site's folder
	Width  int    // as a browser shows it, in pixels; 0 if unknown, or for paper
	Height int
	Copies []Copy // the widths in which it is published, the smallest first; none if it is published as it is
}
