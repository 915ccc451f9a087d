package index

import (
	"fmt"
	"strings"
)

// SyntaxError says why a query can't be read, so that who wrote it can mend it.
type SyntaxError struct {
	Query   string // what was read, at most MaxQuery characters
	Pos     int    // where the trouble begins, in bytes of Query
	End     int    // where it ends: Query[Pos:End] is the place
	Msg     string // one line, English
	Example string // a query that works, English
	local   string // Msg in Indonesian
	own     bool   // Example is made from the query itself, in whose words it stays
}

// Error is one line.
func (e *SyntaxError) Error() string { return "query: " + e.Msg }

// Reason is Msg in a language of kabar's, "en" or "id".
func (e *SyntaxError) Reason(lang string) string {
	if lang == "id" {
		return e.local
	}
	return e.Msg
}

// Try is Example in a language of kabar's, "en" or "id".
func (e *SyntaxError) Try(lang string) string {
	if lang == "id" && !e.own {
		return indonesian.Replace(e.Example)
	}
	return e.Example
}

// indonesian writes the examples of this file in Indonesian; what is more special
// stands first.
var indonesian = strings.NewReplacer("since:monday", "sejak:senin", "since:", "sejak:",
	"last:2weeks", "terakhir:2minggu", "date:", "tanggal:", "from:", "dari:", " OR ", " ATAU ",
	"kind:decision", "jenis:keputusan", "kind:", "jenis:", "decision:", "keputusan:",
	"status:open", "status:usulan", "has:link", "ada:tautan", "has:", "ada:",
	"sort:best", "urut:terbaik", "sort:", "urut:")

// Text returns the answer for people, in a language of kabar's ("en" or
// "id"): what is wrong, the query with the place between arrows, an example.
func (e *SyntaxError) Text(lang string) string {
	example := "For example: "
	if lang == "id" {
		example = "Contohnya: "
	}
	var b strings.Builder
	b.WriteString(e.Reason(lang) + "\n\n")
	if e.Query != "" {
		marked := e.Query[:e.Pos] + "→" + e.Query[e.Pos:e.End] + "←" + e.Query[e.End:]
		b.WriteString("    " + printed(marked) + "\n\n")
	}
	b.WriteString(example + e.Try(lang) + "\n")
	return b.String()
}

// cause is a reason for which a query is refused or cut, with the words for it
// in English and Indonesian, and an example. A %s stands for the place.
type cause struct{ en, id, example string }

const usual = `postgres from:ana since:monday`

var (
	causeEmpty = cause{
		"There is nothing to look for.",
		"Tidak ada yang dicari.",
		usual,
	}
	causeQuote = cause{
		"This quote is never closed.",
		"Tanda kutip ini tidak ditutup.",
		`"release plan" from:ana`,
	}
	causeOpen = cause{
		"This parenthesis is never closed.",
		"Tanda kurung ini tidak ditutup.",
		`(postgres OR mysql) from:ana`,
	}
	causeStray = cause{
		"This parenthesis was never opened.",
		"Tanda kurung ini tidak pernah dibuka.",
		`(postgres OR mysql) from:ana`,
	}
	causeHollow = cause{
		"There is nothing between these parentheses.",
		"Tidak ada apa-apa di dalam tanda kurung ini.",
		`(postgres OR mysql) from:ana`,
	}
	causeJoin = cause{
		"%s needs something on both sides.",
		"%s perlu sesuatu di kedua sisinya.",
		`postgres OR mysql`,
	}
	causeNot = cause{
		"%s needs something after it.",
		"%s perlu sesuatu setelahnya.",
		`postgres -draft`,
	}
	causeDeep = cause{
		"The parentheses are nested too deeply here.",
		"Tanda kurung di sini terlalu bertumpuk.",
		`(postgres OR mysql) from:ana`,
	}
	causeStar = cause{
		"A * is understood at the end of a word only.",
		"Tanda * hanya dimengerti di akhir kata.",
		`post*`,
	}
	causeShort = cause{
		"Write two letters at least before a *.",
		"Tulis sedikitnya dua huruf sebelum tanda *.",
		`post*`,
	}
	causeStars = cause{
		"Up to 8 words may end in a *.",
		"Paling banyak 8 kata boleh berakhir dengan tanda *.",
		`post* upgr*`,
	}
	causeValue = cause{
		"%s needs something after the colon.",
		"%s perlu sesuatu setelah titik dua.",
		usual,
	}
	causeKey = cause{
		`I don't know "%s" before a colon. To look for the text itself, put it in quotes.`,
		`Saya tidak mengenal "%s" sebelum titik dua. Untuk mencari teksnya, beri tanda kutip.`,
		usual,
	}
	causeNear = cause{
		`I don't know "%s" before a colon; maybe a slip?`,
		`Saya tidak mengenal "%s" sebelum titik dua; mungkin salah ketik?`,
		usual,
	}
	causeAddress = cause{
		"People are found by their name or id, not by an address such as %s.",
		"Orang dicari dengan nama atau id, bukan dengan alamat seperti %s.",
		usual,
	}
	causeNumber = cause{
		`I can't read "%s" as the number of a decision.`,
		`Saya tidak bisa membaca "%s" sebagai nomor keputusan.`,
		"decision:7",
	}
	causeDate = cause{
		`I can't read "%s" as a date.`,
		`Saya tidak bisa membaca "%s" sebagai tanggal.`,
		`since:2026-10-22`,
	}
	causeSpan = cause{
		`I can't read "%s" as a span of time.`,
		`Saya tidak bisa membaca "%s" sebagai rentang waktu.`,
		`last:2weeks`,
	}
	causeRange = cause{
		"This range ends before it begins.",
		"Rentang ini berakhir sebelum dimulai.",
		`date:2026-10..2026-11`,
	}
	causeBig = cause{
		"This query is too long.",
		"Pencarian ini terlalu panjang.",
		usual,
	}

	cutLength = cause{
		en: "Only the first 500 characters of your query were used.",
		id: "Hanya 500 karakter pertama yang dipakai.",
	}
	cutTerms = cause{
		en: "Only the first 32 words of your query were used.",
		id: "Hanya 32 kata pertama yang dipakai.",
	}
)

// choice is the cause for a value that is not one of a closed set.
func choice(key string, table [][]string, example string) cause {
	return cause{
		`I don't know "%s" here. After ` + key + `: you can write ` + taught(table, 0) + `.`,
		`Saya tidak mengenal "%s" di sini. Setelah ` + indonesian.Replace(key+":") +
			` tulis ` + taught(table, 1) + `.`,
		example,
	}
}

// at makes an error of c for the place query[pos:end].
func (c cause) at(query string, pos, end int) *SyntaxError {
	place := shorten(clean(query[pos:end]), 60)
	return &SyntaxError{
		Query: query, Pos: pos, End: end, Example: c.example,
		Msg:   strings.ReplaceAll(c.en, "%s", place),
		local: strings.ReplaceAll(c.id, "%s", place),
	}
}

// Note says, in "en" or "id", what of the query was left out because it was
// too big; "" if nothing was.
func (q Query) Note(lang string) string {
	if lang == "id" {
		return q.cut.id
	}
	return q.cut.en
}

// Missing says, in "en" or "id", that an answer does not know of all entries,
// since the index is being made.
func Missing(lang string, have, all int64) string {
	if lang == "id" {
		return fmt.Sprintf("Indeks pencarian sedang dibuat: baru %d dari %d entri yang dicari.", have, all)
	}
	return fmt.Sprintf("The search index is being made: %d of %d entries were searched.", have, all)
}

// Unread says, in "en" or "id", that some entries can't be read; "" for none.
func Unread(lang string, n int) string {
	switch {
	case n == 0:
		return ""
	case lang == "id":
		return fmt.Sprintf("%d tidak bisa dibaca: kabar verify menunjukkan sebabnya.", n)
	}
	return fmt.Sprintf("%d can't be read: kabar verify says why.", n)
}
