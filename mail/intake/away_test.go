package intake

import (
	"errors"
	"strings"
	"testing"

	"kabar/store/civil"
)

func day(t testing.TB, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestParseAway is written on Sunday, 22 November 2026.
func TestParseAway(t *testing.T) {
	today := day(t, "2026-11-22")
	for _, c := range []struct{ args, want string }{
		{"until 3 Dec", "2026-11-22 2026-12-03"},
		{"until 3 December 2026", "2026-11-22 2026-12-03"},
		{"till Dec 3rd, 2026", "2026-11-22 2026-12-03"},
		{"Until Friday.", "2026-11-22 2026-11-27"},
		{"until next friday", "2026-11-22 2026-11-27"},
		{"until next week", "2026-11-22 2026-11-22"},
		{"until end of month", "2026-11-22 2026-11-30"},
		{"until the end of the year", "2026-11-22 2026-12-31"},
		{"until further notice", "2026-11-22 open"},
		{"sampai Jumat", "2026-11-22 2026-11-27"},
		{"sampai dengan Jum'at", "2026-11-22 2026-11-27"},
		{"hingga 3 Desember", "2026-11-22 2026-12-03"},
		{"s/d 3 Des", "2026-11-22 2026-12-03"},
		{"s.d. 3 Des 2026", "2026-11-22 2026-12-03"},
		{"sampai ada kabar", "2026-11-22 open"},
		{"sampai akhir bulan", "2026-11-22 2026-11-30"},
		{"today", "2026-11-22 2026-11-22"},
		{"hari ini", "2026-11-22 2026-11-22"},
		{"tomorrow", "2026-11-23 2026-11-23"},
		{"besok", "2026-11-23 2026-11-23"},
		{"lusa", "2026-11-24 2026-11-24"},
		{"today and tomorrow", "2026-11-22 2026-11-23"},
		{"friday", "2026-11-27 2026-11-27"},
		{"on Sunday", "2026-11-22 2026-11-22"},
		{"senin depan", "2026-11-23 2026-11-23"},
		{"hari Minggu", "2026-11-22 2026-11-22"},
		{"Mon-Wed", "2026-11-23 2026-11-25"},
		{"from Monday to Wednesday", "2026-11-23 2026-11-25"},
		{"dari Senin sampai Rabu", "2026-11-23 2026-11-25"},
		{"Fri - Mon", "2026-11-27 2026-11-30"},
		{"24 Dec - 2 Jan", "2026-12-24 2027-01-02"},
		{"24 Dec – 2 Jan 2027", "2026-12-24 2027-01-02"},
		{"Dec 24 to Jan 2", "2026-12-24 2027-01-02"},
		{"24-28 Dec", "2026-12-24 2026-12-28"},
		{"24 - 28 December 2026", "2026-12-24 2026-12-28"},
		{"2026-12-24 - 2027-01-02", "2026-12-24 2027-01-02"},
		{"2026-12-24..2027-01-02", "2026-12-24 2027-01-02"},
		{"2026-12-24 ... 2027-01-02: family", "2026-12-24 2027-01-02 family"},
		{"24..28 Dec", "2026-12-24 2026-12-28"},
		{"24 Dec..2 Jan", "2026-12-24 2027-01-02"},
		{"3.12...5.12.", "2026-12-03 2026-12-05"},
		{"2026-12-24 until further notice", "2026-12-24 open"},
		{"3.12.", "2026-12-03 2026-12-03"},
		{"3.12.2026", "2026-12-03 2026-12-03"},
		{"24/12", "2026-12-24 2026-12-24"},
		{"12/24", "2026-12-24 2026-12-24"},
		{"next week", "2026-11-23 2026-11-29"},
		{"minggu depan", "2026-11-23 2026-11-29"},
		{"this week", "2026-11-22 2026-11-22"},
		{"for 3 days", "2026-11-22 2026-11-24"},
		{"2 weeks", "2026-11-22 2026-12-05"},
		{"for two weeks", "2026-11-22 2026-12-05"},
		{"for three days: flu", "2026-11-22 2026-11-24 flu"},
		{"selama dua minggu", "2026-11-22 2026-12-05"},
		{"tiga hari", "2026-11-22 2026-11-24"},
		{"selama 2 minggu", "2026-11-22 2026-12-05"},
		{"seminggu", "2026-11-22 2026-11-28"},
		{"24 Dec for 3 days", "2026-12-24 2026-12-26"},
		{"1 Nov - 30 Nov", "2026-11-22 2026-11-30"},
		{"1 Nov - 30 Nov 2026", "2026-11-22 2026-11-30"},
		{"29 Feb 2028", ""}, // a day, but too far
		{"tomorrow: dentist", "2026-11-23 2026-11-23 dentist"},
		{"besok karena sakit", "2026-11-23 2026-11-23 sakit"},
		{"tomorrow, dentist at 9", "2026-11-23 2026-11-23 dentist at 9"},
		{"tomorrow - dentist", "2026-11-23 2026-11-23 dentist"},
		{"24 Dec - 2 Jan (family)", "2026-12-24 2027-01-02 family"},
		{"until 3 Dec: call Ben, +49 30 1234", "2026-11-22 2026-12-03 call Ben, +49 30 1234"},
	} {
		r, err := parseAway(c.args, today)
		got := r.First.String() + " " + r.Last.String() + " " + r.Note
		if r.Last.IsZero() {
			got = r.First.String() + " open " + r.Note
		}
		if err != nil {
			got = ""
		}
		if got = strings.TrimSpace(got); got != c.want {
			t.Errorf("away %s = %q (%v), want %q", c.args, got, err, c.want)
		}
	}
}

// TestParseAwayOnOtherDays has the edges: the end of a year, a range that has
// begun, the last days of a week.
func TestParseAwayOnOtherDays(t *testing.T) {
	for _, c := range []struct{ today, args, want string }{
		{"2026-12-28", "24 Dec - 2 Jan", "2026-12-28 2027-01-02"},
		{"2026-12-31", "tomorrow", "2027-01-01 2027-01-01"},
		{"2026-12-31", "2 Jan", "2027-01-02 2027-01-02"},
		{"2026-11-25", "next week", "2026-11-30 2026-12-06"},
		{"2026-11-25", "until next week", "2026-11-25 2026-11-29"},
		{"2026-11-25", "next friday", "2026-12-04 2026-12-04"},
		{"2026-11-25", "this friday", "2026-11-27 2026-11-27"},
		{"2028-02-01", "29 Feb", "2028-02-29 2028-02-29"},
		{"2026-12-31", "until end of month", "2026-12-31 2026-12-31"},
	} {
		r, err := parseAway(c.args, day(t, c.today))
		if got := r.First.String() + " " + r.Last.String(); err != nil || got != c.want {
			t.Errorf("%s: away %s = %q (%v), want %q", c.today, c.args, got, err, c.want)
		}
	}
}

// TestF14 has dates that are refused, each with the nearest valid form.
func TestF14(t *testing.T) {
	today := day(t, "2026-11-22")
	for _, c := range []struct {
		args    string
		problem string
		near    string
	}{
		{"", argMissing, "away until 2026-11-27"},
		{"until 30 February", argNoSuchDay, "away until 2027-02-28"},
		{"30 Feb - 5 March", argNoSuchDay, "away 2027-02-28 - 2027-03-05"},
		{"2027-02-29", argNoSuchDay, "away 2027-02-28"},
		{"31.11.", argNoSuchDay, "away 2026-11-30"},
		{"2025-12-03", argPast, "away 2026-12-03"},
		{"yesterday", argPast, "away 2027-11-21"},
		{"kemarin", argPast, "away 2027-11-21"},
		{"20 Nov", argPast, "away 2027-11-20"},
		{"until 20 Nov", argPast, "away until 2027-11-20"},
		{"20-21 Nov", argPast, "away 2027-11-20 - 2027-11-21"},
		{"until 9999-12-31", argTooFar, "away until further notice"},
		{"9999-01-01", argTooFar, "away until further notice"},
		{"29 Feb 2028", argTooFar, "away until further notice"},
		{"for 5000 days", argTooFar, "away until further notice"},
		{"for 99999999999999999999 weeks", argTooFar, "away until further notice"},
		{"24 Dec - 20 Dec", argBackwards, "away 2026-12-20 - 2026-12-24"},
		{"24 - 2 Jan", argBackwards, "away 2027-01-02 - 2027-01-24"},
		{"3/12", argSeveral, "away 2026-12-03"},
		{"until 3/12/2026", argSeveral, "away until 2026-12-03"},
		{"until Firday", argUnclear, "away until 2026-11-27"},
		{"untl tomorow", argUnclear, "away until 2026-11-23"},
		{"until 32 Dec", argUnclear, "away until 2026-11-27"},
		{"0 days", argUnclear, "away until 2026-11-27"},
		{"ben tomorrow", argUnclear, "away until 2026-11-27"}, // F11: for somebody else
		{"from keyboard", argUnclear, "away until 2026-11-27"},
		{"Monday and Friday", argUnclear, "away until 2026-11-27"},
		{"tomorrow dentist", argUnclear, "away until 2026-11-27"},
		{"\x00\xff", argUnclear, "away until 2026-11-27"},
	} {
		_, err := parseAway(c.args, today)
		var e *ArgError
		if !errors.As(err, &e) || e.Problem != c.problem || e.Near != c.near {
			t.Errorf("away %s: %v (%+v), want %s: %s", c.args, err, e, c.problem, c.near)
		}
	}
}

// FuzzParseAway: an absence is within bounds, and what an error offers is
// understood.
func FuzzParseAway(f *testing.F) {
	for _, s := range []string{"until 3 Dec", "24-28 Dec: x", "30 Feb - 1/2", "s/d 9999-9-9",
		"next week (a", "dari 1 Nov sampai 2 Jan", "29 Feb", "for 99 weeks", "until next sunday",
		"1 nov until 2.1.1", "0000-01-01", "31.12. - 1.1.", "- - -", "today until yesterday"} {
		f.Add(s, 22)
	}
	f.Fuzz(func(t *testing.T, args string, n int) {
		today := day(t, "2026-01-01").Add(n % 4000)
		r, err := parseAway(args, today)
		if err != nil {
			e := err.(*ArgError)
			again, err := parseAway(strings.TrimPrefix(e.Near, "away "), today)
			if err != nil {
				t.Fatalf("%q on %s: offers %q, which is refused: %v", args, today, e.Near, err)
			}
			r = again
		}
		open := r.Last.IsZero()
		if r.First.Before(today) || !open && r.Last.Before(r.First) ||
			r.First.Days(today) > maxAhead || !open && r.Last.Days(r.First) > maxAhead ||
			len(r.Note) > maxNote+len("…") || strings.ContainsAny(r.Note, "\n\r\x00") {
			t.Fatalf("%q on %s = %+v", args, today, r)
		}
	})
}
