package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"kabar/mail"
	"kabar/store/civil"
	"kabar/store/entry"
)

// expectation is one thing that must have happened in the demo. wrong says what
// happened instead, "" if all is well.
type expectation struct {
	what  string
	wrong func(d *demo) string
}

// review checks the performance from the outside, by the mailboxes and the
// archive, and prints what was not as it must be, and a summary line.
func (d *demo) review(w io.Writer) (failed int) {
	all := expectations()
	for _, e := range all {
		if wrong := e.wrong(d); wrong != "" {
			failed++
			fmt.Fprintf(w, "%s %s: %s\n", d.t.paint(colourWrong, "WRONG"), e.what, mail.CleanLines(wrong))
		}
	}
	got := 0
	for _, mails := range d.got {
		got += len(mails)
	}
	fmt.Fprintln(w)
	if failed > 0 {
		fmt.Fprintf(w, "%d of %d things did not happen as they must\n", failed, len(all))
		return failed
	}
	fmt.Fprintf(w, "All %d things happened as they must: %d mails told five people in five zones the news of two days.\n",
		len(all), got)
	return 0
}

func expectations() []expectation {
	return []expectation{
		{"everybody is asked once a day, but who is away", func(d *demo) string {
			want := map[string]int{"ana": 2, "ben": 2, "ngozi": 1, "tiago": 2, "kim": 2} // Ngozi is away on Thursday
			return d.each(demoTeam, func(id string) string { return d.counts(id, "prompt", want[id]) })
		}},
		{"everybody is told in their morning", func(d *demo) string {
			want := map[string]int{"ana": 2, "ben": 1, "ngozi": 1, "tiago": 2, "kim": 2}
			return d.each(demoTeam, func(id string) string { return d.counts(id, "digest", want[id]) })
		}},
		{"no digest is sent while nothing is new", func(d *demo) string { return differ(d.empty, 2) }}, // Wednesday morning in Berlin and Lagos
		{"nothing comes outside somebody's hours", func(d *demo) string { return strings.Join(d.hours, ", ") }},
		{"every reply is filed for its writer and its day", (*demo).filedRight},
		{"the late answer stands at its own day, and is marked in the next digest", func(d *demo) string {
			e, ok := d.update("kim", "2026-11-18")
			if !ok || !e.Late {
				return fmt.Sprintf("filed: %v, late: %v", ok, e.Late)
			}
			return d.says("ana", "digest", "untuk Rab 18 Nov", "talked to two customers")
		}},
		{"the decision has its file and stands in the digests", (*demo).decided},
		{"who is waited for is told so", func(d *demo) string {
			return d.says("ben", "digest", "menunggu kunci API dari @ben")
		}},
		{"what was planned is offered in the next prompt", func(d *demo) string {
			return d.says("ben", "prompt", "set up the staging database")
		}},
		{"a comment stands under what it is about", func(d *demo) string {
			date, _ := civil.ParseDate("2026-11-19")
			all, err := d.s.store.On("acme", date, date)
			for _, e := range all {
				if e.Kind == entry.Comment && e.Member == "ana" {
					about, err := d.s.store.Entry(3)
					if err != nil || e.On != about.ID || about.Member != "ben" {
						return fmt.Sprintf("it stands on %q, not on Ben's entry 3 (%v)", e.On, err)
					}
					return ""
				}
			}
			return fmt.Sprintf("there is none (%v)", err)
		}},
		{"the search is answered, with the decision among the hits", func(d *demo) string {
			return d.saysOf("ben", "answer", 0, "Postgres")
		}},
		{"get brings the entry in full", func(d *demo) string {
			return d.saysOf("ben", "answer", 1, "load test")
		}},
		{"away is answered and kept to", func(d *demo) string {
			if wrong := d.says("ngozi", "answer", "27 Nov"); wrong != "" {
				return wrong
			}
			set, err := d.s.store.Settings("acme", "ngozi")
			if err != nil || len(set.Away) != 1 {
				return fmt.Sprintf("settings: %v, %v", set.Away, err)
			}
			return ""
		}},
		{"the automatic answer is no update", func(d *demo) string {
			return differ(d.outcome["auto-reply"], 1)
		}},
		{"strangers get no answer and leave no trace", func(d *demo) string {
			if len(d.w.stranger) > 0 {
				return "written to: " + strings.Join(d.w.stranger, ", ")
			}
			return differ(d.outcome["ignored"], 1)
		}},
		{"a forged mail is set aside and does nothing", func(d *demo) string {
			strays, err := d.s.store.Strays("acme")
			if err != nil || len(strays) != 1 {
				return fmt.Sprintf("%d strays, %v", len(strays), err)
			}
			return d.counts("ana", "answer", 0)
		}},
		{"reading the whole inbox again changes nothing", (*demo).again},
		{"the archive is sound", func(d *demo) string {
			var problems []string
			for _, p := range d.s.store.Check() {
				problems = append(problems, p.String())
			}
			return strings.Join(problems, "; ")
		}},
	}
}

// each runs a check for every member and joins what is wrong.
func (d *demo) each(ids []string, check func(id string) string) string {
	var wrong []string
	for _, id := range ids {
		if w := check(id); w != "" {
			wrong = append(wrong, id+": "+w)
		}
	}
	return strings.Join(wrong, "; ")
}

func differ(got, want int) string {
	if got == want {
		return ""
	}
	return fmt.Sprintf("%d, not %d", got, want)
}

// kind returns the mails of a kind ("prompt", "digest", "answer") that a
// member got.
func (d *demo) kind(id, kind string) (list []*mail.Message) {
	for _, m := range d.got[id] {
		if isKind(m.m, kind) {
			list = append(list, m.m)
		}
	}
	return list
}

// isKind tells whether a mail of ours is a "prompt", "digest" or "answer".
func isKind(m *mail.Message, kind string) bool { return strings.HasPrefix(m.MessageID, kind+".") }

func (d *demo) counts(id, kind string, want int) string {
	return differ(len(d.kind(id, kind)), want)
}

// says checks that the newest mail of a kind to a member holds every text.
func (d *demo) says(id, kind string, texts ...string) string {
	return d.saysOf(id, kind, len(d.kind(id, kind))-1, texts...)
}

// saysOf is says for the n-th mail of the kind, from 0. White space does not
// count, since mails are wrapped.
func (d *demo) saysOf(id, kind string, n int, texts ...string) string {
	list := d.kind(id, kind)
	if n < 0 || n >= len(list) {
		return fmt.Sprintf("%s has %d mails of kind %s", id, len(list), kind)
	}
	all := strings.Join(strings.Fields(list[n].Text), " ")
	for _, t := range texts {
		if !strings.Contains(all, t) {
			return fmt.Sprintf("no %q in\n%s", t, list[n].Text)
		}
	}
	return ""
}

// update is the update of a member for a date, as the archive has it.
func (d *demo) update(id, day string) (entry.Entry, bool) {
	date, _ := civil.ParseDate(day)
	all, err := d.s.store.On("acme", date, date)
	for _, e := range all {
		if err == nil && e.Member == id && e.Kind == entry.Update {
			return e, true
		}
	}
	return entry.Entry{}, false
}

// filedRight compares every update in the archive with what was written.
func (d *demo) filedRight() string {
	want := []struct{ id, day, text string }{
		{"ana", "2026-11-18", "done: halaman pembayaran sudah jadi; uji coba dengan tiga kartu, semuanya lolos | next: sambungkan ke bank sandbox | blocked: menunggu kunci API dari @ben"},
		{"ben", "2026-11-18", "done: compared Postgres and MySQL for the ledger; wrote the migration plan | next: set up the staging database"},
		{"ngozi", "2026-11-18", "done: sent the October invoices; the bank confirmed both returned payments; drafted the reply to the auditor"},
		{"tiago", "2026-11-18", "done: login page works on small phones now | next: the same for the checkout"},
		{"kim", "2026-11-18", "done: talked to two customers about the status page; drew it again after that | next: show the drawing to both"},
		{"ana", "2026-11-19", "done: kunci API sudah datang, pembayaran tersambung ke bank sandbox | next: uji coba dengan kartu dari luar negeri"},
		{"ben", "2026-11-19", "done: staging database is up; sent @ana the API key | next: move the ledger of one customer"},
		{"tiago", "2026-11-19", "done: checkout works on small phones | blocked: the designer of the icons has not answered since Monday"},
		{"kim", "2026-11-19", "done: both customers like the drawing"},
	}
	var wrong []string
	for _, w := range want {
		e, ok := d.update(w.id, w.day)
		if got := flat(e); !ok || got != w.text {
			wrong = append(wrong, fmt.Sprintf("%s %s: %q, not %q", w.id, w.day, got, w.text))
		}
	}
	return strings.Join(wrong, "\n")
}

// flat writes an update on one line; sections without items are left out.
func flat(e entry.Entry) string {
	var sections []string
	for _, s := range e.Sections {
		var items []string
		for _, it := range s.Items {
			items = append(items, strings.Join(strings.Fields(it.Text), " "))
		}
		if len(items) > 0 {
			sections = append(sections, s.Name+": "+strings.Join(items, "; "))
		}
	}
	return strings.Join(sections, " | ")
}

// decided checks the decision in the archive, as a file and in a digest.
func (d *demo) decided() string {
	files, err := filepath.Glob(filepath.Join(d.s.cfg.Data, "acme", "decisions", "0001-*.md"))
	if err != nil || len(files) != 1 {
		return fmt.Sprintf("%d files, %v", len(files), err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil || !strings.Contains(string(text), "# Use Postgres for the ledger") {
		return fmt.Sprintf("%s, %v", text, err)
	}
	return d.saysOf("ana", "digest", 0, "Use Postgres for the ledger", "one system less to run")
}

// again loses the mark of the inbox, so that the next step reads all of it
// once more.
func (d *demo) again() string {
	before, sent := d.s.store.Last(), len(d.w.mails)
	for _, b := range d.s.boxes {
		if err := d.s.store.SetMark(b.mark(), "0 0"); err != nil {
			return err.Error()
		}
	}
	d.s.step(d.ctx, d.w.now)
	if after := d.s.store.Last(); after != before || len(d.w.mails) != sent {
		return fmt.Sprintf("%d new entries, %d new mails", after-before, len(d.w.mails)-sent)
	}
	return ""
}
