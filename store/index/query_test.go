package index

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"kabar/store/civil"
	"kabar/store/entry"
)

// sunday is when the tests ask: noon in Jakarta.
var sunday = time.Date(2026, 11, 22, 5, 0, 0, 0, time.UTC)

var jakarta = time.FixedZone("WIB", 7*60*60)

func parse(t *testing.T, s string) Query {
	t.Helper()
	q, err := Parse(s, sunday, jakarta)
	if err != nil {
		t.Fatalf("Parse(%q): %v", s, err)
	}
	return q
}

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"postgres", "postgres"},
		{"  postgres\n upgrade\t", "postgres upgrade"},
		{"Größe", "Größe"},
		{`"release plan"`, `"release plan"`},
		{"“release plan” „so“ «ou»", `"release plan" so ou`},
		{"post*", "post*"},
		{`"postgres up*" "postgres up"*`, `"postgres up*" "postgres up*"`},
		{"-draft NOT x BUKAN y –z", "-draft -x -y -z"},
		{"--draft NOT -x", "draft x"},
		{"a OR b c", "(a OR b) c"},
		{"a ATAU b | c DAN d && e", "(a OR b OR c) d e"},
		{"a (b c) d", "a b c d"},
		{"a OR (b c)", "a OR (b c)"},
		{"(a OR b) OR c", "a OR b OR c"},
		{"-(a b)", "-(a b)"},
		{"（東京 OR 大阪）", "東京 OR 大阪"},
		{"or and not", "or and not"},
		{`"OR"`, `"OR"`},
		{"foo-bar foo/bar v2.23.1", "foo-bar foo/bar v2.23.1"},
		{"it's 50% a+b", `"it's" "50%" "a+b"`},
		{"deploy() f(x) (f(x))", `"deploy()" "f(x)" "f(x)"`},
		{"a & b - c ... !", "a b c"},
		{"*", "*"},
		{"🎉", `"🎉"`},
		{"a urut:terbaik b", "a b sort:best"},
		{"sort:best a OR b sort:newest", "a OR b"},
		{"(sort:best a) OR b", "a OR b sort:best"},
		{"from:ana FROM:Ana dari:ana from: ana from：ana", "from:ana from:Ana from:ana from:ana from:ana"},
		{`from:"Ana Putri" from:pu*`, `from:"Ana Putri" from:pu*`},
		{"to:ben untuk:ben team:acme tim:acme", "to:ben to:ben team:acme team:acme"},
		{"kind:decision jenis:keputusan kind:updates", "kind:decision kind:decision kind:update"},
		{"section:blocked bagian:kendala", "section:blocked section:kendala"},
		{"#acme-web project:acme @ben mention:ben", "project:acme-web project:acme mention:ben mention:ben"},
		{"@ben, #acme*", "mention:ben project:acme*"},
		{"ana@example.org", `"ana@example.org"`},
		{"status:open decision:open decision:7 decision:#0007", "status:proposed status:proposed decision:7 decision:7"},
		{"has:link ada:tautan", "has:link has:link"},
		{"has:attachment ada:lampiran has:files", "has:attachment has:attachment has:attachment"},
		{"Re: update https://example.org 10:30 localhost:8080 std::map", `"Re:" update "https://example.org" "10:30" "localhost:8080" "std::map"`},
		{"on:today", "on:2026-11-22"},
		{"since:monday a", "date:2026-11-16.. a"},
		{"date:2026-10..2026-11", "date:2026-10-01..2026-11-30"},
		{"date:2026-10.. date:..2026-10", "date:2026-10-01.. date:..2026-10-31"},
		{"after:2026-10 before:2026-10", "date:2026-11-01.. date:..2026-09-30"},
		{"until:2026-10", "date:..2026-10-31"},
		{"last:2weeks last:2 weeks last:week terakhir:3 hari", "date:2026-11-08.. date:2026-11-08.. date:2026-11-15.. date:2026-11-19.."},
		{"since:october 2025 plan", "date:2025-10-01.. plan"},
		{"since:monday may", "date:2026-11-16.. may"},
		{"date:may.. q1", "date:2026-05-01.. q1"},
		{"on:2026-11-22 the plan of 2025", "on:2026-11-22 the plan of 2025"},
		{"on:hari ini rapat", "on:2026-11-22 rapat"},
		{`on:"last week"`, "date:2026-11-09..2026-11-15"},
		{"sejak:2 minggu yang lalu x", "date:2026-11-08.. x"},
		{"a\u202eb c\x1b[31md", `ab c "[31md"`},
	} {
		got := parse(t, c.query).String()
		if got != c.want {
			t.Errorf("Parse(%q) = %s, want %s", c.query, got, c.want)
		}
		if again := parse(t, got).String(); again != got {
			t.Errorf("%s reads back as %s", got, again)
		}
	}
}

func TestSyntaxErrors(t *testing.T) {
	for _, c := range []struct{ query, place, msg string }{
		{"", "", "nothing to look for"},
		{" \t\n", "", "nothing to look for"},
		{"!!! ...", "!!! ...", "nothing to look for"},
		{`from:ana "release plan`, `"release plan`, "never closed"},
		{"(a OR b", "(", "never closed"},
		{"a) b", ")", "never opened"},
		{"a () b", "()", "nothing between"},
		{"a (!) b", "(!)", "nothing between"},
		{"from:ana@acme.example x", "ana@acme.example", "not by an address"},
		{"to: ana@acme.example", "ana@acme.example", "not by an address"},
		{`mention:"ana@acme.example"`, `"ana@acme.example"`, "not by an address"},
		{"OR a", "OR", "both sides"},
		{"a OR", "OR", "both sides"},
		{"a OR OR b", "OR", "both sides"},
		{"(a OR) b", "OR", "both sides"},
		{"a NOT", "NOT", "after it"},
		{strings.Repeat("(", 9) + "a" + strings.Repeat(")", 9), "(", "nested"},
		{"*foo", "*foo", "end of a word"},
		{"a fo*o", "fo*o", "end of a word"},
		{"x p*", "p*", "two letters"},
		{"aa* bb* cc* dd* ee* ff* gg* hh* 日 ii*", "日", "Up to 8"},
		{"sort:worst x", "worst", "newest, best"},
		{"sort:best", "sort:best", "nothing to look for"},
		{"x from:", "from:", "after the colon"},
		{"from:!!", "from:!!", "after the colon"},
		{"(from:) x", "from:", "after the colon"},
		{"since:", "since:", "after the colon"},
		{"fron:ana x", "fron", "slip"},
		{"author:ana", "author", "before a colon"},
		{"kind:foo", "foo", "update, comment, decision"},
		{`status:"so so"`, `"so so"`, "open, accepted"},
		{"has:virus", "virus", "link"},
		{"decision:x", "x", "number"},
		{"decision:0", "0", "number"},
		{"a on:30 february 2026", "30", "date"},
		{"on:2026-02-30", "2026-02-30", "date"},
		{"since:someday soon", "someday", "date"},
		{"since:10/11/2026", "10/11/2026", "date"},
		{"on:../../etc/passwd", "../../etc/passwd", "date"},
		{"on:9999", "9999", "date"},
		{"on:..", "..", "date"},
		{"last:monday", "monday", "span"},
		{"last:99999 days", "99999", "span"},
		{"date:2026-11..2026-10", "2026-11..2026-10", "before it begins"},
	} {
		q, err := Parse(c.query, sunday, jakarta)
		e, ok := err.(*SyntaxError)
		if !ok {
			t.Errorf("Parse(%q) = %s, %v, want a SyntaxError", c.query, q, err)
			continue
		}
		if place := e.Query[e.Pos:e.End]; place != c.place || !strings.Contains(e.Msg, c.msg) {
			t.Errorf("Parse(%q): %q at %q, want %q at %q", c.query, e.Msg, place, c.msg, c.place)
		}
		example, err := Parse(e.Example, sunday, jakarta)
		if err != nil || example.Match(entry.Entry{}, nil) {
			t.Errorf("the example %q for %q is wrong itself: %v", e.Example, c.query, err)
		}
		same, err := Parse(e.Try("id"), sunday, jakarta)
		if err != nil || same.String() != example.String() {
			t.Errorf("the example in Indonesian is %q, %v: %s, and not %s", e.Try("id"), err, same, example)
		}
		for _, lang := range []string{"en", "id"} {
			if text := e.Text(lang); strings.Contains(text, "%s") || !strings.Contains(text, e.Try(lang)) {
				t.Errorf("%s text for %q: %s", lang, c.query, text)
			}
		}
	}
}

func TestSyntaxErrorText(t *testing.T) {
	_, err := Parse("plan fron:ana\x1b[2J", sunday, jakarta)
	want := `I don't know "fron" before a colon; maybe a slip?

    plan →fron←:ana [2J

For example: plan from:ana [2J
`
	if got := err.(*SyntaxError).Text("en"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	_, err = Parse(`a "b c`, sunday, jakarta)
	want = `Tanda kutip ini tidak ditutup.

    a →"b c←

Contohnya: "release plan" dari:ana
`
	if got := err.(*SyntaxError).Text("id"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestBigQueriesAreCut is F03 and F05: a query as long as it likes is cut, and
// that is said.
func TestBigQueriesAreCut(t *testing.T) {
	word := strings.Repeat("x", MaxQuery-3)
	for _, c := range []struct{ query, want, note string }{
		{strings.Repeat("a ", 32), strings.TrimSpace(strings.Repeat("a ", 32)), ""},
		{strings.Repeat("a ", 33), strings.TrimSpace(strings.Repeat("a ", 32)), "32 words"},
		{"ab " + word, "ab " + word, ""},
		{"ab " + word + "y", "ab", "500 characters"},
		{strings.Repeat("y", 1_000_000), strings.Repeat("y", 500), "500 characters"},
		{`ab "cd ef` + strings.Repeat("g", 500), `ab cd`, "500 characters"},
		{`(ab OR (cd "` + word + `"))`, "ab OR cd", "500 characters"},
		{"ab OR " + word, "ab", "500 characters"},
		{"ab NOT " + word, "ab", "500 characters"},
		{strings.Repeat("since:may ", 31), strings.TrimSpace(strings.Repeat("date:2026-05-01.. ", 27)), "500 characters"},
		{strings.Repeat("((-(", 200_000), "", "nothing"},
	} {
		q, err := Parse(c.query, sunday, jakarta)
		if err != nil {
			if c.want != "" {
				t.Errorf("%.40q: %v", c.query, err)
			}
			continue
		}
		if got := q.String(); got != c.want || !strings.Contains(q.Note("en"), c.note) || (c.note == "") != (q.Note("id") == "") {
			t.Errorf("%.40q = %q, note %q", c.query, got, q.Note("en"))
		}
	}
}

// sample is entries for the tests of Match.
func sample() map[string]entry.Entry {
	day := func(s string) civil.Date {
		d, err := civil.ParseDate(s)
		if err != nil {
			panic(err)
		}
		return d
	}
	return map[string]entry.Entry{
		"ana": {Kind: entry.Update, Team: "acme", Member: "ana", Name: "Ana Putri", Date: day("2026-11-20"),
			Files: []entry.File{{Name: "plan.pdf", Type: "application/pdf"}, {Name: "Grafik.xlsx"}},
			Sections: []entry.Section{
				{Name: "done", Items: []entry.Item{
					{Text: "Upgraded Postgres to v16 for #acme-web"}, {Text: "Größe der Bilder geprüft"}}},
				{Name: "blocked", Items: []entry.Item{{Text: "waiting for @ben, see https://example.org/x"}}},
				{Name: "next"},
			}},
		"ben": {Kind: entry.Comment, Team: "acme", Member: "ben", Name: "Ben Carter", Date: day("2026-10-31"),
			Sections: []entry.Section{{Name: "note", Items: []entry.Item{
				{Text: "日本語の検索を直した。"}, {Text: "don't touch web"}}}}},
		"dec": {Kind: entry.Decided, Team: "dev-ops", Member: "cy", Name: "Cy", Date: day("2026-01-02"),
			Decision: &entry.Decision{Number: 7, Title: "Use Postgres", Why: "it is boring",
				Status: "superseded by 0009", Deadline: day("2026-02-01"), Makers: []string{"Ben Carter"},
				Objections: []string{"migration cost"}}},
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"postgres", "ana dec"},
		{"POSTGRES upgraded", "ana"},
		{"postgres -upgraded", "dec"},
		{"-postgres", "ben"},
		{"*", "ana ben dec"},
		{"-*", ""},
		{"grosse", "ana"}, {"größe", "ana"}, {"grösse", "ana"}, {"GRÖSSE", "ana"}, {"grose", ""},
		{"upg*", "ana"}, {"upg", ""},
		{`"postgres to v16"`, "ana"}, {`"postgres v16"`, ""}, {`"postgres to*"`, "ana"},
		{`"web größe"`, ""}, // not from one point into the next
		{"acme-web", "ana"}, {"don't", "ben"}, {`"t don"`, ""},
		{"検", "ben"}, {"検索", "ben"}, {"日本語の検索", "ben"}, {"した", "ben"}, {"た", "ben"}, {"索検", ""},
		{"検索*", "ben"}, {`"日本語の検索を直した don"`, ""},
		{"upgraded OR boring", "ana dec"},
		{"(upgraded OR boring) -größe", "dec"},
		{"-(upgraded OR boring)", "ben"},
		{"-(postgres boring)", "ana ben"},
		{"from:ana", "ana"}, {"from:putri", "ana"}, {`from:"ana putri"`, "ana"}, {`from:"putri carter"`, ""},
		{"from:p*", "ana"}, {"-from:ana", "ben dec"},
		{"to:ben", "ana dec"}, {`to:"ben carter"`, "dec"},
		{"team:acme", "ana ben"}, {"team:dev-ops", "dec"}, {"team:dev", ""}, {"team:dev*", "dec"}, {"team:ACME", "ana ben"},
		{"kind:update", "ana"}, {"kind:comment", "ben"}, {"kind:decision", "dec"},
		{"section:done", "ana"}, {"section:kendala", "ana"}, {"section:next", ""}, {"section:note", "ben"},
		{"#acme-web", "ana"}, {"#acme_web", "ana"}, {"#acme", ""}, {"#acme*", "ana"}, {"project:acme-web", "ana"},
		{"@ben", "ana"}, {"mention:ben", "ana"}, {"@be*", "ana"}, {"@example", ""},
		{"decision:7", "dec"}, {"decision:8", ""}, {"status:superseded", "dec"}, {"status:open", ""},
		{"has:attachment", "ana"}, {"-has:file", "ben dec"}, {"plan.pdf", "ana"}, {"grafik", "ana"},
		{`"x plan"`, ""}, // the name of a file is a text of its own
		{"has:link", "ana"}, {"has:deadline has:objection", "dec"},
		{"on:2026-11-20", "ana"}, {"date:2026-10..2026-11", "ana ben"}, {"before:2026-10-31", "dec"},
		{"after:2026-10-31", "ana"}, {"since:2026-10-31", "ana ben"}, {"until:2026-10-31", "ben dec"},
		{"last:2days", "ana"}, {"last:1day", ""}, {"2026", ""},
		{"superseded", ""}, {"blocked", ""}, {"ana", ""}, {"carter", "dec"},
	} {
		q := parse(t, c.query)
		var got []string
		for _, name := range []string{"ana", "ben", "dec"} {
			if q.Match(sample()[name], nil) {
				got = append(got, name)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s finds %v, want %s", c.query, got, c.want)
		}
	}
	if (Query{}).Match(sample()["ana"], nil) {
		t.Error("the zero query finds something")
	}
}

// TestUnder: what stands under an entry is found by the entry's id.
func TestUnder(t *testing.T) {
	for _, c := range []struct {
		e    entry.Entry
		want bool
	}{
		{entry.Entry{On: "8f3c21d09a4e5b77"}, true},
		{entry.Entry{Amends: "0011223344556677"}, true},
		{entry.Entry{ID: "8f3c21d09a4e5b77"}, false},
		{entry.Entry{On: "8f3c21d09a4e5b78"}, false},
		{entry.Entry{}, false},
	} {
		if got := Under("8f3c21d09a4e5b77", "0011223344556677").Match(c.e, nil); got != c.want {
			t.Errorf("%+v: %t", c.e, got)
		}
		if Under().Match(c.e, nil) || Under("").Match(c.e, nil) {
			t.Errorf("under nothing there is %+v", c.e)
		}
	}
}

func TestHandles(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"#acme and @ben", "#acme @ben"},
		{"(#acme, @ben.carter. #a-b_c!)", "#acme @ben.carter #a-b_c"},
		{"ana@example.org https://example.org/#top a#b ##x &#39; C# # @", ""},
		{"#größe #日本 @Ñandú", "#größe #日本 @Ñandú"},
		{"#a--b #-x", "#a"},
		{"#42: done", "#42"},
		{"検索は#acmeで直した、@benさんと＠ana-bと", "#acme @ben ＠ana-b"},
		{"#検索、#日本 #C言語", "#検索 #日本 #C"},
	} {
		var got []string
		for _, h := range handles(c.text) {
			got = append(got, c.text[h.start:h.end])
			if string(signOf([]rune(c.text[h.start:h.end])[0]))+h.name != string(h.sign)+h.name {
				t.Errorf("handle %v of %q", h, c.text)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("handles(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`postgres "release plan" post* -draft (a OR b) from:ana`, "#acme @ben since:monday last:2 weeks",
		"date:2026-10..2026-11 on:hari ini", `from:"Ana Putri" team:* kind:`, "日本語 OR 検*", "((((((((((a", `"`, "a OR",
		"after:2026-10 before:1 may 2025 q4 2025", "--a -(b) NOT c", "*foo fo*o *", "f(x) :) from:)", "\xff(\u202e",
	} {
		f.Add(s)
	}
	entries := sample()
	f.Fuzz(func(t *testing.T, s string) {
		q, err := Parse(s, sunday, jakarta)
		if err != nil {
			e, ok := err.(*SyntaxError)
			if !ok || e.Pos < 0 || e.End < e.Pos || e.End > len(e.Query) || e.Text("en") == "" || e.Text("id") == "" {
				t.Fatalf("Parse(%q): %#v", s, err)
			}
			return
		}
		canon := q.String()
		again, err := Parse(canon, sunday.AddDate(0, 7, 3), time.UTC)
		if err != nil || again.String() != canon {
			t.Fatalf("%q = %q reads back as %q, %v", s, canon, again, err)
		}
		for name, e := range entries {
			if q.Match(e, nil) != again.Match(e, nil) {
				t.Fatalf("%q and %q differ about %s", s, canon, name)
			}
			text, marks := Excerpt(e, q, 40)
			checkExcerpt(t, text, marks, 40)
		}
	})
}

// TestTaught: the values that an answer lists are read, mean one line each, and
// have the one that its example recommends.
func TestTaught(t *testing.T) {
	for _, c := range []struct{ query, en, id string }{
		{"status:x", "open, accepted, rejected, withdrawn, superseded", "status: tulis usulan, diterima, ditolak, ditarik, digantikan"},
		{"kind:x", "update, comment, decision", "jenis: tulis kabar, komentar, keputusan"},
		{"has:x", "link, deadline, objection, replaced, attachment", "ada: tulis tautan, tenggat, keberatan, diganti, lampiran"},
		{"sort:x y", "newest, best", "urut: tulis terbaru, terbaik"},
	} {
		_, err := Parse(c.query, sunday, jakarta)
		e, ok := err.(*SyntaxError)
		if !ok || !strings.Contains(e.Msg, "write "+c.en+".") || !strings.Contains(e.Reason("id"), "Setelah "+c.id+".") {
			t.Errorf("%s: %v, %s", c.query, err, e.Reason("id"))
			continue
		}
		key, _, _ := strings.Cut(c.query, ":")
		_, id, _ := strings.Cut(c.id, " tulis ")
		both := strings.Split(c.en+", "+id, ", ")
		for i, w := range both[:len(both)/2] {
			a, err := Parse(key+":"+w+" y", sunday, jakarta)
			b, err2 := Parse(key+":"+both[len(both)/2+i]+" y", sunday, jakarta)
			if err != nil || err2 != nil || a.String() != b.String() {
				t.Errorf("%s:%s is %s, %v; in Indonesian %s, %v", key, w, a, err, b, err2)
			}
		}
	}
}
