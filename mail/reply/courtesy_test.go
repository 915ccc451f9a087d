package reply

import "testing"

func TestOnlyManners(t *testing.T) {
	for text, want := range map[string]bool{
		"Hi team,":                     true,
		"Hello Ben!":                   true,
		"Thanks, Ben":                  true,
		"Thanks":                       true,
		"Cheers,\nAna":                 true,
		"Viele Grüße":                  true,
		"Viele Grüße\nAna Putri":       true,
		"Mit freundlichen Grüßen, Ana": true,
		"Hallo zusammen,":              true,
		"Bonjour à tous":               true,
		"Halo semua":                   true,
		"Terima kasih, Pak Budi":       true,
		"お疲れ様です。":                      true,
		"大家好！":                         true,
		"Привет":                       true,
		"Ana":                          true,
		"ana putri":                    true,

		"":                                  false,
		"Ben":                               false, // somebody else's name is a word to them
		"Thanks for fixing the build":       false,
		"Thanks, the build is green":        false,
		"Danke für die Hilfe":               false,
		"Best of all: it works":             false,
		"Hi Ben, can you look?":             false,
		"Good morning. The server is down.": false,
		"Hallo Server antwortet nicht":      false,
		"See you on Monday":                 false,
		"Terima kasih sudah dibantu":        false,
		"Thanks\nand one more thing":        false,
		"Hi https://example.org":            false,
		"Ana is ill":                        false,
	} {
		if got := OnlyManners(text, "Ana Putri"); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
