package source

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/pattern"
)

// Owner is one of [[owners]]: the address of a function or a department.
type Owner struct {
	Role, Department string // one of them may be empty
	Email            string
	Superior         string // the role or department of another entry, who is told after a time; may be empty
}

// RemindConfig is the table [remind].
type RemindConfig struct {
	Ahead       int // days between two reminders of what is due soon
	Again       int // days between two reminders of what is overdue
	Superior    int // days after which the owner's superior is told as well
	Body        int // and the body that adopted the document
	Coordinator string
	Host, User  string
	From        string
	Port        int
}

// NotifyConfig is the table [notify].
type NotifyConfig struct {
	To []string // addresses that get the digest of what has changed
}

// mailbox is an e-mail address without a name, in the letters that every server takes.
var mailbox = pattern.New("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$")

// longestMailbox is as long as an address may be (RFC 5321, 4.5.3.1.3).
const longestMailbox = 254

// IsMailbox reports whether a text is an e-mail address to which a message can be sent.
func IsMailbox(s string) bool { return len(s) <= longestMailbox && mailbox.MatchString(s) }

func (t *table) email(key string, to *string) {
	s := ""
	t.formed(key, &s, diag.P("reason.email"))
	switch {
	case IsMailbox(s):
		*to = s
	case s != "":
		t.badBut(key, strconv.Quote(cut(s, 80)), diag.P("reason.email"), bareMailbox(s))
	}
}

// bareMailbox is the address in "Chefen <chefen@exempelby.se>" or "mailto:chefen@exempelby.se"; empty if there is none.
func bareMailbox(s string) string {
	if _, inside, ok := strings.Cut(s, "<"); ok {
		s, _, _ = strings.Cut(inside, ">")
	}
	if s = strings.TrimPrefix(strings.TrimSpace(s), "mailto:"); IsMailbox(s) {
		return s
	}
	return ""
}

// owners reads who answers for documents, and at which address.
func (c *Config) owners(t *table) {
	type entry struct {
		*table
		Owner
	}
	var entries []entry
	names := []string{}
	for _, s := range t.subs("owners") {
		var o Owner
		s.trimmed("role", &o.Role)
		s.trimmed("department", &o.Department)
		if s.values["department"] == nil {
			s.need("role")
		}
		s.email("email", &o.Email)
		s.trimmed("superior", &o.Superior)
		s.done("email")
		if slices.ContainsFunc(entries, func(e entry) bool { return e.is(o.Role, o.Department) }) {
			key := "role"
			if o.Role == "" {
				key = "department"
			}
			s.bad(key, strconv.Quote(cmp.Or(o.Role, o.Department)), diag.P("reason.owner-twice"))
		}
		entries = append(entries, entry{s, o})
		for _, n := range []string{o.Role, o.Department} {
			if n != "" && !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	for _, e := range entries {
		if e.Superior != "" && len(names) > 0 && !slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, e.Superior) }) {
			e.badBut("superior", strconv.Quote(e.Superior), diag.P("reason.superior", Quoted(names[0])), diag.Nearest(e.Superior, names))
		}
		c.Owners = append(c.Owners, e.Owner)
	}
}

// is reports whether the entry is of a role in a department, whatever the case of their letters.
func (o Owner) is(role, department string) bool {
	return strings.EqualFold(o.Role, role) && strings.EqualFold(o.Department, department)
}

// OwnerOf returns the entry for a role in a department: the one that names both, else the role alone, else the department
// alone. Either may be empty.
func (c *Config) OwnerOf(role, department string) (Owner, bool) {
	for _, name := range [][2]string{{role, department}, {role, ""}, {"", department}} {
		if name == [2]string{} {
			continue
		}
		if i := slices.IndexFunc(c.Owners, func(o Owner) bool { return o.is(name[0], name[1]) }); i >= 0 {
			return c.Owners[i], true
		}
	}
	return Owner{}, false
}

// SuperiorOf returns the entry that an entry names as its superior, in the same department if there is one.
func (c *Config) SuperiorOf(o Owner) (Owner, bool) {
	if o.Superior == "" {
		return Owner{}, false
	}
	if s, ok := c.OwnerOf(o.Superior, o.Department); ok && strings.EqualFold(s.Role, o.Superior) {
		return s, true
	}
	return c.OwnerOf("", o.Superior)
}

func (c *Config) remind(t *table) {
	if s := t.sub("remind"); s != nil {
		r := &c.Remind
		s.integer("ahead", 1, 3650, &r.Ahead)
		s.integer("again", 1, 3650, &r.Again)
		s.integer("superior", 0, 3650, &r.Superior)
		s.integer("body", 0, 3650, &r.Body)
		s.email("coordinator", &r.Coordinator)
		s.formed("host", &r.Host, diag.P("reason.host"))
		if r.Host != "" && !hostName.MatchString(r.Host) {
			s.badBut("host", strconv.Quote(cut(r.Host, 80)), diag.P("reason.host"), bareHost(r.Host))
			r.Host = ""
		}
		s.integer("port", 1, 65535, &r.Port)
		s.trimmed("user", &r.User)
		s.email("from", &r.From)
		s.done()
	}
	if s := t.sub("notify"); s != nil {
		s.emails("to", &c.Notify.To)
		s.done()
	}
}

var hostName = pattern.New(`^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$`)

// bareHost is the name in "smtps://smtp.exempelby.se:465"; empty if there is none.
func bareHost(s string) string {
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	}
	s, _, _ = strings.Cut(s, "/")
	s, _, _ = strings.Cut(s, ":")
	if hostName.MatchString(s) {
		return s
	}
	return ""
}

// emails reads a list of addresses. What stands in it twice counts once.
func (t *table) emails(key string, to *[]string) {
	v, ok := t.take(key)
	if !ok {
		return
	}
	list, ok := v.([]any)
	if !ok {
		hint := examples["email"]
		if s, isText := v.(string); isText && bareMailbox(s) != "" {
			hint = Quoted(bareMailbox(s))
		}
		t.wrongBut(key, "list", v, diag.P("write.line", key, "["+hint+"]"))
		return
	}
	for i, e := range list[:t.most(key, len(list))] {
		element := key + "[" + strconv.Itoa(i) + "]"
		switch s, isText := e.(string); {
		case !isText:
			t.wrongBut(element, "text", e, diag.P("write.value", examples["email"]))
		case !IsMailbox(strings.TrimSpace(s)):
			t.badBut(element, strconv.Quote(cut(s, 80)), diag.P("reason.email"), bareMailbox(s))
		case !slices.ContainsFunc(*to, func(other string) bool { return strings.EqualFold(strings.TrimSpace(s), other) }):
			*to = append(*to, strings.TrimSpace(s))
		}
	}
}

// AddressOf is the address of a body; empty if it has none.
func (c *Config) AddressOf(b *library.Body) string {
	if b == nil {
		return ""
	}
	return c.addresses[b.ID]
}
