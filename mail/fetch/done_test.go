package fetch_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kabar/mail/fetch"
	"kabar/mail/fetch/imaptest"
)

// boxes tells how many mails lie in INBOX and Archive.
func boxes(s *imaptest.Server) string {
	return fmt.Sprint(len(s.Messages("team", "INBOX")), len(s.Messages("team", "Archive")))
}

func TestDoneFlags(t *testing.T) {
	s, c := newServer(t)
	fill(t, s, 1, 3)
	i := dial(t, c)
	if err := i.Done(t.Context(), epoch(t, i), nil); err != nil {
		t.Fatal(err)
	}
	if err := i.Done(t.Context(), epoch(t, i), []uint32{3, 1, 99}); err != nil {
		t.Fatal(err)
	}
	items, _ := s.Items("team", "INBOX")
	for n, want := range []bool{true, false, true} {
		flags := strings.ToLower(strings.Join(items[n].Flags, " "))
		if got := strings.Contains(flags, `\seen`) && strings.Contains(flags, "$kabar"); got != want {
			t.Errorf("mail %d has flags %q", n+1, flags)
		}
	}
	if i.Notices() != nil {
		t.Error("nothing to notice")
	}
}

func TestDoneMoves(t *testing.T) {
	for _, lacks := range [][]string{nil, {"MOVE"}, {"UIDPLUS"}} {
		s, c := newServer(t, lacks...)
		c.Archive = "Archive"
		fill(t, s, 1, 505) // more than one portion
		i := dial(t, c)
		mails, next := after(t, i, fetch.Cursor{})
		if err := i.Done(t.Context(), mails[0].Cursor.Validity, uids(mails)[:502]); err != nil {
			t.Fatal(err)
		}
		if got := boxes(s); got != "3 502" {
			t.Errorf("without %v: %s", lacks, got)
		}
		if mails, _ := after(t, i, next); len(mails) != 0 {
			t.Errorf("moving made %d mails new", len(mails))
		}
		i.Close()
	}
}

// TestDoneWithoutSafeMove: then mail is flagged and stays.
func TestDoneWithoutSafeMove(t *testing.T) {
	s, c := newServer(t, "MOVE", "UIDPLUS")
	c.Archive = "Archive"
	fill(t, s, 1, 2)
	i := dial(t, c)
	for range 2 {
		if err := i.Done(t.Context(), epoch(t, i), []uint32{1, 2}); err != nil {
			t.Fatal(err)
		}
	}
	if got := boxes(s); got != "2 0" {
		t.Errorf("INBOX and Archive: %s", got)
	}
	if n := i.Notices(); len(n) != 1 || !strings.Contains(n[0], "flagged only") {
		t.Errorf("notices: %q", n)
	}
}

// TestG23ArchiveMissing: with MOVE and without, mail stays and the link lives,
// and Tidy moves it once the folder is there.
func TestG23ArchiveMissing(t *testing.T) {
	for _, lacks := range [][]string{nil, {"MOVE"}} {
		s, c := newServer(t, lacks...)
		c.Archive = "Done"
		fill(t, s, 1, 10)
		i := dial(t, c)
		err := i.Done(t.Context(), epoch(t, i), []uint32{1, 2, 3})
		if kind(err) != "folder" || !strings.Contains(hint(err), "stays in the inbox") {
			t.Errorf("without %v: %v", lacks, err)
		}
		if mails, _ := after(t, i, fetch.Cursor{}); len(mails) != 10 {
			t.Errorf("without %v: %d mails left", lacks, len(mails))
		}
		if err := i.Tidy(t.Context()); kind(err) != "folder" {
			t.Errorf("tidy: %v", err)
		}
		if err := s.Create("team", "Done"); err != nil {
			t.Fatal(err)
		}
		if err := i.Tidy(t.Context()); err != nil {
			t.Errorf("tidy: %v", err)
		}
		if in, out := len(s.Messages("team", "INBOX")), len(s.Messages("team", "Done")); in != 7 || out != 3 {
			t.Errorf("without %v: %d and %d", lacks, in, out)
		}
		if err := i.Tidy(t.Context()); err != nil {
			t.Errorf("tidy with nothing to do: %v", err)
		}
	}
}

func TestDoneFaults(t *testing.T) {
	copyOnly := strings.ReplaceAll(hello, "IDLE MOVE UIDPLUS", "UIDPLUS")
	store := "C: UID STORE 1:2 +FLAGS.SILENT (\\Seen $Kabar)\n" + ok
	readOnly := strings.ReplaceAll(hello, "READ-WRITE", "READ-ONLY")
	noFlags := strings.ReplaceAll(hello, "S: * 3 EXISTS", "S: * 3 EXISTS\nS: * OK [PERMANENTFLAGS (\\Deleted)] .")
	seenOnly := strings.ReplaceAll(hello, "S: * 3 EXISTS", "S: * 3 EXISTS\nS: * OK [PERMANENTFLAGS (\\Seen \\Deleted)] .")
	anyWord := strings.ReplaceAll(hello, "S: * 3 EXISTS", "S: * 3 EXISTS\nS: * OK [PERMANENTFLAGS (\\Seen \\*)] .")
	tests := []struct {
		name, dialogue, archive string
		kind                    string
		notice                  string
	}{
		{"G22 read-only", readOnly, "Archive", "", "read-only"},
		{"G22 STORE refused", hello + "C: UID STORE\nS: $ NO [NOPERM] not yours\n", "", "", "not yours"},
		{"G22 no flag is kept", noFlags, "", "", "keeps no flags"},
		{"our keyword is not kept", seenOnly + "C: UID STORE 1:2 +FLAGS.SILENT (\\Seen)\n" + ok, "", "", ""},
		{"any keyword is kept", anyWord + store, "", "", ""},
		{"G23 over quota", hello + store + "C: UID MOVE 1:2 \"Archive\"\nS: $ NO [OVERQUOTA] full\n", "Archive", "folder", ""},
		// The library's own Move would have expunged here.
		{"COPY fails", copyOnly + store + "C: UID COPY 1:2 \"Archive\"\nS: $ NO [TRYCREATE] no such folder\n", "Archive", "folder", ""},
		{"only what was copied is removed", copyOnly + store + "C: UID COPY 1:2 \"Archive\"\nS: $ OK [COPYUID 9 2 77] .\n" +
			"C: UID STORE 2 +FLAGS.SILENT (\\Deleted)\n" + ok + "C: UID EXPUNGE 2\n" + ok, "Archive", "", ""},
		{"link lost at COPY", copyOnly + store + "C: UID COPY\nclose", "Archive", "network", ""},
		{"link lost at STORE", hello + "C: UID STORE\nclose", "Archive", "network", ""},
		{"link lost at MOVE", hello + store + "C: UID MOVE\nS: * BYE maintenance\nclose", "Archive", "network", ""},
	}
	for _, test := range tests {
		t.Run(strings.ReplaceAll(test.name, " ", "_"), func(t *testing.T) {
			s, c := play(t, test.dialogue)
			c.Archive = test.archive
			i := dial(t, c)
			err := i.Done(t.Context(), 7, []uint32{1, 2})
			if kind(err) != test.kind {
				t.Errorf("error: %v", err)
			}
			if n := strings.Join(i.Notices(), "; "); (n == "") != (test.notice == "") || !strings.Contains(n, test.notice) {
				t.Errorf("notices: %q", n)
			}
			i.Close()
			if slices.ContainsFunc(s.Heard(), func(l string) bool { return strings.HasSuffix(l, " EXPUNGE") }) {
				t.Error("a bare EXPUNGE")
			}
		})
	}
}

func TestHas(t *testing.T) {
	s, c := newServer(t)
	for _, id := range []string{"one@kabar.example", "two@kabar.example"} {
		raw := "Message-ID: <" + id + ">\r\nSubject: x\r\n\r\ntext <body@kabar.example>\r\n"
		if err := s.Append("team", "Sent", []byte(raw), arrived); err != nil {
			t.Fatal(err)
		}
	}
	fill(t, s, 1, 1)
	i := dial(t, c)
	for _, test := range []struct {
		folder, id string
		want       bool
		kind       string
	}{
		{"Sent", "one@kabar.example", true, ""},
		{"Sent", "two@kabar.example", true, ""},
		{"Sent", "one@kabar.exampl", false, ""}, // a part of an id is not the id
		{"Sent", "body@kabar.example", false, ""},
		{"Sent", "three@kabar.example", false, ""},
		{"", "one@kabar.example", true, ""},
		{"INBOX", "one@kabar.example", false, ""},
		{"Outbox", "one@kabar.example", false, "folder"},
		{"Sent", "x\r\nT9 LOGOUT", false, "config"},
		{"Sent", "größe@kabar.example", false, "config"},
		{"Sent", "", false, "config"},
	} {
		got, err := i.Has(t.Context(), test.folder, test.id)
		if got != test.want || kind(err) != test.kind {
			t.Errorf("Has(%q, %q) = %v, %v", test.folder, test.id, got, err)
		}
	}
	// The inbox itself is as it was.
	if err := i.Done(t.Context(), epoch(t, i), []uint32{1}); err != nil {
		t.Error(err)
	}
	if mails, _ := after(t, i, fetch.Cursor{}); len(mails) != 1 {
		t.Errorf("%d mails", len(mails))
	}
}

// TestHasFindsTheSentFolder by its mark, else by its name.
func TestHasFindsTheSentFolder(t *testing.T) {
	special := strings.ReplaceAll(hello, "IDLE MOVE UIDPLUS", "SPECIAL-USE LIST-EXTENDED")
	for _, test := range []struct{ dialogue, folder string }{
		{special + "C: LIST \"\" \"*\" RETURN (SPECIAL-USE)\n" +
			"S: * LIST () \"/\" Sent\nS: * LIST (\\HasNoChildren \\Sent) \"/\" Gesendet\n" + ok, "\"Gesendet\""},
		{hello + "C: LIST \"\" \"*\"\nS: * LIST () \".\" INBOX\nS: * LIST () \".\" \"INBOX.Sent Items\"\n" + ok,
			"\"INBOX.Sent Items\""},
	} {
		found := "C: EXAMINE " + test.folder + "\nS: $ OK [READ-ONLY] .\n" +
			"C: UID SEARCH HEADER \"Message-ID\" \"<a@b>\"\nS: * SEARCH 5\n" + ok
		_, c := play(t, test.dialogue+found)
		if has, err := dial(t, c).Has(t.Context(), "", "a@b"); !has || err != nil {
			t.Errorf("%s: %v, %v", test.folder, has, err)
		}
	}
	_, c := play(t, hello+"C: LIST\nS: * LIST () NIL INBOX\n"+ok)
	if _, err := dial(t, c).Has(t.Context(), "", "a@b"); kind(err) != "folder" {
		t.Error(err)
	}
}

func TestFolders(t *testing.T) {
	s, c := newServer(t)
	if err := s.Create("team", "Größe 日本 & co"); err != nil {
		t.Fatal(err)
	}
	i := dial(t, c)
	names, err := i.Folders(t.Context())
	if err != nil || fmt.Sprintf("%q", names) != `["Archive" "Größe 日本 & co" "INBOX" "Sent"]` {
		t.Errorf("%q, %v", names, err)
	}
	c.Folder = "Größe 日本 & co"
	dial(t, c)
	c.Folder = "Nowhere"
	if _, err := fetch.Dial(t.Context(), c); kind(err) != "folder" ||
		!strings.Contains(hint(err), "Archive, Größe 日本 & co, INBOX, Sent") {
		t.Errorf("%v; hint: %s", err, hint(err))
	}
}
