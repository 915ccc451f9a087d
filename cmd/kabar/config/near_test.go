package config

import "testing"

func TestNearest(t *testing.T) {
	words := []string{"imap", "smtp", "port", "password_file", "password_env", "hours"}
	for _, c := range []struct{ s, want string }{
		{"smpt", "smtp"}, {"prot", "port"}, {"IMAP", "imap"}, {"imap", "imap"}, {"pasword_fil", "password_file"},
		{"password-env", "password_env"}, {"hour", "hours"}, {"x", ""}, {"", ""}, {"colour", ""}, {"tls", ""},
	} {
		if got := Nearest(c.s, words); got != c.want {
			t.Errorf("Nearest(%q) = %q, want %q", c.s, got, c.want)
		}
	}
}

func TestGuessClock(t *testing.T) {
	for _, c := range []struct{ s, want string }{
		{"9", "09:00"}, {"9am", "09:00"}, {"9:30 PM", "21:30"}, {"12am", "00:00"}, {"12pm", "12:00"},
		{"16.30", "16:30"}, {"16h30", "16:30"}, {"8h", "08:00"}, {"1630", "16:30"}, {"24:00", "23:59"},
		{"25:00", ""}, {"9:75", ""}, {"noon", ""}, {"", ""}, {"-1", ""}, {"13pm", "13:00"},
	} {
		if got := guessClock(c.s); got != c.want {
			t.Errorf("guessClock(%q) = %q, want %q", c.s, got, c.want)
		}
	}
}
