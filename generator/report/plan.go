package report

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"

	"styrdok/generator/account"
	"styrdok/generator/i18n"
)

// Plan is a plan of reviews. Its JSON is a public interface: docs/due.schema.json.
type Plan struct {
	Until     string     `json:"until"`
	Bodies    []BodyLoad `json:"bodies"`
	Documents []Planned  `json:"documents"`
	Stuck     []string   `json:"stuck"` // that no meeting reaches in time, by ID
}

// BodyLoad is how many reviews meet at each meeting of a body, or in each month.
type BodyLoad struct {
	ID       Optional `json:"id"`
	Name     string   `json:"name"`
	Meetings bool     `json:"meetings"`
	Days     []Load   `json:"days"`
}

// Load is how many reviews meet on a day, without the plan and with it.
type Load struct {
	Day    string `json:"day"`
	Before int    `json:"before"`
	After  int    `json:"after"`
}

// Planned is the day that is proposed for a document.
type Planned struct {
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	Body       Optional `json:"body"`
	Owner      Optional `json:"owner"`
	Department Optional `json:"department"`
	Due        string   `json:"due"`
	Was        string   `json:"was"`
	Day        string   `json:"day"`
	Overdue    bool     `json:"overdue"`
	Recorded   bool     `json:"recorded"` // --write records the day as review_by
}

// NewPlan returns a plan as it is told.
func NewPlan(p account.Plan) Plan {
	out := Plan{Until: p.Until.String(), Bodies: []BodyLoad{}, Documents: []Planned{}, Stuck: []string{}}
	for _, b := range p.Bodies {
		load := BodyLoad{Meetings: b.Meetings, Days: []Load{}}
		if b.Body != nil {
			load.ID, load.Name = Optional(b.Body.ID), b.Body.Name
		}
		for _, d := range b.Days {
			load.Days = append(load.Days, Load{d.Day.String(), d.Before, d.After})
		}
		out.Bodies = append(out.Bodies, load)
	}
	for _, m := range p.Moves {
		v := m.Document.InForce
		row := Planned{
			ID: string(m.Document.ID), Title: v.Title, Owner: Optional(v.Owner), Department: Optional(v.Department),
			Due: m.Due.String(), Was: m.Was.String(), Day: m.Day.String(), Overdue: m.Late, Recorded: m.Recordable(),
		}
		if m.Body != nil {
			row.Body = Optional(m.Body.ID)
		}
		out.Documents = append(out.Documents, row)
	}
	for _, d := range p.Stuck {
		out.Stuck = append(out.Stuck, string(d.ID))
	}
	return out
}

// WritePlanCSV writes the planned documents as [WriteCSV] does.
func WritePlanCSV(w io.Writer, p Plan) error {
	table := [][]string{{"body", "day", "was", "due", "id", "title", "department", "owner", "overdue", "recorded"}}
	for _, d := range p.Documents {
		table = append(table, []string{
			string(d.Body), d.Day, d.Was, d.Due, d.ID, d.Title, string(d.Department), string(d.Owner), strconv.FormatBool(d.Overdue), strconv.FormatBool(d.Recorded),
		})
	}
	return WriteCSV(w, table)
}

// barLength is the length of the longest bar, in characters.
const barLength = 30

// fewDocuments is up to how many documents the text form names.
const fewDocuments = 60

// WritePlanText writes the load of each body before and after the plan as bars, and few documents by name.
func WritePlanText(w io.Writer, p Plan, t *i18n.Texts) error {
	var b strings.Builder
	moved, recorded, late := 0, 0, 0
	for _, d := range p.Documents {
		if d.Was != d.Day {
			moved++
		}
		if d.Recorded {
			recorded++
		}
		if d.Overdue {
			late++
		}
	}
	if len(p.Documents) == 0 {
		b.WriteString(t.T("due.plan.nothing", p.Until) + "\n")
	}
	for _, load := range p.Bodies {
		name, key := cmp.Or(load.Name, t.T("due.by.none.body")), "months"
		if load.Meetings {
			key = "meetings"
		}
		before, after := 0, 0
		for _, d := range load.Days {
			before, after = max(before, d.Before), max(after, d.After)
		}
		b.WriteString(t.T("due.plan."+key, name, before, after) + "\n")
		table := [][]string{{t.T("due.plan.day"), t.T("due.plan.before"), "", t.T("due.plan.after"), ""}}
		for _, d := range load.Days {
			if most := max(before, after); d.Before+d.After > 0 {
				table = append(table, []string{d.Day, strconv.Itoa(d.Before), bar(d.Before, most), strconv.Itoa(d.After), bar(d.After, most)})
			}
		}
		if err := columns(&b, table); err != nil {
			return err
		}
		b.WriteString("\n")
	}
	if n := len(p.Documents); n > 0 && n <= fewDocuments {
		table := [][]string{{t.T("due.plan.day"), t.T("due.column.due"), t.T("due.column.document"), t.T("due.column.owner")}}
		for _, d := range p.Documents {
			table = append(table, []string{d.Day, d.Due, d.Title + " (" + d.ID + ")", owner(Due{Owner: d.Owner, Department: d.Department})})
		}
		if err := columns(&b, table); err != nil {
			return err
		}
		b.WriteString("\n")
	} else if n > 0 {
		b.WriteString(t.T("due.plan.many", n) + "\n")
	}
	if moved > 0 {
		b.WriteString(t.T("due.plan.moved", moved, recorded) + "\n")
	}
	if late > 0 {
		b.WriteString(t.T("due.plan.late", late) + "\n")
	}
	if len(p.Stuck) > 0 {
		b.WriteString(t.T("due.plan.stuck", strings.Join(p.Stuck, ", ")) + "\n")
	}
	_, err := fmt.Fprint(w, b.String())
	return err
}

// bar is a bar of at least one character for any number.
func bar(n, most int) string {
	if n == 0 {
		return ""
	}
	return strings.Repeat("█", max(1, n*barLength/most))
}
