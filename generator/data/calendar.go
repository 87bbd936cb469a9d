package data

import (
	"bytes"
	"slices"

	"styrdok/generator/library"
	"styrdok/generator/report"
)

// calendars makes the calendars of reviews that the plan announces.
func (d *Data) calendars() []File {
	if len(d.site.Calendars) == 0 {
		return nil
	}
	rows := report.Dues(d.site.Library, report.Options{BaseURL: d.frame.BaseURL})
	var out []File
	for _, c := range d.site.Calendars {
		name, found := d.words.T("data.calendar.all", d.frame.Organisation.Name), rows
		if c.Documents != nil {
			name = d.words.T("data.calendar.owner", c.Name)
			found = slices.DeleteFunc(slices.Clone(rows), func(r report.Due) bool { return !c.Documents[library.ID(r.ID)] })
		}
		var b bytes.Buffer
		opt := report.Options{BaseURL: d.frame.BaseURL, Calendar: name}
		if err := report.WriteDueCalendar(&b, found, opt, d.words); err != nil {
			panic("data: calendar: " + err.Error())
		}
		out = append(out, File{pathOf(c.Address), b.Bytes()})
	}
	return out
}
