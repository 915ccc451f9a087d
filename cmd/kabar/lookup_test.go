package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/mail"
	"kabar/mail/fetch"
	"kabar/store"
	"kabar/store/entry"
	"kabar/store/index"
	"kabar/store/team"
)

// library is a station with two teams, to whose members mails can be written as
// if they came over IMAP: Ana is in both, Ben in acme, Dora in lab.
type library struct {
	*station
	t    *testing.T
	now  time.Time
	sent int
}

func newLibrary(t *testing.T) *library {
	person := func(id string) team.Member {
		return team.Member{ID: id, Name: strings.ToUpper(id[:1]) + id[1:], Zone: time.UTC,
			Addresses: []string{id + "@x.example"}}
	}
	in := func(id string, members ...team.Member) config.Team {
		return config.Team{AuthservIDs: []string{"mx.x.example"}, Team: team.Team{ID: id, Name: id,
			Address: id + "@kabar.example", Zone: time.UTC, Members: members}}
	}
	l := &library{t: t, now: time.Date(2026, 11, 18, 9, 0, 0, 0, time.UTC)}
	l.station = stationOf(t, &config.Config{Data: t.TempDir(), Files: 10_000_000, Teams: []config.Team{
		in("acme", person("ana"), person("ben")), in("lab", person("ana"), person("dora")),
	}})
	t.Cleanup(func() { l.Close() })
	return l
}

// put takes a mail of a member to a team in and returns the letter that answers
// it, nil if none does.
func (l *library) put(from, to, replied, body string) *store.Letter {
	l.t.Helper()
	l.sent++
	l.now = l.now.Add(11 * time.Minute) // no robot writes so slowly
	raw := "Authentication-Results: mx.x.example; dmarc=pass header.from=x.example\r\n" +
		"From: " + from + "@x.example\r\nTo: " + to + "@kabar.example\r\n" +
		fmt.Sprintf("Message-ID: <%d@x.example>\r\n", l.sent)
	if replied != "" {
		raw += "In-Reply-To: <" + replied + ">\r\n"
	}
	raw += strings.ReplaceAll(body, "\n", "\r\n")
	b := &box{name: to}
	for i := range l.cfg.Teams {
		if l.cfg.Teams[i].ID == to {
			b.teams = append(b.teams, &l.cfg.Teams[i])
		}
	}
	before := l.letters()
	m := l.understand(l.now, b, nil, fetch.Mail{Raw: []byte(raw), Received: l.now})
	_, err := l.fileAll(l.now, &haul{mails: []*arrival{m}})
	must(l.t, err)
	for _, letter := range l.letters() {
		if !slices.ContainsFunc(before, func(o *store.Letter) bool { return o.Key == letter.Key }) {
			return letter
		}
	}
	return nil
}

func (l *library) letters() []*store.Letter {
	all, err := l.store.Letters("due")
	must(l.t, err)
	return all
}

// ask is put for one command, and returns the answer's id and text.
func (l *library) ask(from, to, replied, command string) (id, text string) {
	l.t.Helper()
	letter := l.put(from, to, replied, "Subject: \r\n\r\n"+command+"\n")
	if letter == nil {
		l.t.Fatalf("%q was not answered", command)
	}
	return letter.MessageID, mail.Parse(letter.Data).Text
}

// wrote files an update of Ana's.
func (l *library) wrote(of, text string, n int) {
	l.sent++
	e := &entry.Entry{Kind: entry.Update, Team: of, Member: "ana", Name: "Ana", Zone: "UTC",
		Date: localDate(l.now, team.Member{Zone: time.UTC}).Add(-n)}
	if text != "" {
		e.Sections = []entry.Section{{Name: "done", Items: []entry.Item{{Text: text}}}}
	}
	must(l.t, l.file(l.now, []*store.Filing{{Team: of, Hash: fmt.Sprint("w", l.sent), Outcome: "update",
		Entries: []*entry.Entry{e}}}))
}

var hitNumber = regexp.MustCompile(`(?m)^(\d+)\. .*#(\d+)$`)

// placesIn are the filing numbers of the hits of an answer; their places must begin
// with first.
func placesIn(t *testing.T, text string, first int) (nums []int) {
	t.Helper()
	for _, m := range hitNumber.FindAllStringSubmatch(text, -1) {
		place, _ := strconv.Atoi(m[1])
		num, _ := strconv.Atoi(m[2])
		nums = append(nums, num)
		if place != first+len(nums)-1 {
			t.Errorf("place %d, want %d", place, first+len(nums)-1)
		}
	}
	return nums
}

// TestMoreSkipsAndRepeatsNothing: all pages together show every hit there was
// when it was asked once, in the order of the question, while more is filed
// between the pages; with the index and without; updates that were taken back
// are on none.
func TestMoreSkipsAndRepeatsNothing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, command string }{
		{"newest", "search postgres OR *"}, {"best", "best postgres OR *"},
	} {
		for _, indexed := range []bool{true, false} {
			t.Run(fmt.Sprint(c.name, indexed), func(t *testing.T) {
				l := newLibrary(t)
				var want []int
				for n := range 75 {
					text := strings.Repeat("postgres ", n%5+1) + fmt.Sprint(n)
					if n%4 == 0 && n < 60 {
						text = "" // taken back
					} else {
						want = append(want, n+1)
					}
					l.wrote("acme", text, n)
				}
				if !indexed {
					l.index.Close()
					l.index = nil
				}
				var got []int
				id, text := l.ask("ben", "acme", "", c.command)
				for page := 0; page < 9; page++ {
					got = append(got, placesIn(t, text, len(got)+1)...)
					if !strings.Contains(text, "answer `more`") {
						break
					}
					l.wrote("acme", "postgres postgres postgres, too late", 100+page)
					id, text = l.ask("ben", "acme", id, "more")
				}
				if c.name == "newest" {
					slices.Reverse(want)
				} else {
					if slices.IsSorted(got) || slices.Equal(got, want) {
						t.Error("the best are in the order of filing")
					}
					slices.Sort(got)
				}
				if !slices.Equal(got, want) {
					t.Errorf("shown %v, want %v", got, want)
				}
				if _, text = l.ask("ben", "acme", id, "more"); !strings.Contains(text, "Those were all") {
					t.Errorf("after the last page:\n%s", text)
				}
			})
		}
	}
}

// TestNumbersMean what the mail they reply to showed.
func TestNumbersMean(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	for n := range 30 {
		l.wrote("acme", fmt.Sprintf("invoices %d %s", n+1, []string{"even", "odd"}[n%2]), n)
	}
	odd, _ := l.ask("ben", "acme", "", "search odd")   // place 1 is 30, place 15 is 2
	even, _ := l.ask("ben", "acme", "", "search even") // place 1 is 29
	two, _ := l.ask("ben", "acme", "", "search invoices odd\nsearch invoices even last:20days")
	who, _ := l.ask("ben", "acme", "", "who")
	nothing, _ := l.ask("ben", "acme", "", "search nothing-at-all")
	got, _ := l.ask("ben", "acme", odd, "get 2")
	ana, _ := l.ask("ana", "acme", "", "search odd")
	l.wrote("acme", "invoices again, odd and even", 40)
	for _, c := range []struct {
		what, from, replied, command string
		want                         string
	}{
		{"the first search", "ben", odd, "get 1", "Entry 30"},
		{"its last place", "ben", odd, "get 15", "Entry 2"},
		{"beyond its places: the entry's own", "ben", odd, "get 17", "Entry 17"},
		{"with a sign: the entry's own", "ben", odd, "get #1", "Entry 1"},
		{"the second", "ben", even, "get 1", "Entry 29"},
		{"a span", "ben", even, "get 2-3", "Entry 27+Entry 25"},
		{"a span from its end", "ben", even, "get 3-2", "Entry 27+Entry 25"},
		{"a span that ends beyond its places", "ben", odd, "get 14-19", "Entry 4+Entry 2"},
		{"two searches in one mail are counted through", "ben", two, "get 16", "Entry 21"},
		{"an answer to a get", "ben", got, "get 3", "Entry 26"},
		{"a mail that is no search", "ben", who, "get 3", "Entry 3"},
		{"a search that found nothing", "ben", nothing, "get 3", "Entry 3"},
		{"no mail: the newest search found nothing", "ben", "", "get 3", "Entry 3"},
		{"no mail: the newest search", "ana", "", "get 1", "Entry 30"},
		{"thread", "ben", odd, "thread 1", "Entry 30 and what"},
		{"more goes on with the last of them", "ben", two, "more", "Those were all there are"},
		{"no mail of ours: the newest search, gone on with", "ben", "x@y.example", "get 3", "Entry 26"},
	} {
		_, text := l.ask(c.from, "acme", c.replied, c.command)
		for want := range strings.SplitSeq(c.want, "+") {
			if !regexp.MustCompile(`(?m)^` + want).MatchString(text) {
				t.Errorf("%s: %s: want %s in\n%s", c.what, c.command, want, text)
			}
		}
		if n := strings.Count(text, "\nEntry "); n > strings.Count(c.want, "Entry ") {
			t.Errorf("%s: %s: %d entries in\n%s", c.what, c.command, n, text)
		}
	}
	l.now = l.now.Add(newestTime)
	if _, text := l.ask("ana", "acme", "", "get 1"); !strings.Contains(text, "Entry 1\n") {
		t.Errorf("a month later:\n%s", text)
	}
	if _, text := l.ask("ana", "acme", ana, "get 1"); !strings.Contains(text, "Entry 30\n") {
		t.Errorf("a month later, in a reply:\n%s", text)
	}
}

// withFiles is a mail of Ana's with files of these sizes.
func withFiles(text string, sizes ...int) string {
	var b strings.Builder
	b.WriteString("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nDone: " + text + "\n")
	for i, n := range sizes {
		fmt.Fprintf(&b, "--b\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n"+
			"Content-Disposition: attachment; filename=\"f%d.pdf\"\n\n%s\n", i+1,
			base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{byte('a' + i)}, n)))
	}
	return b.String() + "--b--\n"
}

// TestOtherTeamsAreNotThere: by no number, no id, no word and no file does
// somebody learn what another team has (P11, F04).
func TestOtherTeamsAreNotThere(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	l.put("dora", "lab", "", withFiles("the secret formula", 9))
	l.put("ana", "acme", "", withFiles("invoices", 9))
	secret, err := l.store.Entry(1)
	must(t, err)
	if len(secret.Files) != 1 || secret.Team != "lab" {
		t.Fatalf("%+v", secret)
	}
	for _, command := range []string{"search formula", "search has:attachment team:lab", "get 1", "get #1",
		"get #1 files", "get " + secret.ID, "get " + shortID(secret.ID), "get " + secret.ID + " files",
		"thread 1", "thread " + secret.ID, "best formula"} {
		letter := l.put("ben", "acme", "", "Subject: "+command+"\n\n")
		m := mail.Parse(letter.Data)
		if strings.Contains(m.Text, "secret") || strings.Contains(m.Text, "Dora") || len(m.Attachments) > 0 ||
			!strings.Contains(m.Text, "no entry") && !strings.Contains(m.Text, "Nothing found") {
			t.Errorf("%s:\n%s", command, m.Text)
		}
		if letter = l.put("ana", "acme", "", "Subject: "+command+"\n\n"); !strings.Contains(string(letter.Data), "Dora") {
			if m := mail.Parse(letter.Data); len(m.Attachments) == 0 {
				t.Errorf("Ana is in both teams, yet %s:\n%s", command, m.Text)
			}
		}
	}
}

// TestGetByID: an id, or its first ten digits, means one entry for ever.
func TestGetByID(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	for n := range 5 {
		l.wrote("acme", fmt.Sprintf("news %d", n), n)
	}
	for num := int64(1); num <= 5; num++ {
		e, err := l.store.Entry(num)
		must(t, err)
		for _, id := range []string{e.ID, "#" + e.ID, e.ID[:10], e.ID[:10] + "…", strings.ToUpper(e.ID[:12]) + "..."} {
			if _, text := l.ask("ben", "acme", "", "get "+id); !strings.Contains(text, fmt.Sprintf("news %d\n", num-1)) {
				t.Errorf("%s:\n%s", id, text)
			}
		}
	}
	if _, text := l.ask("ben", "acme", "", "get 00000000ff"); !strings.Contains(text, "no entry 00000000ff") {
		t.Error(text)
	}
}

// TestFilesWithinTheLimit: what does not fit is named with its size and how to
// have it; files of several entries share the room of one mail.
func TestFilesWithinTheLimit(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	l.cfg.Files = 5000
	l.put("ana", "acme", "", withFiles("plans", 3000, 8000, 1500, 2500))
	l.put("ana", "acme", "", withFiles("more", 3000)) // amends the first
	l.put("ben", "acme", "", "\nDone: nothing with files\n")
	for _, c := range []struct{ command, sent, said string }{
		{"get #1 files", "f1.pdf f3.pdf", "at most: f2.pdf, 8 kB; f4.pdf, 3 kB; f1.pdf, 3 kB|`get #1 file 4`"},
		{"get #1 file 4", "f4.pdf", ""},
		{"get #1 file 5", "f1.pdf", ""},
		{"get #1 file 2", "", "The files of entry 1 are too large for a mail|brings 5 kB of files at most"},
		{"get #1 file 9", "", "Entry 1 brought 5 files, and no other"},
		{"get #2 files\nget #1 file 3\nget #1 file 1", "f1.pdf f3.pdf", "f1.pdf, 3 kB"},
		{"get #3 files", "", "Entry 3 brought no files"},
		{"get #99 files", "", "no entry 99"},
	} {
		letter := l.put("ben", "acme", "", "Subject: \n\n"+c.command+"\n")
		m, contents := mail.Parse(letter.Data), mail.Attached(letter.Data)
		var names []string
		for i, a := range m.Attachments {
			names = append(names, a.Name)
			n, _ := strconv.Atoi(a.Name[1:2])
			if len(bytes.Trim(contents[i], string(rune('a'+n-1)))) > 0 || len(contents[i]) < 1000 {
				t.Errorf("%s: %s holds %d bytes, %.20q", c.command, a.Name, len(contents[i]), contents[i])
			}
		}
		if got := strings.Join(names, " "); got != c.sent {
			t.Errorf("%s: sent %s, want %s", c.command, got, c.sent)
		}
		flat := strings.Join(strings.Fields(m.Text), " ")
		for said := range strings.SplitSeq(c.said, "|") {
			if !strings.Contains(flat, said) {
				t.Errorf("%s: want %q in\n%s", c.command, said, m.Text)
			}
		}
	}
	if _, err := l.store.DropMail(l.now.AddDate(1, 0, 0)); err != nil {
		t.Fatal(err)
	}
	if _, text := l.ask("ben", "acme", "", "get #1 files"); !strings.Contains(text, "no longer kept") {
		t.Error(text)
	}
}

// TestThreadWithoutIndex: what was written around an entry is found from any
// place of it, also in the pages alone.
func TestThreadWithoutIndex(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	l.put("ana", "acme", "", "\nDone: the migration\n")
	for n, who := range []string{"ben", "ana", "ben"} { // each below the one before
		l.put(who, "acme", "", fmt.Sprintf("\nre %d: answer %d\n", n+1, n+1))
	}
	l.put("ana", "acme", "", "\nNext: the clean-up\n")
	l.put("ben", "acme", "", "\nre 5: about time\n")
	for _, indexed := range []bool{true, false} {
		if !indexed {
			l.index.Close()
			l.index = nil
		}
		for _, command := range []string{"thread #1", "thread #3", "thread #4", "thread #5", "thread #6"} {
			_, text := l.ask("ben", "acme", "", command)
			for _, want := range []string{"Entry 1 and what", "the migration", "answer 1", "answer 2", "answer 3",
				"the clean-up", "about time"} {
				if strings.Count(text, want) != 1 {
					t.Errorf("%s, index %v: want %q once in\n%s", command, indexed, want, text)
				}
			}
		}
	}
	if q := index.Under(); q.Match(entry.Entry{}, nil) {
		t.Error("the pages are searched for nothing")
	}
}

// TestMyData: all that is theirs and nothing of anybody else's, in every team
// (F20);
// no more than fits, the newest first.
func TestMyData(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	cfg := &l.cfg.Teams[0]
	cfg.Members = append(cfg.Members, team.Member{ID: "ana-lee", Name: "Ana Lee", Zone: time.UTC,
		Addresses: []string{"lee@x.example"}})
	for n := range 4 {
		for _, who := range []string{"ana", "ben", "lee"} {
			l.put(who, "acme", "", fmt.Sprintf("\nDone: %s did %d\n", who, n))
		}
		l.put("ana", "lab", "", fmt.Sprintf("\nDone: ana tried %d\nDecision: keep %d\n", n, n))
	}
	l.put("dora", "lab", "", "\nDone: dora did it\n")
	get := func(who string) (said string, entries []string, mails int) {
		t.Helper()
		letter := l.put(who, "acme", "", "Subject: mydata\n\n")
		m, contents := mail.Parse(letter.Data), mail.Attached(letter.Data)
		for i, a := range m.Attachments {
			switch {
			case strings.HasSuffix(a.Name, ".jsonl"):
				entries = strings.Split(strings.TrimSpace(string(contents[i])), "\n")
			case strings.HasSuffix(a.Name, ".mbox"):
				must(t, mail.SplitMbox(bytes.NewReader(contents[i]), func(raw []byte, _ time.Time) error {
					mails++
					if from := mail.Parse(raw).From[0].Addr; from != who+"@x.example" {
						t.Errorf("%s got a mail of %s", who, from)
					}
					return nil
				}))
			}
		}
		return strings.Join(strings.Fields(m.Text), " "), entries, mails
	}
	for _, indexed := range []bool{true, false} {
		if !indexed {
			l.index.Close()
			l.index = nil
		}
		for _, c := range []struct {
			who            string
			entries, mails int
		}{{"ana", 12, 8}, {"ben", 4, 4}, {"lee", 4, 4}} {
			said, entries, mails := get(c.who)
			if len(entries) != c.entries || mails != c.mails || !strings.Contains(said, fmt.Sprintf("the %d entries", c.entries)) {
				t.Errorf("%s, index %v: %d entries, %d mails: %s", c.who, indexed, len(entries), mails, said)
			}
			for i, e := range entries {
				if !strings.Contains(e, "\""+c.who+" ") && !strings.Contains(e, "keep") || strings.Contains(e, "dora") {
					t.Errorf("%s got %s", c.who, e)
				}
				if i > 0 && strings.Index(entries[i-1], ",") > strings.Index(e, ",") {
					t.Errorf("not in the order of filing: %s", e)
				}
			}
		}
	}
	jakarta := "Asia/Jakarta"
	zone := team.Settings{Zone: &jakarta}
	must(t, l.store.SetSettings("acme", "ana", zone))
	letter := l.put("ana", "acme", "", "Subject: mydata\n\n")
	m, contents := mail.Parse(letter.Data), mail.Attached(letter.Data)
	at := slices.IndexFunc(m.Attachments, func(a mail.Attachment) bool { return a.Name == "kabar-ana-acme.toml" })
	if at < 0 || !strings.Contains(m.Text, "What you set by mail") {
		t.Errorf("no settings in %v: %s", m.Attachments, m.Text)
	} else if set, errs := team.Decode(contents[at]); len(errs) > 0 || set.Zone == nil || *set.Zone != jakarta {
		t.Errorf("settings %+v, %v", set, errs)
	}
	must(t, l.store.SetSettings("acme", "ana", team.Settings{}))
	l.cfg.Files = 1500
	said, entries, mails := get("ana")
	if len(entries) == 0 || len(entries) >= 12 || !strings.Contains(entries[len(entries)-1], "keep 3") ||
		!strings.Contains(said, "That is not all") || !strings.Contains(said, "kabar export --format jsonl from:ana") {
		t.Errorf("with little room %d entries, %d mails: %s\n%s", len(entries), mails, said, entries)
	}
	l.cfg.Files = 10
	if said, entries, mails := get("ana"); len(entries)+mails > 0 || !strings.Contains(said, "0 entries") {
		t.Errorf("with no room %d entries, %d mails: %s", len(entries), mails, said)
	}
}
