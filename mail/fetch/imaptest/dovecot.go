package imaptest

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"kabar/mail/realtest"
)

// DovecotPassword is everybody's password at a Dovecot.
const DovecotPassword = "s3cret"

// Dovecot is a real Dovecot with folders, ports and an authority of its own.
// It has a mailbox for whoever logs in: INBOX, Archive and Gesendet (the Sent
// folder).
type Dovecot struct {
	Port    int    // plain text, and STARTTLS
	TLSPort int    // TLS from the first byte
	Cert    *Cert  // for localhost and 127.0.0.1
	Home    string // <user>/Maildir in it is a user's INBOX
	Login   string // a socket on which Postfix can ask who may log in

	t        realtest.TB
	dir      string
	program  string
	uid, gid int // whose the mail is
	cmd      *exec.Cmd
	out      bytes.Buffer
}

// StartDovecot runs one until the test ends. It skips the test with a line that
// says why if there is none; with KABAR_REAL=must in the environment, as in
// .ci/run, that is a failure.
func StartDovecot(t realtest.TB) *Dovecot {
	t.Helper()
	d := &Dovecot{t: t, Port: realtest.Port(), TLSPort: realtest.Port(), program: realtest.Program("dovecot")}
	if d.program == "" {
		realtest.Missing(t, "dovecot is not installed: apt-get install dovecot-imapd")
	}
	var err error
	// Not t.TempDir: that is too long for the names of sockets.
	if d.dir, err = os.MkdirTemp("", "kabar"); err != nil {
		t.Fatalf("%v", err)
	}
	t.Cleanup(func() { os.RemoveAll(d.dir) })
	d.Home, d.Login = filepath.Join(d.dir, "home"), filepath.Join(d.dir, "run", "login-postfix")
	if err := d.furnish(); err != nil {
		t.Fatalf("dovecot: %v", err)
	}
	t.Cleanup(func() {
		d.Stop()
		if t.Failed() {
			text, _ := os.ReadFile(filepath.Join(d.dir, "log"))
			t.Logf("dovecot said: %s\n%s", d.out.String(), text)
		}
	})
	d.Start()
	return d
}

// furnish writes the config and makes the folders.
func (d *Dovecot) furnish() error {
	me, err := user.Current()
	if err != nil {
		return err
	}
	// Who is not root runs it all under the own name, without chroot.
	mail, group, internal, greeter, root, greeterRoot := me, me.Gid, me.Username, me.Username, "", ""
	if g, err := user.LookupGroupId(me.Gid); err == nil {
		group = g.Name
	}
	if me.Uid == "0" {
		group, internal, greeter, root, greeterRoot = "dovecot", "dovecot", "dovenull", "empty", "login"
		if mail, err = user.Lookup("nobody"); err != nil {
			return err
		}
	}
	d.uid, _ = strconv.Atoi(mail.Uid)
	d.gid, _ = strconv.Atoi(mail.Gid)
	if d.Cert, err = NewCert(certEnd); err != nil {
		return err
	}
	conf := strings.NewReplacer(
		"$DIR", d.dir, "$PORT", strconv.Itoa(d.Port), "$TLS_PORT", strconv.Itoa(d.TLSPort),
		"$INTERNAL", internal, "$GROUP", group, "$UID", mail.Uid, "$GID", mail.Gid,
		"$GREETER_ROOT", greeterRoot, "$GREETER", greeter, "$ROOT", root,
	).Replace(dovecotConf)
	return errors.Join(
		os.Chmod(d.dir, 0o755), // others than us work in it
		os.WriteFile(filepath.Join(d.dir, "cert.pem"), d.Cert.Cert, 0o644),
		os.WriteFile(filepath.Join(d.dir, "key.pem"), d.Cert.Key, 0o644),
		os.WriteFile(filepath.Join(d.dir, "conf"), []byte(conf), 0o644),
		os.Mkdir(d.Home, 0o755),
		os.Chown(d.Home, d.uid, d.gid),
	)
}

// certEnd is far enough for a test. No clock is read here.
var certEnd = time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)

// Start brings the server up again after Stop, on the same ports.
func (d *Dovecot) Start() {
	d.t.Helper()
	d.cmd = exec.Command(d.program, "-F", "-c", filepath.Join(d.dir, "conf"))
	d.cmd.Stdout, d.cmd.Stderr = &d.out, &d.out
	if err := d.cmd.Start(); err != nil {
		d.t.Fatalf("dovecot: %v", err)
	}
	realtest.Until(d.t, "dovecot comes up", func() bool {
		return realtest.Listening(d.Port) && realtest.Listening(d.TLSPort)
	})
}

// Stop ends the server as systemd would, with all who are logged in. Asked
// alone, Dovecot would let them work on for half a minute.
func (d *Dovecot) Stop() {
	if d.cmd == nil || d.cmd.ProcessState != nil {
		return
	}
	// That they end is seen by Wait; one may be gone already.
	_ = d.cmd.Process.Signal(syscall.SIGTERM)
	for _, pid := range children(d.cmd.Process.Pid) {
		if p, err := os.FindProcess(pid); err == nil {
			_ = p.Signal(syscall.SIGTERM)
		}
	}
	_ = d.cmd.Wait()
}

// children finds the processes that a process has started, on Linux.
func children(parent int) (pids []int) {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, name := range stats {
		text, _ := os.ReadFile(name) // "12 (name) S 1 …"; it may have ended meanwhile
		pid, _, _ := strings.Cut(string(text), " ")
		rest := strings.Fields(string(text)[strings.LastIndexByte(string(text), ')')+1:])
		if len(rest) > 1 && rest[1] == strconv.Itoa(parent) {
			n, _ := strconv.Atoi(pid)
			pids = append(pids, n)
		}
	}
	return pids
}

// Admin runs doveadm.
func (d *Dovecot) Admin(args ...string) {
	d.t.Helper()
	args = append([]string{"-c", filepath.Join(d.dir, "conf")}, args...)
	if out, err := exec.Command(realtest.Program("doveadm"), args...).CombinedOutput(); err != nil {
		d.t.Fatalf("doveadm %q: %v: %s", args, err, out)
	}
}

// Client is another mail program, logged in as a user. Log it out.
func (d *Dovecot) Client(user string) *imapclient.Client {
	d.t.Helper()
	c, err := imapclient.DialInsecure(fmt.Sprintf("127.0.0.1:%d", d.Port), nil)
	if err == nil {
		if err = c.Login(user, DovecotPassword).Wait(); err == nil {
			return c
		}
		c.Close()
	}
	d.t.Fatalf("%s at dovecot: %v", user, err)
	return nil
}

// Messages gives what lies in a user's folder, in the order of arrival, and
// changes no flag.
func (d *Dovecot) Messages(user, folder string) [][]byte {
	d.t.Helper()
	c := d.Client(user)
	defer c.Close()
	data, err := c.Select(folder, &imap.SelectOptions{ReadOnly: true}).Wait()
	if err != nil {
		d.t.Fatalf("%s of %s at dovecot: %v", folder, user, err)
	}
	if data.NumMessages == 0 {
		return nil
	}
	body := imap.FetchItemBodySection{Peek: true}
	bodies, err := c.Fetch(imap.SeqSet{{Start: 1, Stop: 0}},
		&imap.FetchOptions{BodySection: []*imap.FetchItemBodySection{&body}}).Collect()
	if err != nil {
		d.t.Fatalf("%s of %s at dovecot: %v", folder, user, err)
	}
	var raws [][]byte
	for _, b := range bodies {
		raws = append(raws, b.FindBodySection(&body))
	}
	return raws
}

// Count is how many mails a user's folder holds.
func (d *Dovecot) Count(user, folder string) int {
	d.t.Helper()
	c := d.Client(user)
	defer c.Close()
	data, err := c.Status(folder, &imap.StatusOptions{NumMessages: true}).Wait()
	if err != nil {
		d.t.Fatalf("%s of %s at dovecot: %v", folder, user, err)
	}
	return int(*data.NumMessages)
}

// Fill lays mails into a user's INBOX past all protocols, as a restored backup
// would, arrived at the times given.
func (d *Dovecot) Fill(user string, mails [][]byte, arrived func(n int) time.Time) {
	d.t.Helper()
	dir := filepath.Join(d.Home, user, "Maildir")
	for _, sub := range []string{"", "cur", "new", "tmp"} {
		err := os.MkdirAll(filepath.Join(dir, sub), 0o755)
		if err == nil {
			err = os.Chown(filepath.Join(dir, sub), d.uid, d.gid)
		}
		if err != nil {
			d.t.Fatalf("%v", err)
		}
	}
	if err := os.Chown(filepath.Dir(dir), d.uid, d.gid); err != nil {
		d.t.Fatalf("%v", err)
	}
	for n, raw := range mails {
		at := arrived(n)
		// Dovecot goes by the name's first part: seconds and microseconds.
		name := filepath.Join(dir, "new", fmt.Sprintf("%d.M%06dP1.filled", at.Unix(), n))
		if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) {
			d.t.Fatalf("%s is there already", name)
		}
		err := errors.Join(os.WriteFile(name, raw, 0o644),
			os.Chown(name, d.uid, d.gid), os.Chtimes(name, at, at))
		if err != nil {
			d.t.Fatalf("%v", err)
		}
	}
}
