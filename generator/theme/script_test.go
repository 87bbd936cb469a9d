package theme

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/dop251/goja"
)

// TestFolder shows that a link to a folder leads to the page in it where there is no server.
func TestFolder(t *testing.T) {
	source, err := os.ReadFile("../../themes/standard/script.js")
	if err != nil {
		t.Fatal(err)
	}
	vm := goja.New()
	const page = `var pressed, href, window = {}, location = { protocol: "file:", replace: function (to) { href = to; } };
		var refresh = { content: "0; url=../policy/resor/" }, document = {
			body: { getAttribute: function () { return "2000-01-01"; } }, querySelectorAll: function () { return []; },
			querySelector: function (sel) { return /refresh/.test(sel) ? refresh : null; },
			addEventListener: function (type, f) { if (type === "click") pressed = f; } };
		var link = { getAttribute: function () { return href; }, setAttribute: function (name, to) { href = to; } };
		var press = function (to) { href = to; pressed({ target: { closest: function () { return link; } } }); return href; };`
	if _, err := vm.RunString(page + string(source)); err != nil {
		t.Fatal(err)
	}
	if got, want := vm.Get("href").String(), "../policy/resor/index.html"; got != want {
		t.Errorf("a page that forwards leads to %s, want %s", got, want)
	}
	for href, want := range map[string]string{
		"../policy/resor/": "../policy/resor/index.html", "./": "./index.html", "../#a/b": "../index.html#a/b", "sok/?q=a/": "sok/index.html?q=a/",
		"#a/": "#a/", "?q=a/": "?q=a/", "resor.pdf": "resor.pdf", "https://www.imy.se/": "https://www.imy.se/", "mailto:a@b.se": "mailto:a@b.se",
	} {
		v, err := vm.RunString("press(" + strconv.Quote(href) + ")")
		if err != nil {
			t.Fatal(err)
		}
		if v.String() != want {
			t.Errorf("%s leads to %s, want %s", href, v, want)
		}
	}
}

// TestDay holds the script's own reckoning of the day in Sweden to the time zone's table.
func TestDay(t *testing.T) {
	source, err := os.ReadFile("../../themes/standard/script.js")
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	// As much of a page as the script asks of one on which there is nothing for it to do.
	const page = `var now, window = {}, location = { protocol: "https:" }, document = { body: { getAttribute: function () { return "2000-01-01"; } },
		querySelector: function () { return null; }, querySelectorAll: function () { return []; } };
		Date.now = function () { return now; };`
	before, script := goja.MustCompile("page", page, false), goja.MustCompile("script.js", string(source), false)
	run := func(at time.Time) string {
		vm := goja.New()
		if _, err := vm.RunProgram(before); err != nil {
			t.Fatal(err)
		}
		vm.Set("now", at.UnixMilli())
		if _, err := vm.RunProgram(script); err != nil {
			t.Fatal(err)
		}
		v, err := vm.RunString("window.styrdokDay")
		if err != nil {
			t.Fatal(err)
		}
		return v.String()
	}
	var times []time.Time
	for year := 2025; year < 2050; year++ {
		for _, month := range []time.Month{time.March, time.October} {
			// The hours about midnight, where the day changes, before and after the clocks do.
			for day := 24; day <= 31; day++ {
				for hour := 21; hour <= 24; hour++ {
					times = append(times, time.Date(year, month, day, hour, 0, 0, 0, time.UTC).Add(-time.Millisecond))
				}
			}
		}
		times = append(times, time.Date(year, 12, 31, 22, 59, 59, 0, time.UTC), time.Date(year, 12, 31, 23, 0, 0, 0, time.UTC))
	}
	for _, at := range times {
		if got, want := run(at), at.In(zone).Format(time.DateOnly); got != want {
			t.Errorf("at %s the script's day is %s, want %s", at, got, want)
		}
	}
	if got := run(time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC)); !strings.HasPrefix(got, "2000") {
		t.Errorf("with a clock before the day of the build the day is %s, want that of the build", got)
	}
}

// TestCopyNotBuiltSince shows that a page which is older than the reader's day says what holds on that day, and that rows lead to
// the version that then holds.
func TestCopyNotBuiltSince(t *testing.T) {
	const page = `var window = {}, location = { protocol: "https:" }, said = "", classes = {}, told = "", href = "policy/a/";
		Date.now = function () { return Date.UTC(2027, 1, 1); };
		var words = function (from, text, older) { return {
			getAttribute: function () { return from; }, hasAttribute: function () { return older; }, content: { cloneNode: function () { return text; } } }; };
		var answer = { set textContent(t) { said = t; }, appendChild: function (n) { said += n; } };
		var box = function (lage, parts, templates) { return { classList: { contains: function () { return lage; } },
			querySelector: function () { return parts; }, querySelectorAll: function () { return templates; } }; };
		var entry = box(false, null, [words("2027-01-01", "ersatt", false)]);
		Object.defineProperty(entry, "textContent", { set: function (t) { told = t; } });
		entry.appendChild = function (n) { told += n; };
		var boxes = [entry,
			box(true, answer, [words("2026-12-01", "läs version 2", true), words("2027-01-15", "gäller igen", false), words("2027-03-01", "för tidigt", true)])];
		var text = { textContent: "Gäller", appendChild: function (n) { this.textContent += n; } };
		var badge = { getAttribute: function () { return '[["2027-01-01","in-force","Gäller i version 2","policy/a/2/"],["2028-01-01","expired","Upphört"]]'; },
			querySelector: function () { return null; }, querySelectorAll: function () { return [text]; }, insertBefore: function () {},
			closest: function () { return { querySelector: function () { return { setAttribute: function (name, to) { href = to; } }; } }; } };
		var note = function (from) { return { hidden: true, getAttribute: function () { return from; } }; }, notes = [note("2027-01-02"), note("2027-03-01")];
		var document = { body: { getAttribute: function () { return "2026-11-22"; }, classList: { toggle: function (c, on) { classes[c] = on; } } },
			createTextNode: function (t) { return t; }, createElement: function () { return {}; }, createElementNS: function () { return { setAttribute: function () {}, appendChild: function () {} }; },
			querySelector: function () { return null; },
			querySelectorAll: function (s) { return { "[data-status]": boxes, "[data-later]": [badge], "[hidden][data-from]": notes }[s] || []; } };`
	vm := runScript(t, page)
	v, err := vm.RunString(`[said, classes.aldre, told, text.textContent, href, notes[0].hidden, notes[1].hidden].join("; ")`)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := v.String(), "gäller igen; false; ersatt; Gäller i version 2; policy/a/2/; false; true"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestContentsFollow shows that the list of contents scrolls to what is read, wherever on the page it stands.
func TestContentsFollow(t *testing.T) {
	const page = `var frames = [], scrolled, location = { protocol: "https:" }, innerHeight = 900;
		var window = { IntersectionObserver: 1, innerHeight: 900, matchMedia: function () { return { matches: true }; },
			addEventListener: function (type, f) { scrolled = f; }, requestAnimationFrame: function (f) { f(); } };
		var place = 5000, nav = { classList: { add: function () {} }, offsetTop: 3000, scrollTop: 0, clientHeight: 800, querySelectorAll: function () { return links; } };
		var heads = {}, links = [0, 1, 2].map(function (i) {
			heads["h" + i] = { id: "h" + i, getBoundingClientRect: function () { return { top: i * 2000 - place }; } };
			return { hash: "#h" + i, offsetTop: i * 1000, setAttribute: function () {}, removeAttribute: function () {} }; });
		var document = { body: { getAttribute: function () { return "2999-01-01"; } }, getElementById: function (id) { return heads[id]; },
			querySelector: function (s) { return s === ".innehall" ? nav : null; }, querySelectorAll: function () { return []; } };`
	vm := runScript(t, page)
	v, err := vm.RunString(`var down = nav.scrollTop; place = 0; scrolled(); down < 2000 && down > 1200 && nav.scrollTop <= 0`)
	if err != nil {
		t.Fatal(err)
	}
	if !v.ToBoolean() {
		t.Errorf("the list stands at %v and %v; the last entry is at 2000 and the first at 0", vm.Get("down"), vm.Get("nav").ToObject(vm).Get("scrollTop"))
	}
}

// runScript runs the theme's script on a page of as many parts as it asks for.
func runScript(t *testing.T, page string) *goja.Runtime {
	t.Helper()
	source, err := os.ReadFile("../../themes/standard/script.js")
	if err != nil {
		t.Fatal(err)
	}
	vm := goja.New()
	if _, err := vm.RunString(page + string(source)); err != nil {
		t.Fatal(err)
	}
	return vm
}
