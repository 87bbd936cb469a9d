package library

// Happening is what has been done with a version since it was adopted.
type Happening struct {
	Sort       string // "corrected", "reviewed", "extended", "repealed" or "annulled"
	Day        Date
	By         *Body  // nil if the configuration has no such body, and for a correction
	ByText     string // the body in words, where By is nil
	Section    string
	CaseNumber string
	Note       string // of a correction or review
	Until      Date   // of an extension
	From       Date   // of a repeal: the first day without the version
}

// Happenings are what has been done with a version until a day: its corrections, reviews and extensions in the order in which
// they are written, and its repeal or annulment.
func (v *Version) Happenings(until Date) []Happening {
	var out []Happening
	add := func(h Happening) {
		if !h.Day.After(until) {
			out = append(out, h)
		}
	}
	for _, c := range v.Corrections {
		add(Happening{Sort: "corrected", Day: c.Date, Note: c.Note})
	}
	for _, r := range v.Reviews {
		add(Happening{Sort: "reviewed", Day: r.Date, By: r.By, ByText: r.ByText, Section: r.Section, CaseNumber: r.CaseNumber, Note: r.Note})
	}
	for _, x := range v.Extensions {
		add(Happening{Sort: "extended", Day: x.Date, By: x.By, Section: x.Section, CaseNumber: x.CaseNumber, Until: x.Until})
	}
	if r := v.Repeal; r != nil {
		add(Happening{Sort: "repealed", Day: r.Date, By: r.By, ByText: r.ByText, Section: r.Section, CaseNumber: r.CaseNumber, From: r.From})
	}
	if a := v.Annulled; a != nil && v.Status == StatusAnnulled {
		add(Happening{Sort: "annulled", Day: a.Date, ByText: a.By, CaseNumber: a.CaseNumber})
	}
	return out
}
