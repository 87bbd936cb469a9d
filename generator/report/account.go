package report

import (
	"cmp"
	"fmt"
	"io"

	"styrdok/generator/account"
	"styrdok/generator/i18n"
)

// Account is an account of reviews. Its JSON is a public interface: docs/report.schema.json.
type Account struct {
	Day         string       `json:"day"`
	Since       string       `json:"since"`
	Body        *Named       `json:"body"`
	Total       Counts       `json:"total"`
	Departments []Department `json:"departments"`
	Trend       []Month      `json:"trend"`
	Overdue     []Late       `json:"overdue"`
	New         []string     `json:"new"` // of Overdue, those that became so after Since, by ID
	Done        []Happening  `json:"done"`
	Proposals   []Proposal   `json:"proposals"`
}

// Counts is how many documents are in force, by the state of their reviews.
type Counts struct {
	InForce int `json:"in_force"`
	States
}

// States is how many documents have a review in each state.
type States struct {
	Overdue     int `json:"overdue"`
	DueSoon     int `json:"due_soon"`
	Open        int `json:"open"`
	Current     int `json:"current"`
	Unscheduled int `json:"unscheduled"`
}

// Department is how reviews stand in a department.
type Department struct {
	Name Optional `json:"name"`
	Counts
	Oldest Optional `json:"oldest"` // that has been overdue for longest, by ID
}

// Month is how it stood on a day.
type Month struct {
	Day     string `json:"day"`
	InForce int    `json:"in_force"`
	Overdue int    `json:"overdue"`
}

// Late is a document that is overdue.
type Late struct {
	ID           string   `json:"id"`
	Title        string   `json:"title"`
	Department   Optional `json:"department"`
	Owner        Optional `json:"owner"`
	OverdueSince string   `json:"overdue_since"`
}

// Happening is a decision.
type Happening struct {
	Day  string   `json:"day"`
	ID   string   `json:"id"`
	What string   `json:"what"`
	By   Optional `json:"by"`
}

// Proposal is a decision that could be taken at once.
type Proposal struct {
	ID     string   `json:"id"`
	Action string   `json:"action"`
	Until  Optional `json:"until"`
}

// NewAccount returns an account as it is told.
func NewAccount(a *account.Account) Account {
	out := Account{
		Day: a.Day.String(), Since: a.Since.String(), Total: counts(a.Total), Departments: []Department{}, Trend: []Month{},
		Overdue: []Late{}, New: []string{}, Done: []Happening{}, Proposals: []Proposal{},
	}
	if a.Body != nil {
		out.Body = &Named{Optional(a.Body.ID), a.Body.Name}
	}
	for _, d := range a.Departments {
		row := Department{Name: Optional(d.Name), Counts: counts(d.Count)}
		if d.Oldest != nil {
			row.Oldest = Optional(d.Oldest.ID)
		}
		out.Departments = append(out.Departments, row)
	}
	for _, m := range a.Trend {
		out.Trend = append(out.Trend, Month{m.Day.String(), m.InForce, m.Overdue})
	}
	for _, d := range a.Overdue {
		v := d.InForce
		out.Overdue = append(out.Overdue, Late{string(d.ID), v.Title, Optional(v.Department), Optional(v.Owner), d.Review.OverdueSince.String()})
	}
	for _, d := range a.New {
		out.New = append(out.New, string(d.ID))
	}
	for _, h := range a.Done {
		by := h.ByText
		if h.By != nil {
			by = h.By.Name
		}
		out.Done = append(out.Done, Happening{h.Day.String(), string(h.Document.ID), string(h.What), Optional(by)})
	}
	for _, p := range a.Proposals {
		out.Proposals = append(out.Proposals, Proposal{string(p.Document.ID), p.Action, Optional(p.Until.String())})
	}
	return out
}

func counts(c account.Count) Counts {
	return Counts{c.InForce, States{c.Overdue, c.Soon, c.Open, c.Current, c.Unscheduled}}
}

// WriteAccountText writes the figures of an account for a terminal: of each department, and of the last months.
func WriteAccountText(w io.Writer, a Account, t *i18n.Texts) error {
	fmt.Fprintln(w, t.T("report.lead", a.Total.InForce, a.Total.Overdue, a.Day))
	if a.Body != nil {
		fmt.Fprintln(w, t.T("report.body", a.Body.Name))
	}
	fmt.Fprintln(w)
	table := [][]string{{t.T("report.department"), t.T("report.in-force"), t.T("due.state.overdue"), t.T("due.state.due_soon"), t.T("due.state.open")}}
	for _, d := range a.Departments {
		name := cmp.Or(string(d.Name), t.T("due.by.none.department"))
		table = append(table, []string{name, fmt.Sprint(d.InForce), fmt.Sprint(d.Overdue), fmt.Sprint(d.DueSoon), fmt.Sprint(d.Open)})
	}
	if err := columns(w, table); err != nil {
		return err
	}
	fmt.Fprintln(w)
	most := 1
	for _, m := range a.Trend {
		most = max(most, m.Overdue)
	}
	table = [][]string{{t.T("report.month"), t.T("due.state.overdue"), ""}}
	for _, m := range a.Trend {
		table = append(table, []string{m.Day, fmt.Sprint(m.Overdue), bar(m.Overdue, most)})
	}
	if err := columns(w, table); err != nil {
		return err
	}
	actions := map[string]int{}
	for _, p := range a.Proposals {
		actions[p.Action]++
	}
	_, err := fmt.Fprintf(w, "\n%s\n%s\n", t.T("report.since", a.Since, len(a.New), len(a.Done)),
		t.T("report.proposals", actions["repeal"], actions["reaffirm"], actions["extend"]))
	return err
}
