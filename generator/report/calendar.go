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

// alarms are the times of reminders before the last day of a review.
var alarms = []string{"-P30D", "-P7D"}

// onTheDay is the time of reminders of what begins on a day: nine in the morning.
const onTheDay = "PT9H"

// WriteDueCalendar writes an iCalendar file (RFC 5545) with all-day events for every review: when it may begin, when it
// is due soon, and on its last day; and for the last day of every document that is to end. DTSTAMP is the day of the event
// instead of the present time, so that the file changes only when a day does.
func WriteDueCalendar(w io.Writer, rows []Due, opt Options, t *i18n.Texts) error {
	cal := ics.NewCalendarFor("styrdok")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(Clean(cmp.Or(opt.Calendar, t.T("due.calendar-name"))))
	cal.SetRefreshInterval("P1D")
	cal.SetXPublishedTTL("P1D")
	host := "styrdok"
	if u, err := url.Parse(opt.BaseURL); err == nil && u.Host != "" {
		host = u.Host
	}
	for _, d := range rows {
		d.Title, d.Owner, d.Department = Clean(d.Title), Optional(Clean(string(d.Owner))), Optional(Clean(string(d.Department)))
		// IDs contain no underscores.
		id := func(sort string, day library.Date) string {
			return strings.ReplaceAll(d.ID, "/", "_") + sort + "-" + day.String() + "@" + host
		}
		if !d.LastDay.IsZero() {
			last, ahead, triggers := t.T("due.calendar-ends", d.Title), "", []string(nil)
			if d.Expires {
				ahead, triggers = t.T("due.calendar-ends-soon", d.Title, d.LastDay), alarms
			}
			addEvent(cal, id("_ends", d.LastDay), d.LastDay, d, t, last, ahead, triggers...)
		}
		due, err := library.ParseDate(string(d.Due))
		if err != nil {
			continue
		}
		soon, last := "due.calendar-soon", "due.calendar-event"
		if string(d.Rule) == (library.Rule{Type: library.RuleValidUntil}).String() {
			soon, last = "due.calendar-ends-soon", "due.calendar-ends"
		}
		ahead := t.T(soon, d.Title, due)
		opens, err := library.ParseDate(string(d.Opens))
		if err == nil && (opens.Before(d.SoonFrom) || d.SoonFrom.IsZero()) && opens.Before(due) {
			text := t.T("due.calendar-opens", d.Title, due)
			addEvent(cal, id("_opens", opens), opens, d, t, text, text, onTheDay)
		}
		if d.SoonFrom.Before(due) && !d.SoonFrom.IsZero() {
			addEvent(cal, id("_soon", d.SoonFrom), d.SoonFrom, d, t, ahead, ahead, onTheDay)
		}
		addEvent(cal, id("", due), due, d, t, t.T(last, d.Title), ahead, alarms...)
	}
	if len(cal.Components) == 0 {
		// A calendar must have a component (RFC 5545, 3.6), also one in which nothing is to be done.
		zone := cal.AddTimezone("Etc/UTC").AddStandard()
		zone.SetProperty(ics.ComponentPropertyDtStart, "19700101T000000")
		zone.SetProperty("TZOFFSETFROM", "+0000")
		zone.SetProperty("TZOFFSETTO", "+0000")
	}
	// By default the library writes the system's line ends; RFC 5545 requires CR LF.
	return cal.SerializeTo(w, ics.WithNewLineWindows)
}

// addEvent adds an all-day event, whose reminders have their own text.
func addEvent(cal *ics.Calendar, id string, day library.Date, d Due, t *i18n.Texts, summary, reminder string, triggers ...string) {
	e := cal.AddEvent(id)
	e.SetDtStampTime(day.Time())
	e.SetAllDayStartAt(day.Time())
	e.SetAllDayEndAt(day.Time().Add(24 * time.Hour))
	e.SetSummary(summary)
	if d.Owner != "" {
		e.SetDescription(t.T("due.calendar-owner", owner(d)))
	}
	if d.URL != "" {
		e.SetURL(string(d.URL))
	}
	e.SetTimeTransparency(ics.TransparencyTransparent)
	for _, trigger := range triggers {
		a := e.AddAlarm()
		a.SetAction(ics.ActionDisplay)
		a.SetTrigger(trigger)
		a.SetDescription(reminder)
	}
}

// owner returns the role and the unit responsible for a document, separated by a comma; either may be missing.
func owner(d Due) string {
	if d.Owner == "" || d.Department == "" {
		return string(d.Owner + d.Department)
	}
	return string(d.Owner + ", " + d.Department)
}
