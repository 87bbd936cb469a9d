package site

import (
	"fmt"
	"path"
	"strings"
	"time"
)

// FormatSize writes a file's size in kB of 1000 bytes, or in MB with one decimal from the size
// that would round to 1000 kB. Nothing is smaller than 1 kB. The decimal sign is that of the
// language; the space before the unit does not break.
func FormatSize(bytes int64, language string) string {
	kilo := (bytes + 500) / 1000
	if kilo < 1000 {
		return fmt.Sprintf("%d%skB", max(kilo, 1), nbsp)
	}
	tenths := (bytes + 50_000) / 100_000
	return decimal(fmt.Sprintf("%d.%d", tenths/10, tenths%10), language) + nbsp + "MB"
}

// FormatDuration writes how long something took: "290 ms", "1,1 s".
func FormatDuration(d time.Duration, language string) string {
	if d = d.Round(10 * time.Millisecond); d < time.Second {
		return fmt.Sprintf("%d%sms", d.Milliseconds(), nbsp)
	}
	return decimal(fmt.Sprintf("%.1f", d.Seconds()), language) + nbsp + "s"
}

// decimal writes a number with the decimal sign of a language.
func decimal(number, language string) string {
	if language == "sv" || strings.HasPrefix(language, "sv-") {
		return strings.Replace(number, ".", ",", 1)
	}
	return number
}

// downloadText is the words of a link to a print that measures so much.
func (p *Frame) downloadText(title string, info PrintInfo) string {
	if info.Bytes <= 0 {
		return p.text("site.pdf.plain", title)
	}
	size := FormatSize(info.Bytes, p.t.Lang())
	if info.Pages <= 0 {
		return p.text("site.pdf.size", title, size)
	}
	return p.SayN("site.pdf.full", info.Pages, title, size, info.Pages).String()
}

// download is a link to the print of a version, or to the file of a text that exists only as one.
func (p *unit) download(from *Page, title string, pr *Print) Download {
	if v := pr.Version; v.Original != "" {
		file := originalFile(v)
		size := FormatSize(p.reader.Measure(file).Bytes, p.t.Lang())
		ending := strings.ToLower(strings.TrimPrefix(path.Ext(file), "."))
		return Download{Href: p.Href(from, p.OriginalAddress(v)), Text: p.text("site.original.download", title, ending, size)}
	}
	return Download{Href: p.Href(from, pr.Address), Text: p.downloadText(title, p.measures[pr.Address])}
}
