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
	run := func(at time.Time) string {
		vm := goja.New()
		if _, err := vm.RunString(page); err != nil {
			t.Fatal(err)
		}
		vm.Set("now", at.UnixMilli())
		if _, err := vm.RunString(string(source)); err != nil {
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
