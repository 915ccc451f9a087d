package reply

import (
	"os"
	"strings"
	"testing"

	"kabar/cmd/kabar/racetest"
)

// readTable reads a file of testdata without its comment lines.
func readTable(t *testing.T, name, sep string) []string {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	for _, l := range strings.SplitAfter(string(raw), "\n") {
		if !strings.HasPrefix(l, "# ") {
			kept = append(kept, l)
		}
	}
	var out []string
	for _, s := range strings.Split(strings.Join(kept, ""), sep) {
		if s = strings.TrimSuffix(s, "\n"); s != "" {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		t.Fatalf("%s holds no cases", name)
	}
	return out
}

const (
	fresh  = "That is fine with me.\n\nLet us do it on Monday."
	quoted = "Shall we move the store to the new disk?\n\nIt is getting full, and the old one makes noises.\n\nAna"
)

func TestAttributions(t *testing.T) {
	for _, a := range readTable(t, "attributions.txt", "\n") {
		a = strings.ReplaceAll(a, `\n`, "\n")
		marked := "> " + strings.ReplaceAll(quoted, "\n", "\n> ")
		for _, c := range []struct{ name, in, want string }{
			{"top, no marks", fresh + "\n\n" + a + "\n\n" + quoted + "\n", fresh},
			{"top, marks", fresh + "\n\n" + a + "\n" + marked + "\n", fresh},
			{"top, no blank lines", fresh + "\n" + a + "\n" + quoted + "\n", fresh},
			{"bottom", a + "\n\n" + marked + "\n\n" + fresh + "\n", fresh},
			{"inside", a + "\n" + marked + "\n\n" + fresh + "\n\n> More of it.\n", fresh},
		} {
			if c.name == "top, no blank lines" && !endsInColon(a) && !strings.Contains(a, "wrote") {
				continue // it must stand alone: see attributed.open
			}
			if got := Read(Input{Text: c.in}).Text; got != c.want {
				t.Errorf("%s: %s\n got %q", a, c.name, got)
			}
		}
	}
}

func TestHeaderBlocks(t *testing.T) {
	for _, h := range readTable(t, "headers.txt", "%\n") {
		for _, in := range []string{fresh + "\n\n" + h + "\n\n" + quoted, fresh + "\n\n\n" + h + "\n\n\n" + quoted, fresh + "\n" + h + "\n" + quoted} {
			if got := Read(Input{Text: in}); got.Text != fresh {
				t.Errorf("\n%s\n got %q", h, got.Text)
				break
			}
		}
	}
}

// wrap breaks a line at its blanks, as programs do.
func wrap(s string, width int) string {
	var out []string
	line := ""
	for _, w := range strings.Split(s, " ") {
		switch {
		case line == "":
			line = w
		case len([]rune(line))+1+len([]rune(w)) > width:
			out, line = append(out, line), w
		default:
			line += " " + w
		}
	}
	return strings.Join(append(out, line), "\n")
}

// TestWrappedAttributions wraps every attribution at several widths, with names
// of all kinds in it.
func TestWrappedAttributions(t *testing.T) {
	marked := "> " + strings.ReplaceAll(quoted, "\n", "\n> ")
	names := []string{"Ana Putri", "Maria-Luise van der Hoeven (Harbour Office)", "Putri, Ana [Docks]",
		"ana.putri via parsers-devel", `Ana "Crane" Putri`, "安娜", "Анна Путри", "Ana Putri/JKT/ACME"}
	for i, a := range readTable(t, "attributions.txt", "\n") {
		a = strings.ReplaceAll(a, `\n`, " ")
		for j, name := range names {
			if racetest.On() && (i+j)%len(names) != 0 { // each line, and each name
				continue
			}
			for _, width := range []int{76, 60, 50} {
				b := wrap(strings.ReplaceAll(a, "Ana Putri", name), width)
				if strings.Count(b, "\n") > 2 || !endsInColon(b) && strings.Contains(b, "\n") {
					continue
				}
				for _, in := range []string{fresh + "\n\n" + b + "\n" + marked + "\n", b + "\n" + marked + "\n\n" + fresh} {
					if got := Read(Input{Text: in}).Text; got != fresh {
						t.Errorf("%s\n got %q", b, got)
					}
				}
			}
		}
	}
}
