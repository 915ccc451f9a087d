package store

import (
	"strings"
	"testing"
)

func TestFiles(t *testing.T) {
	s := mustOpen(t, storeOf(t, forgetful()))
	folders := s.Folders()
	if got := strings.Join(folders, " "); got != "acme/updates/2026 acme/decisions zoo/updates/2026 zoo/decisions" {
		t.Errorf("folders: %s", got)
	}
	said := ""
	for _, folder := range folders {
		for _, f := range s.Files(folder) {
			if f.Size == 0 || f.Time.IsZero() {
				t.Errorf("%+v", f)
			}
			entries, err := s.In(f.Path)
			if err != nil {
				t.Fatal(err)
			}
			said += texts(entries) + "; "
		}
	}
	if want := "2:two; 6:four 9:seven 10:eight; 3:#1-Use Postgres; 5:#2-Go home; 7:five; "; said != want {
		t.Errorf("%q, want %q", said, want)
	}
}
