package intake

// form is one command: what it is called and what may stand behind it.
type form struct {
	name  string                    // canonical
	words []string                  // in lower case; English, then Indonesian, then what else people try
	fits  func(c call, p place) fit // is it meant as this command?
	sets  bool                      // it changes something: see Command.Changes
	above bool                      // it may stand above an update, in one mail: "away until Friday"
}

// fit is how sure it is that a line is meant as a command.
type fit int

const (
	never fit = iota // it is prose
	loose            // an attempt, such as "timezone Atlantis": a command where no update is expected
	exact            // a command, if it is all there is in the mail
	sure             // a command even above other text
)

// forms is all commands. To add one, add a row; cmd/kabar carries it out by its
// name. The order decides only where one line fits two rows.
var forms = []form{
	{name: "help", words: []string{"help", "bantuan", "tolong", "?"}, fits: fitsHelp},
	{name: "search", words: []string{"search", "find", "cari", "search for", "look for"}, fits: fitsQuery},
	{name: "get", words: []string{"get", "lihat", "show"}, fits: fitsGet},
	{name: "thread", words: []string{"thread", "utas"}, fits: fitsNumber},
	{name: "more", words: []string{"more", "lagi", "selengkapnya"}, fits: fitsAlone},
	{name: "decisions", words: []string{"decisions", "keputusan"}, fits: fitsDecisions},
	{name: "decision", words: []string{"decision", "keputusan"}, fits: fitsNumber},
	{name: "who", words: []string{"who", "who is who", "siapa", "siapa saja"}, fits: fitsAlone},
	{name: "status", words: []string{"status"}, fits: fitsAlone},
	{name: "mydata", words: []string{"mydata", "my data", "data saya", "dataku"}, fits: fitsAlone},

	{name: "accept", words: []string{"accept", "terima", "setujui"}, fits: fitsVote, sets: true},
	{name: "reject", words: []string{"reject", "tolak"}, fits: fitsVote, sets: true},
	{name: "withdraw", words: []string{"withdraw", "tarik"}, fits: fitsVote, sets: true},
	{name: "supersede", words: []string{"supersede", "ganti", "gantikan"}, fits: fitsSupersede, sets: true},

	{name: "away", words: []string{"away", "off", "ooo", "vacation", "cuti", "libur"},
		fits: fitsAway, sets: true, above: true},
	{name: "back", words: []string{"back", "i'm back", "i am back", "im back", "kembali", "sudah kembali",
		"saya kembali"}, fits: fitsBack, sets: true, above: true},
	{name: "timezone", words: []string{"timezone", "time zone", "tz", "zona", "zona waktu"},
		fits: fitsZone, sets: true, above: true},
	{name: "hours", words: []string{"hours", "working hours", "jam", "jam kerja"},
		fits: fitsHours, sets: true, above: true},
	{name: "prompt", words: []string{"prompt", "prompt time", "prompt at", "jam tanya"},
		fits: fitsClock, sets: true, above: true},
	{name: "digest", words: []string{"digest", "digest time", "digest at", "rangkuman"},
		fits: fitsClock, sets: true, above: true},
	{name: "language", words: []string{"language", "lang", "bahasa"}, fits: fitsLang, sets: true, above: true},
	{name: "pause", words: []string{"pause", "jeda", "unsubscribe", "unsubscribe me", "stop", "berhenti"},
		fits: fitsAlone, sets: true},
	{name: "resume", words: []string{"resume", "lanjut", "lanjutkan", "subscribe", "start", "mulai"},
		fits: fitsResume, sets: true},

	{name: "undo", words: []string{"undo", "urungkan"}, fits: fitsAlone, sets: true},
	{name: "move", words: []string{"move", "pindah", "pindahkan"}, fits: fitsMove, sets: true, above: true},
	{name: "drop", words: []string{"drop", "hapus", "delete"}, fits: fitsNumbers, sets: true, above: true},

	// What is answered to "shall I really?". It changes nothing by itself: what
	// waits for it was asked for before.
	{name: "confirm", words: []string{"confirm", "konfirmasi", "yes", "ya", "y", "ok", "oke"}, fits: fitsConfirm},
	{name: "cancel", words: []string{"cancel", "no", "n", "tidak", "batal"}, fits: fitsCancel},
}

// commandWords is every word of every form that has at least three letters, in
// the order of the table: what a misspelled one is compared with.
var commandWords = func() (words []string) {
	for _, f := range forms {
		for _, w := range f.words {
			if len(w) >= 3 {
				words = append(words, w)
			}
		}
	}
	return words
}()

// formOf is the canonical name for each word.
var formOf = func() map[string]string {
	names := map[string]string{}
	for _, f := range forms {
		for _, w := range f.words {
			if names[w] == "" {
				names[w] = f.name
			}
		}
	}
	return names
}()
