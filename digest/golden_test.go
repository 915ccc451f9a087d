package digest

import "testing"

// TestGoldenPrompts writes the prompts a person can read in testdata.
func TestGoldenPrompts(t *testing.T) {
	ask := func(id, date string) Ask {
		return Ask{Team: harbour(t), Member: member(t, id), Date: day(date), History: lastWeek(t)}
	}
	golden(t, "prompt-id", Prompt(ask("ana", "2026-11-20"), to(t, "ana", "prompt", "2026-11-20", "2026-11-20T09:30")))
	away := ask("ngozi", "2026-11-20")
	away.AwayMail = true
	golden(t, "prompt-en", Prompt(away, to(t, "ngozi", "prompt", "2026-11-20", "2026-11-20T15:30")))

	first := ask("tiago", "2026-11-20")
	first.Team.Questions = []string{"done", "next", "What made you smile?", "mood"}
	golden(t, "prompt-first", Prompt(first, to(t, "tiago", "prompt", "2026-11-20", "2026-11-20T19:30")))
}

// TestGoldenDigests writes the digests of Monday 23 November.
func TestGoldenDigests(t *testing.T) {
	for id, at := range map[string]string{"ben": "2026-11-23T07:30", "ana": "2026-11-23T01:30"} {
		e := Build(Source{Team: harbour(t), Reader: member(t, id), Date: day("2026-11-23"), Now: utc(at),
			Fresh: friday(t), History: lastWeek(t)})
		golden(t, "digest-"+id, e.Draft(to(t, id, "digest", "2026-11-23", at)))
	}
}
