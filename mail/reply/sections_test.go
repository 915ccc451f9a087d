package reply

import (
	"strings"
	"testing"
)

// show writes sections and decisions on one line.
func show(r Result) string {
	var b strings.Builder
	for _, s := range r.Sections {
		b.WriteString(s.Name + "[")
		for i, it := range s.Items {
			if i > 0 {
				b.WriteString("|")
			}
			b.WriteString(strings.Repeat(">", it.Depth) + it.Text)
		}
		b.WriteString("] ")
	}
	for _, d := range r.Decisions {
		kind := "D["
		if d.Proposed {
			kind = "P["
		}
		b.WriteString(kind + d.Title + "|" + d.Why + strings.TrimSuffix("|"+strings.Join(d.Deciders(), "+"), "|") + "] ")
	}
	return strings.TrimSpace(b.String())
}

func TestSections(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"labels", "Done: a\nNext: b\nBlocked: c", "done[a] next[b] blocked[c]"},
		{"labels on lines of their own", "Done:\n- a\n- b\n\nNext:\n- c", "done[a|b] next[c]"},
		{"bold", "**Done**\n- a\n**Next:** b", "done[a] next[b]"},
		{"stars of plain text", "*Done:*\na\n*Next*\nb", "done[a] next[b]"},
		{"numbered", "1. Done\na\n2. Next\nb", "done[a] next[b]"},
		{"headings", "## Done\n- a\n## Blocked\n- b", "done[a] blocked[b]"},
		{"dash", "Selesai – memperbaiki login\nBesok – rilis", "done[memperbaiki login] next[rilis]"},
		{"german", "Erledigt: a\nAls Nächstes: b\nBlockiert: nichts", "done[a] next[b] blocked[]"},
		{"japanese", "完了：ログイン修正\n次：リリース\nブロック：なし", "done[ログイン修正] next[リリース] blocked[]"},
		{"japanese bullets", "完了：\n・ログイン修正\n･テスト\n障害：\n・なし", "done[ログイン修正|テスト] blocked[]"},
		{"chinese", "完成：修复登录\n下一步：发布\n阻碍：无", "done[修复登录] next[发布] blocked[]"},
		{"french", "Fait : a\nÀ suivre : b\nBloqué : rien", "done[a] next[b] blocked[]"},
		{"spanish", "Hecho: a\nSiguiente: b\nBloqueado: nada", "done[a] next[b] blocked[]"},
		{"portuguese", "Feito: a\nPróximo: b\nBloqueado: nenhum", "done[a] next[b] blocked[]"},
		{"italian", "Fatto: a\nProssimo: b\nBloccato: niente", "done[a] next[b] blocked[]"},
		{"dutch", "Gedaan: a\nVolgende: b\nGeblokkeerd: geen", "done[a] next[b] blocked[]"},
		{"indonesian", "Selesai: a\nBerikutnya: b\nKendala: tidak ada", "done[a] next[b] blocked[]"},
		{"several on a line", "Done: the login. Next: the release; Blocked: no", "done[the login.] next[the release] blocked[]"},
		{"a label after a sentence", "Fixed the login. Next: the release", "done[Fixed the login.] next[the release]"},
		{"indonesian on a line", "Selesai: login, Berikutnya: rilis, Kendala: tidak ada", "done[login] next[rilis] blocked[]"},
		{"japanese on a line", "完了：ログイン。次：リリース", "done[ログイン。] next[リリース]"},
		{"no label in a link or a time", "see http://a.example/next:b, at 10:30, ok", "done[see http://a.example/next:b, at 10:30, ok]"},
		{"unlabelled", "fixed the login", "done[fixed the login]"},
		{"bullets", "- a\n- b", "done[a|b]"},
		{"nested", "Done:\n- a\n  - b\n    - c\n- d", "done[a|>b|>>c|d]"},
		{"wrapped", "- a long item that the mail program wrapped at the end of the line\nand which goes on", "done[a long item that the mail program wrapped at the end of the line and which goes on]"},
		{"greeting and closing", "Hi team,\n\nDone: a\n\nCheers, Ana", "done[a] note[Hi team,|Cheers, Ana]"},
		{"closing with a name", "Done: a\n\nViele Grüße\nJürgen", "done[a] note[Viele Grüße|Jürgen]"},
		{"thanks in a sentence is no closing", "Done: a\nThanks to Ben the build is green", "done[a|Thanks to Ben the build is green]"},
		{"nothing at all", "nothing", "done[]"},
		{"placeholder", "Done: a\nNext: -\nBlocked: n/a", "done[a] next[] blocked[]"},
		{"decision", "Done: a\nDecision: use Postgres\nWhy: we know it", "done[a] D[use Postgres|we know it]"},
		{"two decisions", "Keputusan: a\nAlasan: b\n\nKeputusan: c", "D[a|b] D[c|]"},
		{"decisions as items", "Decisions:\n- a\n- b", "D[a|] D[b|]"},
		{"text after a decision", "Entscheidung: a\nGrund: b\n\nund noch c", "done[und noch c] D[a|b]"},
		{"who decided", "Decision: use Postgres\nWhy: we know it\nWho: Ana, @ben and Jonas Weber", "D[use Postgres|we know it|Ana+ben+Jonas Weber]"},
		{"who decided, indonesian", "Keputusan: pakai Postgres\nSiapa: Ana dan Ben\nAlasan: sudah kenal\n\nKeputusan: b\nSiapa: Citra", "D[pakai Postgres|sudah kenal|Ana+Ben] D[b||Citra]"},
		{"who decided, german", "Entscheidung: a\nWer:\nAna und Ben\n\nerledigt: c", "done[c] D[a||Ana+Ben]"},
		{"a deadline is no name", "Decision: use Go\nWho: Ana\n- Deadline: 1 December\nWhy: fast", "D[use Go|fast Deadline: 1 December|Ana]"},
		{"proposal", "Done: a\nProposal: use Go\nWhy: fast\nWho: @ben", "done[a] P[use Go|fast|ben]"},
		{"proposals as items", "Usulan:\n- a\n- b\nKeputusan: c", "P[a|] P[b|] D[c|]"},
		{"proposal, bold", "**Vorschlag:** a\nGrund: b", "P[a|b]"},
		{"a proposal is no label without a colon", "Done:\n- Proposal - sent to Acme\n- proposal\n- b", "done[Proposal - sent to Acme|proposal|b]"},
		{"proposal under its question", "> Proposal:\nuse Go\n> --\n", "P[use Go|]"},
		{"who is no label elsewhere", "Done: a\nWho: knows", "done[a|Who: knows]"},
		{"stand-up", "Yesterday: a\nToday: b\nBlockers: none", "done[a] next[b] blocked[]"},
		{"stand-up, german", "**Gestern**\n- a\n**Heute**\n- b", "done[a] next[b]"},
		{"three days", "Kemarin: a\nHari ini: b\nBesok: c", "done[a|b] next[c]"},
		{"only today", "Today: a\nTomorrow: b", "done[a] next[b]"},
		{"note", "Done: a\nNote: b", "done[a] note[b]"},
		{"done as an answer", "done", "done[done]"},
		{"a time is no label", "10:30 meeting with Ben", "done[10:30 meeting with Ben]"},
		{"a link is no label", "https://example.com/a", "done[https://example.com/a]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(Read(Input{Text: c.in})); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestSignOff: how a person signs is no item, and doesn't hide "none".
func TestSignOff(t *testing.T) {
	const card = "Ben Vogel\nAcme GmbH\nMusterstr. 1, 10115 Berlin\nTel. +49 30 1234567"
	const prompt = "> Done:\n> Next:\n> Blocked:\n> Answer this mail, in any way you like.\n\n"
	for _, c := range []struct{ name, sender, in, want string }{
		{"none", "Ben Vogel", "Sent the invoices.\nBlocked: none\n\nBen", "done[Sent the invoices.] blocked[] note[Ben]"},
		{"none, nobody known", "", "Sent the invoices.\nBlocked: none\n\nBen", "done[Sent the invoices.] blocked[] note[Ben]"},
		{"nobody known, an answer", "", "Next: the crane\n\nStorage", "next[the crane|Storage]"},
		{"nobody known, a sentence", "", "Blocked: none\n\nStorage moved", "blocked[none|Storage moved]"},
		{"own name", "Ben Vogel", "Done: a\n\nBen", "done[a] note[Ben]"},
		{"small letters, a dash", "Ben Vogel", "Done: a\n\n- ben", "done[a] note[- ben]"},
		{"whole name", "Vogel, Ben", "Done: a\n\nBen Vogel", "done[a] note[Ben Vogel]"},
		{"of somebody else", "Ben Vogel", "Blocked: waiting\n\nAna", "blocked[waiting|Ana]"},
		{"no blank line", "Ben Vogel", "Done:\na\nBen", "done[a|Ben]"},
		{"not at the end", "Ben Vogel", "Done: a\n\nBen\n\nNext: b", "done[a|Ben] next[b]"},
		{"only the name", "Ben Vogel", "Ben", "done[Ben]"},
		{"why", "Ben Vogel", "Decision: use Postgres\nWhy: it works\n\nBen", "note[Ben] D[use Postgres|it works]"},
		{"why, below", "Ben Vogel", prompt + "Decision: use Postgres\nWhy: it works\n\nBen", "note[Ben] D[use Postgres|it works]"},
		{"cheers, small", "Ben Vogel", "Done: a\n\ncheers\nben", "done[a] note[cheers|ben]"},
		{"card", "", "Blocker: keine\n\nMit freundlichen Grüßen\n\n" + card, "blocked[] note[Mit freundlichen Grüßen|" +
			strings.ReplaceAll(card, "\n", "|") + "]"},
		{"best regards", "ben", "Blocked: none\nBest regards,\nben\nCrane 4, pier 12", "blocked[] note[Best regards,|ben|Crane 4, pier 12]"},
		{"label below thanks", "", "Done: a\n\nThanks\n\nNext: b\nBlocked: c", "done[a|Thanks] next[b] blocked[c]"},
		{"items below thanks", "", "Done: a\n\nThanks\n\nBen Vogel\n- moved 4 cranes", "done[a|Thanks|Ben Vogel|moved 4 cranes]"},
		{"a sentence below thanks", "", "Done: a\n\nThanks\n\nBen\nThe crane 4 works again.", "done[a|Thanks|Ben|The crane 4 works again.]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(Read(Input{Text: c.in, Name: c.sender})); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestSectionsUnderQuotedQuestions(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"inline", "On 22/11/26 16:30, Acme wrote:\n> Done:\nfixed it\n> Next:\nship it\n> Blocked:\nnone\n", "done[fixed it] next[ship it] blocked[]"},
		{"only one", "> Done:\n> Next:\n> Blocked:\nwaiting for Ben", "blocked[waiting for Ben]"},
		{"one in the middle", "> Done:\n> Next:\nship it\n> Blocked:\n", "next[ship it]"},
		{"below the whole prompt", "> Done:\n> Next:\n> Blocked:\n> Answer this mail, in any way you like.\n\nfixed it", "done[fixed it]"},
		{"question with plans", "> Next:\n> - you planned: docs\nstill docs\n> Blocked:", "next[still docs]"},
		{"decision under its question", "> Decision:\nuse Postgres\nWhy: we know it\n> --\n", "D[use Postgres|we know it]"},
		{"several answers under one question", "> Done:\na\n> some more words\nb\n> Next:\nc", "done[a|b] next[c]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(Read(Input{Text: c.in})); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestUnlabelled: a section whose text came to the first question by default
// says so.
func TestUnlabelled(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"alone", "fixed the login", "done"},
		{"nothing", "nothing", "done"},
		{"label", "Done: fixed the login", ""},
		{"before another label", "fixed the login\nNext: b", "done"},
		{"before its own label", "fixed the login\nDone: b", ""},
		{"after a decision", "Decision: a\nWhy: b\n\nfixed the login", "done"},
		{"under its question", "> Done:\nfixed it\n> Next:\nship it", ""},
		{"under another question", "> Done:\n> Next:\nship it\n> Blocked:", ""},
		{"below the whole prompt", "> Done:\n> Next:\n> Blocked:\n> Answer this mail, in any way you like.\n\nfixed it", "done"},
		{"greeting and closing", "Hi team,\n\nNext: a\n\nCheers, Ana", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var names []string
			for _, s := range Read(Input{Text: c.in}).Sections {
				if s.Unlabelled {
					names = append(names, s.Name)
				}
			}
			if got := strings.Join(names, " "); got != c.want {
				t.Errorf("unlabelled: %q, want %q", got, c.want)
			}
		})
	}
}

func TestQuestionsOfATeam(t *testing.T) {
	r := Read(Input{Text: "Wins: a\nRisks\nb\nDone: c", Questions: []string{"wins", "risks"}})
	if got, want := show(r), "wins[a] risks[b] done[c]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
