package digest

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kabar/mail"
	"kabar/store/entry"
	"kabar/store/team"
)

var update = flag.Bool("update", false, "write the golden mails anew")

// harbour is a small team round the world, as the golden mails show it.
func harbour(t testing.TB) team.Team {
	person := func(id, name, zone, lang string) team.Member {
		return team.Member{ID: id, Name: name, Addresses: []string{id + "@harbour.example"},
			Zone: inZone(t, zone), Lang: lang, Days: weekdays,
			From: clock("08:00"), To: clock("17:30"), Prompt: clock("16:30"), Digest: clock("08:30")}
	}
	return team.Team{
		ID: "harbour", Name: "Harbour", Address: "kabar@harbour.example", Lang: "en",
		Zone:      inZone(t, "Europe/Berlin"),
		Questions: []string{"done", "next", "blocked"},
		Members: []team.Member{
			person("ana", "Ana Putri", "Asia/Jakarta", "id"),
			person("ben", "Ben Fischer", "Europe/Berlin", "en"),
			person("ngozi", "Ngozi Okafor", "Africa/Lagos", "en"),
			person("tiago", "Tiago Souza", "America/Sao_Paulo", "en"),
			person("kim", "Kim Park", "America/Los_Angeles", "en"),
		},
	}
}

func member(t testing.TB, id string) team.Member {
	m, ok := harbour(t).Member(id)
	if !ok {
		t.Fatalf("no member %q", id)
	}
	return m
}

// wrote makes an update or comment from lines: "done: text", "- text" for one
// more item, "-- text" for one nested below it; other lines go on with the
// item above.
func wrote(num int64, who team.Member, date, filed, text string) entry.Entry {
	e := entry.Entry{ID: idOf(num), Num: num, Kind: entry.Update, Team: "harbour", Member: who.ID,
		Name: who.Name, Date: day(date), Filed: utc(filed), Zone: who.Zone.String()}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		line = strings.TrimLeft(line, "\t")
		name, rest, labelled := strings.Cut(line, ": ")
		last := len(e.Sections) - 1
		add := func(s string, depth int) {
			e.Sections[last].Items = append(e.Sections[last].Items, entry.Item{Text: s, Depth: depth})
		}
		switch {
		case labelled && !strings.ContainsAny(name, " -"):
			last++
			e.Sections = append(e.Sections, entry.Section{Name: name})
			add(rest, 0)
		case strings.HasPrefix(line, "-- "):
			add(line[3:], 1)
		case strings.HasPrefix(line, "- "):
			add(line[2:], 0)
		default:
			items := e.Sections[last].Items
			items[len(items)-1].Text += "\n" + line
		}
	}
	return e
}

func idOf(num int64) string {
	return strings.Repeat("0", 14) + string([]byte{'a' + byte(num/10), '0' + byte(num%10)})
}

// with changes an entry as a row of a table says.
func with(e entry.Entry, change func(*entry.Entry)) entry.Entry {
	change(&e)
	return e
}

func comment(num int64, who team.Member, filed string, on int64, text string) entry.Entry {
	return with(wrote(num, who, filed[:10], filed, "note: "+text), func(e *entry.Entry) {
		e.Kind = entry.Comment
		if on > 0 {
			e.On = idOf(on)
		}
	})
}

func decision(num int64, who team.Member, filed string, d entry.Decision) entry.Entry {
	return entry.Entry{ID: idOf(num), Num: num, Kind: entry.Decided, Team: "harbour", Member: who.ID,
		Name: who.Name, Date: day(filed[:10]), Filed: utc(filed), Zone: who.Zone.String(), Decision: &d}
}

// lastWeek is what the readers of the golden mails have been told already.
func lastWeek(t testing.TB) []entry.Entry {
	ana, ben, ngozi, kim := member(t, "ana"), member(t, "ben"), member(t, "ngozi"), member(t, "kim")
	return []entry.Entry{
		wrote(9, ngozi, "2026-11-18", "2026-11-18T15:31", "done: moved the staging queue to the new cluster\nblocked: no admin rights on the DNS zone, ticket 4411 is with IT"),
		wrote(10, ana, "2026-11-19", "2026-11-19T09:48", `done: impor data pelanggan, 3 dari 5 berkas
		- rapat dengan tim gudang
		next: selesaikan impor
		- tulis catatan rilis
		blocked: akun VPN belum aktif`),
		wrote(11, ben, "2026-11-19", "2026-11-19T15:40", "done: reviewed the retry code\nnext: certificate for the mail server"),
		wrote(12, ngozi, "2026-11-19", "2026-11-19T15:45", "done: load test of the queue\nblocked: still no admin rights on the DNS zone (ticket 4411)"),
		wrote(13, kim, "2026-11-19", "2026-11-20T00:35", "done: first sketch of the status page\nnext: talk to two customers"),
	}
}

// friday is what was filed on Friday 20 November and over the weekend.
func friday(t testing.TB) []entry.Entry {
	ana, ben, ngozi, tiago, kim := member(t, "ana"), member(t, "ben"), member(t, "ngozi"), member(t, "tiago"), member(t, "kim")
	return []entry.Entry{
		wrote(14, ana, "2026-11-20", "2026-11-20T09:52", `done: impor selesai, semua 5 berkas: https://git.harbour.example/impor/pulls/31
		- catatan rilis sudah dikirim
		-- ke pelanggan dan ke tim gudang
		next: uji coba dengan tim gudang hari Senin
		blocked: akun VPN masih belum aktif. @ben, bisa bantu tanya ke IT?`),
		comment(15, kim, "2026-11-20T16:05", 11, "Ben, which issuer do we take? Staging could stay with the old one for a month."),
		with(wrote(16, tiago, "2026-11-19", "2026-11-20T12:10", "done: invoices for October are out\nnext: ask the bank about the two returned ones"),
			func(e *entry.Entry) { e.Late = true }),
		decision(17, ngozi, "2026-11-20T14:20", entry.Decision{Number: 7, Title: "Use Postgres for the queue", Status: "accepted",
			Why:    "One system less to run, and the load test of Thursday shows 40 times what we need.",
			Makers: []string{"Ngozi Okafor", "Ben Fischer"}}),
		wrote(18, ngozi, "2026-11-20", "2026-11-20T15:33", `done: the queue runs on Postgres in staging
		next: the same in production, on Tuesday
		blocked: admin rights on the DNS zone, ticket 4411, nobody answers
		note: I am in Abuja on Monday, on the train from 10 to 14. Call if it burns.`),
		wrote(19, ben, "2026-11-20", "2026-11-20T15:41", "done: certificate ordered\nnext: install it\nblocked: none"),
		comment(20, tiago, "2026-11-20T18:02", 18, "Forty times! Did you test with the invoices of a whole year?"),
		comment(21, ngozi, "2026-11-20T18:20", 20, "With three years of them."),
		with(wrote(22, ngozi, "2026-11-20", "2026-11-20T18:44", "next: the same in production, on Wednesday (Tuesday is the release)"),
			func(e *entry.Entry) { e.Amends = idOf(18) }),
		wrote(23, kim, "2026-11-20", "2026-11-21T00:41", longUpdate),
		decision(24, kim, "2026-11-21T00:41", entry.Decision{Number: 8, Title: "Status page in English only, for now",
			Status: "proposed", Deadline: day("2026-11-27"), Why: "Both customers said that they read it in English anyway."}),
		with(wrote(25, tiago, "2026-11-20", "2026-11-22T20:15", "done: the bank found both payments\nnext: close October"),
			func(e *entry.Entry) { e.Late = true }),
	}
}

const longUpdate = `done: talked to two customers about the status page
-- Both want to know one thing first: is it me, or is it you? Everything else can wait until they have that answer, and most of what we show today does not give it to them.
-- The first one keeps our page open all day on a screen in the warehouse. They had taken yellow for "busy" and had been calling us about it since spring.
-- The second one never opens it and waits for our mail. They would rather have one mail that says "it is us, we are on it, next news at 15:00" than any page.
- drew the page again after that
-- one line at the top that says how it is, in words, with the time it was last looked at
-- below it what is being done about it and by when the next news come
-- a list of the last ten days, with what was wrong and for how long, in the reader's time
-- no yellow
- read how three other companies of our size do it. Two of them show a wall of green dots that nobody can read. The third one writes a short text by hand and is loved for it.
- tried the page on a phone in the sun, in the yard. Grey on white could not be read at all, so it is black on white now.
- wrote down what we would have shown on the day of the big outage in June, minute by minute. It would have been wrong for 25 minutes, since the page asks the same server that was down.
- asked the host of our mail server whether the page may live with them, so that it stays up when we are down. They are fine with it and it costs nothing.
next: build it, three days
- show it to the same two customers before anybody else sees it
blocked: none`

// golden compares a draft with the files of that name.
func golden(t *testing.T, name string, d mail.Draft) {
	t.Helper()
	sameWords(t, d)
	narrow(t, d.Text)
	head := "From: " + shownAddress(&d.From) + "\nTo: " + shownAddress(&d.To) + "\nReply-To: " + shownAddress(d.ReplyTo) +
		"\nSubject: " + d.Subject + "\nDate: " + d.Date.Format(time.RFC1123Z) + "\nMessage-ID: " + d.MessageID +
		"\nIn-Reply-To: " + d.InReplyTo + "\nReferences: " + strings.Join(d.References, " ") +
		"\nList-Id: " + d.ListID + "\nList-Unsubscribe: " + d.Unsubscribe +
		"\nAuto-Submitted: " + d.Auto + "\nContent-Language: " + d.Lang + "\n\n"
	goldenFile(t, name+".txt", head+d.Text)
	goldenFile(t, name+".html", d.HTML)
}

// narrow complains about lines that are too wide, unless a link makes them so.
func narrow(t *testing.T, text string) {
	t.Helper()
	for _, line := range strings.Split(text, "\n") {
		if columns(line) > textWidth && !isLink(line) {
			t.Errorf("%d columns: %q", columns(line), line)
		}
	}
}

func shownAddress(a *mail.Address) string {
	if a == nil {
		return ""
	}
	return a.Name + " <" + a.Addr + ">"
}

func goldenFile(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: write it with go test ./digest -update, and read it", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got), write it with -update if it is right:\n%s", path, diff)
	}
}

// to is an envelope for a member, as the program makes them.
func to(t testing.TB, id, kind, date, at string) Envelope {
	m := member(t, id)
	return Envelope{
		From:      mail.Address{Name: "Harbour", Addr: "kabar@harbour.example"},
		To:        mail.Address{Name: m.Name, Addr: m.Addresses[0]},
		ReplyTo:   &mail.Address{Name: "Harbour", Addr: "kabar+" + kind + "." + id + ".t0k3n@harbour.example"},
		MessageID: kind + "." + date + "." + id + ".harbour.t0k3n@harbour.example",
		Date:      utc(at),
	}
}
