package main

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"kabar/digest"
	"kabar/mail"
	"kabar/mail/auth"
	"kabar/mail/intake"
	"kabar/store/team"
)

// TestTaughtWords: every command that an answer teaches is understood as the
// same one in every language, in a mail of its own.
func TestTaughtWords(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	ana := team.Member{ID: "ana", Name: "Ana", Addresses: []string{"ana@acme.example"},
		Zone: time.UTC, Days: 127, From: 9 * 60, To: 17 * 60, Prompt: 20 * 60, Digest: 20 * 60}
	tm := team.Team{ID: "acme", Name: "Acme", Address: "kabar@acme.example", Zone: time.UTC,
		Questions: []string{"done", "next", "blocked"}}
	var parts []digest.Part
	for _, near := range []string{"away until 2026-12-03", "away until further notice",
		"away 2026-12-03 - 2026-12-05", "hours mon-fri 09:00-17:00", "timezone Europe/Berlin",
		"move 2 next", "move 2 blocked", "move 1 note", "drop 3", "undo", "accept 7", "reject 7",
		"withdraw 7", "supersede 7: use SQLite", "decision 7", "decisions", "get #14",
		"search postgres from:ana", "language id", "prompt 16:30", "digest 08:30"} {
		parts = append(parts, digest.Unknown{Line: "x", Near: near})
	}
	parts = append(parts, digest.Help{}, digest.Confirm{Say: "yes 471100"},
		digest.Changed{What: "hours", Before: ana}, digest.Changed{What: "back"})
	names := map[string][]string{}
	for _, lang := range []string{"en", "id"} {
		ana.Lang = lang
		tm.Members = []team.Member{ana}
		text := digest.Answer{Team: tm, Reader: ana, Now: now, Parts: parts}.
			Draft(digest.Envelope{Date: now}).Text
		for _, m := range taught.FindAllStringSubmatch(text, -1) {
			line := strings.Join(strings.Fields(m[1]), " ")
			msg := &mail.Message{From: []mail.Address{{Addr: "ana@acme.example"}}, FromFields: 1,
				Subject: "kabar", Text: line}
			act := intake.Read(msg, intake.Roster{Teams: []team.Team{tm}, Trusted: true, Known: true,
				Now: now}, auth.Verdict{From: "ana@acme.example", Pass: true})
			c, ok := act.(*intake.Commands)
			if !ok || len(c.List) != 1 || c.List[0].Name == "" || c.List[0].Wrong {
				t.Errorf("%s: %q is taught, and read as %s (%s)", lang, line, act.Kind(), act.Said().Reason)
				continue
			}
			if c.List[0].Name == "move" {
				if _, _, err := readRepair(c.List[0], 3, tm.Questions); err != nil {
					t.Errorf("%s: %q: %v", lang, line, err)
				}
			}
			names[lang] = append(names[lang], c.List[0].Name)
		}
	}
	if len(names["en"]) < 40 || strings.Join(names["en"], " ") != strings.Join(names["id"], " ") {
		t.Errorf("not the same commands:\n%v\n%v", names["en"], names["id"])
	}
}

// taught is a command in an answer, which may be wrapped.
var taught = regexp.MustCompile("`([^`]+)`")
