package intake

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kabar/mail"
	"kabar/mail/auth"
)

// TestMails reads each mail of testdata/mails as it came, with the verdict and
// the token that mail/auth finds in it. A file begins with what is expected, a
// "key: value" a line, then an empty line, then the bytes of the mail:
//
//	want: the act in one line, as gist writes it
//	case: the cases of PROMISES.md it proves
//	member, proof, reason, text, done, next: what the act must say besides
//	sent: the id of a mail of ours that is known
func TestMails(t *testing.T) {
	files, err := filepath.Glob("testdata/mails/*.case")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d mails (%v)", len(files), err)
	}
	key := auth.Key(bytes.Repeat([]byte("k"), 32))
	policy := auth.Policy{AuthservIDs: []string{"mx.harbour.example"}}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".case"), func(t *testing.T) {
			expected, raw := vector(t, file)
			r := harbour(t)
			r.Sent = func(id string) string {
				if id != "" && id == expected["sent"] {
					return "Apa kabar, Ana?\n\nDone:\n\nNext:\n"
				}
				return ""
			}
			m := mail.Parse(raw)
			act := Read(m, r, policy.Judge(m, auth.Find([]auth.Key{key}, m, []string{r.Teams[0].Address})))
			check(t, expected, act)
		})
	}
}

// FuzzRead: any bytes give an act with a reason, the same each time, and only
// a member's mail has an effect.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/mails/*.case")
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds (%v)", err)
	}
	for _, file := range files {
		_, raw := vector(f, file)
		f.Add(raw)
	}
	policy := auth.Policy{AuthservIDs: []string{"mx.harbour.example"}}
	r := harbour(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := mail.Parse(raw)
		v := policy.Judge(m, nil)
		act := Read(m, r, v)
		said := act.Said()
		if said == nil || said.Reason == "" || strings.ContainsAny(said.Reason, "\r\n\x00") {
			t.Fatalf("%s: reason %q", act.Kind(), said.Reason)
		}
		switch act.(type) {
		case *Update, *Comment, *Commands:
			if said.Member == "" || !v.Pass {
				t.Fatalf("%s by nobody", gist(act))
			}
		}
		if again := Read(mail.Parse(raw), r, v); gist(again) != gist(act) {
			t.Fatalf("%s, then %s", gist(act), gist(again))
		}
		if act := Read(m, Roster{Now: arrival}, v); act.Said().Reason == "" {
			t.Fatalf("%s without a reason", gist(act))
		}
	})
}

// vector parts a file of testdata/mails.
func vector(t testing.TB, file string) (expected map[string]string, raw []byte) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, raw, ok := bytes.Cut(data, []byte("\n\n"))
	if !ok || len(raw) == 0 {
		t.Fatal("no empty line, or no mail below it")
	}
	expected = map[string]string{}
	for line := range strings.Lines(string(head)) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		known := []string{"want", "case", "member", "proof", "reason", "text", "done", "next", "sent"}
		if !ok || !slices.Contains(known, name) {
			t.Fatalf("not understood: %s", line)
		}
		expected[name] = value
	}
	if expected["want"] == "" {
		t.Fatal("nothing is wanted")
	}
	return expected, raw
}

func check(t *testing.T, expected map[string]string, act Act) {
	said := act.Said()
	item := func(section string) string {
		for _, s := range said.Result.Sections {
			if s.Name == section {
				return s.Items[0].Text
			}
		}
		return ""
	}
	if got := gist(act); got != expected["want"] {
		t.Errorf("%s, want %s (%s)", got, expected["want"], said.Reason)
	}
	if want, ok := expected["text"]; ok {
		if text, err := strconv.Unquote(want); err != nil || said.Text != text {
			t.Errorf("text %q, want %s", said.Text, want)
		}
	}
	for name, got := range map[string]string{"member": said.Member, "proof": said.Proof,
		"done": item("done"), "next": item("next")} {
		if want, ok := expected[name]; ok && got != want {
			t.Errorf("%s %q, want %q", name, got, want)
		}
	}
	if !strings.Contains(said.Reason, expected["reason"]) {
		t.Errorf("reason %q, want %q in it", said.Reason, expected["reason"])
	}
}
