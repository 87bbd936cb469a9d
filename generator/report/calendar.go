package report

import (
	"cmp"
	"io"
	"net/url"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// WriteDueCalendar writes an iCalendar file with an all-day event on the day by which each
// document is to be reviewed. It holds no moment of its making, so that it
// changes only when a day does: DTSTAMP is the day of the event itself.
func WriteDueCalendar(w io.Writer, rows []Due, opt Options, t *i18n.Texts) error {
	cal := ics.NewCalendarFor("styrdok")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(cmp.Or(opt.Calendar, t.T("due.calendar-name")))
	host := "styrdok"
	if u, err := url.Parse(opt.BaseURL); err == nil && u.Host != "" {
		host = u.Host
	}
	for _, d := range rows {
		if d.Due == nil {
			continue
		}
		day, err := library.ParseDate(*d.Due)
		if err != nil {
			continue
		}
		// No part of an ID holds an underscore.
		e := cal.AddEvent(strings.ReplaceAll(d.ID, "/", "_") + "-" + day.String() + "@" + host)
		e.SetDtStampTime(day.Time())
		e.SetAllDayStartAt(day.Time())
		e.SetAllDayEndAt(day.Time().Add(24 * time.Hour))
		e.SetSummary(t.T("due.calendar-event", d.Title))
		lines := []string{}
		if d.Owner != nil {
			lines = append(lines, t.T("due.calendar-owner", owner(d)))
		}
		if len(lines) > 0 {
			e.SetDescription(strings.Join(lines, "\n"))
		}
		if d.URL != nil {
			e.SetURL(*d.URL)
		}
		e.SetTimeTransparency(ics.TransparencyTransparent)
	}
	// The library ends lines as the machine does; RFC 5545 wants CR LF everywhere.
	return cal.SerializeTo(w, ics.WithNewLineWindows)
}

func owner(d Due) string {
	switch {
	case d.Owner != nil && d.Department != nil:
		return *d.Owner + ", " + *d.Department
	case d.Owner != nil:
		return *d.Owner
	}
	return value(d.Department)
}
