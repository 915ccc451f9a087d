package intake

import "testing"

// TestSubjectOfReply: the subject of a reply to a mail of ours is a command if
// its writer put it there, and never if their program did.
func TestSubjectOfReply(t *testing.T) {
	const text = "Done: the report"
	for _, c := range []struct{ kind, was, subject, text, want string }{
		{"answer", "Re: search mysql", "thread 2", "", "command thread 2"},
		{"answer", "Re: search mysql", "more", "Thanks!\nAna", "command more"},
		{"answer", "Re: search mysql", "get 1", "", "command get 1"},
		{"answer", "Re: search mysql", "search mysql from:ana", "", "command search mysql from:ana"},
		{"answer", "Re: search mysql", "serach mysql", "", "command ? search mysql"},
		{"digest", "Harbour, Fri 20 Nov: 1 update", "accept 7", "", "command accept 7"},
		{"prompt", "Apa kabar, Ana?", "away until Friday", "", "command away until Friday"},
		{"prompt", "Apa kabar, Ana?", "away until Friday", text,
			"command away until Friday + update 2026-11-22"},
		{"prompt", "Apa kabar, Ana?", "Sick today (EOM)", "", "update 2026-11-22"},
		{"prompt", "Apa kabar, Ana?", "get 14", text, "update 2026-11-22"},

		{"answer", "Re: search mysql", "Re: search mysql", "", "stray"},
		{"answer", "Re: search mysql", "AW: search mysql", "", "stray"},
		{"answer", "Re: search mysql", "Balas: search mysql", "", "stray"},
		{"answer", "Re: search mysql", "search  MySQL", "", "stray"}, // a program that drops the mark
		{"answer", "Re: search mysql", "Re: get 1", "", "stray"},     // of another mail
		{"answer", "", "get 1", "", "stray"},                         // we have forgotten what it was
		{"prompt", "Apa kabar, Ana?", "Apa kabar, Ana?", text, "update 2026-11-22"},
		{"answer", "Re: pause", "pause", "Thanks!", "ignored"},
	} {
		r := harbour(t)
		r.Sent = func(id string) string {
			if id == "x@harbour.example" {
				return "Done:\nNext:"
			}
			return ""
		}
		r.Subject = func(string) string { return c.was }
		m := fromAna(c.subject, c.text)
		m.InReplyTo = []string{"x@harbour.example"}
		v := prompted(t, "2026-11-22")
		v.Token.Kind = c.kind
		if got := gist(Read(m, r, v)); got != c.want {
			t.Errorf("%s %q, reply %q %q: %s, want %s", c.kind, c.was, c.subject, c.text, got, c.want)
		}
	}
	m := fromAna("get 1", "")
	m.InReplyTo = []string{"of@somebody.example"}
	if got := gist(Read(m, harbour(t), pass("ana@harbour.example"))); got != "stray" {
		t.Errorf("a reply to somebody else: %s", got)
	}
}
