package intake

import "sync"

// form is one command: what it is called and what may stand behind it.
type form struct {
	name    string                    // canonical
	words   []string                  // lower case; English, Indonesian, what else people try
	fits    func(c call, p place) fit // is it meant as this command?
	sets    bool                      // it changes something: see Command.Changes
	example string                    // a whole command that is understood; "": see attempt
	above   bool                      // it may stand above an update: "away until Friday"
}

// fit is how sure it is that a line is meant as a command.
type fit int

const (
	never fit = iota // it is prose
	loose            // an attempt ("timezone Atlantis"): a command where no update is expected
	exact            // a command, if it is all there is in the mail
	sure             // a command even above other text
)

// forms is all commands. To add one, add a row; cmd/kabar carries it out by its
// name. The order decides only where one line fits two rows.
var forms = []form{
	{name: "help", fits: fitsHelp, example: "help",
		words: []string{"help", "bantuan", "tolong", "?"}},
	{name: "search", fits: fitsQuery, example: "search postgres",
		words: []string{"search", "find", "cari", "search for", "look for"}},
	{name: "best", fits: fitsBest,
		words: []string{"best", "terbaik"}},
	{name: "get", fits: fitsGet, example: "get 14",
		words: []string{"get", "lihat", "show"}},
	{name: "thread", fits: fitsThread, example: "thread 14",
		words: []string{"thread", "utas"}},
	{name: "more", fits: fitsAlone, example: "more",
		words: []string{"more", "lagi", "selengkapnya"}},
	{name: "decisions", fits: fitsDecisions, example: "decisions",
		words: []string{"decisions", "keputusan", "list decisions", "show decisions",
			"daftar keputusan"}},
	{name: "decision", fits: fitsNumber, example: "decision 7",
		words: []string{"decision", "keputusan"}},
	{name: "who", fits: fitsAlone, example: "who",
		words: []string{"who", "who is who", "who is away", "who's away", "siapa", "siapa saja"}},
	{name: "status", fits: fitsAlone, example: "status",
		words: []string{"status"}},
	{name: "mydata", fits: fitsAlone, example: "mydata",
		words: []string{"mydata", "my data", "data saya", "dataku"}},

	{name: "accept", fits: fitsVote, sets: true, example: "accept 7",
		words: []string{"accept", "terima", "setujui"}},
	{name: "reject", fits: fitsVote, sets: true, example: "reject 7",
		words: []string{"reject", "tolak"}},
	{name: "withdraw", fits: fitsVote, sets: true, example: "withdraw 7",
		words: []string{"withdraw", "tarik"}},
	{name: "supersede", fits: fitsSupersede, sets: true, example: "supersede 7: use SQLite",
		words: []string{"supersede", "ganti", "gantikan"}},

	{name: "away", fits: fitsAway, sets: true, above: true, example: "away tomorrow",
		words: []string{"away", "off", "ooo", "vacation", "cuti", "libur", "i'm away", "i am away",
			"i'm off", "i am off", "saya cuti", "saya libur"}},
	{name: "back", fits: fitsBack, sets: true, above: true, example: "back",
		words: []string{"back", "i'm back", "i am back", "im back", "kembali",
			"sudah kembali", "saya kembali"}},
	{name: "timezone", fits: fitsZone, sets: true, above: true, example: "timezone Asia/Jakarta",
		words: []string{"timezone", "time zone", "tz", "zona", "zona waktu"}},
	{name: "hours", fits: fitsHours, sets: true, above: true, example: "hours mon-fri 09:00-17:00",
		words: []string{"hours", "working hours", "jam", "jam kerja"}},
	{name: "prompt", fits: fitsClock, sets: true, above: true, example: "prompt 16:30",
		words: []string{"prompt", "prompt time", "prompt at", "jam tanya"}},
	{name: "digest", fits: fitsClock, sets: true, above: true, example: "digest 08:30",
		words: []string{"digest", "digest time", "digest at", "rangkuman"}},
	{name: "language", fits: fitsLang, sets: true, above: true, example: "language en",
		words: []string{"language", "lang", "bahasa"}},
	{name: "pause", fits: fitsAlone, sets: true, example: "pause",
		words: []string{"pause", "jeda", "unsubscribe", "unsubscribe me", "stop", "berhenti",
			"unsubscribe from this list", "unsubscribe me from this list", "remove me",
			"remove me from this list", "stop mailing me", "stop emailing me",
			"berhenti berlangganan"}},
	{name: "away", fits: fitsPause, sets: true, above: true, example: "away tomorrow",
		words: []string{"pause", "jeda"}},
	{name: "resume", fits: fitsResume, sets: true, example: "resume",
		words: []string{"resume", "lanjut", "lanjutkan", "subscribe", "start", "mulai"}},

	{name: "undo", fits: fitsAlone, sets: true, example: "undo",
		words: []string{"undo", "urungkan"}},
	{name: "move", fits: fitsMove, sets: true, above: true, example: "move 2 next",
		words: []string{"move", "pindah", "pindahkan"}},
	{name: "drop", fits: fitsNumbers, sets: true, above: true, example: "drop 3",
		words: []string{"drop", "hapus", "delete"}},

	// What is answered to "shall I really?". It changes nothing by itself: what
	// waits for it was asked for before.
	{name: "confirm", fits: fitsConfirm,
		words: []string{"confirm", "konfirmasi", "yes", "ya", "y", "ok", "oke"}},
	{name: "cancel", fits: fitsCancel,
		words: []string{"cancel", "no", "n", "tidak", "batal"}},
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

// longestWord is how many bytes the longest word of a form has.
var longestWord = func() (longest int) {
	for _, f := range forms {
		for _, w := range f.words {
			longest = max(longest, len(w))
		}
	}
	return longest
}()

// formWord is a word of a form.
type formWord struct {
	*form
	word string
}

// formsBy is the words of all forms by their first byte: each line of each update
// is compared with them.
var formsBy = sync.OnceValue(func() *[256][]formWord {
	by := new([256][]formWord)
	for i := range forms {
		for _, w := range forms[i].words {
			by[w[0]] = append(by[w[0]], formWord{&forms[i], w})
		}
	}
	return by
})

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
