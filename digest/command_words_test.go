package digest

import "testing"

func TestCommandWords(t *testing.T) {
	for _, c := range []struct{ lang, line, want string }{
		{"en", "away until 2026-11-27", "away until 2026-11-27"},
		{"id", "away until 2026-11-27", "cuti sampai 2026-11-27"},
		{"id", "away until further notice", "cuti sampai pemberitahuan lebih lanjut"},
		{"id", "hours Mon-Fri 09:00-17:00", "jam kerja Sen-Jum 09:00-17:00"},
		{"id", "hours Mon, Tue, Thu-Sat 09:00-17:00", "jam kerja Sen, Sel, Kam-Sab 09:00-17:00"},
		{"id", "move 2 next", "pindah 2 berikutnya"},
		{"id", "get #14 files", "lihat #14 berkas"},
		{"id", "search next", "cari next"},
		{"id", "help", "bantuan"},
		{"id", "yes 471100", "ya 471100"},
		{"id", "timezone Asia/Jakarta", "zona waktu Asia/Jakarta"},
		{"id", "sing along", "sing along"},
	} {
		if got := localeOf(c.lang).command(c.line); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.lang, c.line, got, c.want)
		}
	}
}
