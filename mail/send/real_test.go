package send_test

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"kabar/mail/send"
)

// postfixMain needs: folder, uid and gid of the mail.
const postfixMain = `
compatibility_level = 3.6
queue_directory = %[1]s/queue
data_directory = %[1]s/data
maillog_file = %[1]s/log/mail
maillog_file_prefixes = %[1]s
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.team.example
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
mydestination =
default_transport = error:no mail leaves this test
virtual_mailbox_domains = team.example
virtual_mailbox_base = %[1]s/mail
virtual_mailbox_maps = inline:{ {ana@team.example=ana/} {ben@team.example=ben/} }
virtual_minimum_uid = 1
virtual_uid_maps = static:%[2]s
virtual_gid_maps = static:%[3]s
message_size_limit = 20000
smtpd_recipient_restrictions = check_recipient_access inline:{ {grey@team.example=450 4.2.0 greylisted} }, reject_unauth_destination, reject_unlisted_recipient
smtpd_tls_cert_file = %[1]s/cert.pem
smtpd_tls_key_file = %[1]s/key.pem
smtpd_tls_security_level = may
`

// postfixMaster needs the two ports.
const postfixMaster = `
127.0.0.1:%[1]d inet n - n - - smtpd
127.0.0.1:%[2]d inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`

// postfix is a real server with folders, ports and an authority of its own.
type postfix struct {
	send.Config // reaches it with STARTTLS
	tls         int
	dir         string
}

// startPostfix skips the test where there is no Postfix, or where this is not
// root: it changes its user, and can't do without.
func startPostfix(t *testing.T) *postfix {
	t.Helper()
	path := "/usr/sbin/postfix"
	if _, err := os.Stat(path); err != nil || testing.Short() {
		t.Skip("postfix is not installed (apt-get install postfix)")
	}
	if os.Getuid() != 0 {
		t.Skip("postfix only starts as root")
	}
	nobody, err := user.Lookup("nobody")
	if err != nil {
		t.Skip("no user nobody to keep the mail: ", err)
	}
	owner, err := user.Lookup("postfix")
	if err != nil {
		t.Skip(err)
	}
	dir, err := os.MkdirTemp("", "kabar") // t.TempDir is too long for the sockets' names
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	cert := certificate(t, false)
	p := &postfix{dir: dir, tls: freePort(t)}
	p.Config = send.Config{Host: "127.0.0.1", Port: freePort(t), TLS: "starttls", RootCAs: cert.Roots, Hello: "kabar.example"}
	for name, u := range map[string]*user.User{"": nil, "conf": nil, "queue": nil, "log": nil, "data": owner, "mail": nobody} {
		folder := filepath.Join(dir, name)
		if name != "" {
			if err := os.Mkdir(folder, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chmod(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		if u != nil {
			uid, _ := strconv.Atoi(u.Uid)
			gid, _ := strconv.Atoi(u.Gid)
			if err := os.Chown(folder, uid, gid); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, text := range map[string]string{
		"cert.pem": string(cert.Cert), "key.pem": string(cert.Key),
		"conf/main.cf":   fmt.Sprintf(postfixMain, dir, nobody.Uid, nobody.Gid),
		"conf/master.cf": fmt.Sprintf(postfixMaster, p.Port, p.tls),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out := new(bytes.Buffer)
	cmd := exec.Command(path, "-c", filepath.Join(dir, "conf"), "start-fg")
	cmd.Stdout, cmd.Stderr = out, out
	cmd.WaitDelay = 5 * time.Second
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stopMaster(filepath.Join(dir, "queue/pid/master.pid")); err != nil {
			t.Error(err)
			_ = cmd.Process.Kill()
		}
		_ = cmd.Wait()
		if t.Failed() {
			log, _ := os.ReadFile(filepath.Join(dir, "log/mail"))
			t.Logf("postfix said: %s\n%s", out, log)
		}
	})
	until(t, "the server comes up", func() bool {
		conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", p.Port))
		if err == nil {
			conn.Close()
		}
		return err == nil
	})
	return p
}

// stopMaster ends Postfix; its own "stop" takes its time.
func stopMaster(pidFile string) error {
	text, err := os.ReadFile(pidFile)
	if err != nil {
		return err
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return err
	}
	return syscall.Kill(pid, syscall.SIGTERM)
}

// until asks again and again whether something outside has happened.
func until(t *testing.T, what string, happened func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !happened() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("waited in vain that %s", what)
		}
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().(*net.TCPAddr).Port
}

// mails gives what lies in a member's mailbox.
func (p *postfix) mails(t *testing.T, member string) []string {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(p.dir, "mail", member, "new", "*"))
	var all []string
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(raw))
	}
	return all
}

func TestPostfix(t *testing.T) {
	p := startPostfix(t)
	letter := func(n int) []byte {
		return fmt.Appendf(nil, "From: <team@kabar.example>\r\nSubject: %d\r\n\r\n.\r\n..\r\nDone: thing %d\r\n.\r\n", n, n)
	}

	t.Run("delivers over TLS", func(t *testing.T) {
		n := 0
		for _, mode := range []string{"starttls", "tls"} {
			c := p.Config
			if c.TLS = mode; mode == "tls" {
				c.Port = p.tls
			}
			conn := dial(t, c)
			if conn.MaxSize() != 20000 {
				t.Errorf("MaxSize is %d", conn.MaxSize())
			}
			for range 10 {
				n++
				if err := conn.Send(t.Context(), "team@kabar.example", "ana@team.example", letter(n)); err != nil {
					t.Fatal(err)
				}
			}
			conn.Close()
		}
		until(t, "all mail arrives", func() bool { return len(p.mails(t, "ana")) == n })
		all := strings.Join(p.mails(t, "ana"), "")
		for ; n > 0; n-- {
			want := strings.ReplaceAll(string(letter(n)), "\r", "") // as Postfix keeps it
			want = want[strings.Index(want, "\n\n"):]
			if strings.Count(all, want) != 1 {
				t.Errorf("letter %d is not there once", n)
			}
		}
	})

	t.Run("refusals", func(t *testing.T) {
		conn := dial(t, p.Config)
		before := len(p.mails(t, "ben"))
		for _, test := range []struct{ to, want string }{
			{"nobody@team.example", "rcpt 550 5.1.1 never"},
			{"grey@team.example", "rcpt 450 4.2.0 later"},
			{"ana@elsewhere.example", "rcpt 554 5.7.1 later hold"},
			{"ana@team.example> NOTIFY=NEVER X<", "rcpt 553 5.1.3 never"},
			{"ben@team.example", "taken"},
		} {
			err := conn.Send(t.Context(), "team@kabar.example", test.to, letter(100))
			if outcome(err) != test.want {
				t.Errorf("%s: %q (%v)", test.to, outcome(err), err)
			}
		}
		big := append(letter(1), bytes.Repeat([]byte("x\r\n"), 10000)...)
		if err := conn.Send(t.Context(), "team@kabar.example", "ben@team.example", big); outcome(err) != "mail 552 5.3.4 never" {
			t.Errorf("too big: %q (%v)", outcome(err), err)
		}
		if err := conn.Send(t.Context(), "team@kabar.example", "ben@team.example", letter(101)); err != nil {
			t.Error(err)
		}
		until(t, "mail arrives", func() bool { return len(p.mails(t, "ben")) == before+2 })
	})

	t.Run("wrong authority", func(t *testing.T) {
		c := p.Config
		c.RootCAs = certificate(t, false).Roots
		if _, err := send.Dial(t.Context(), c); outcome(err) != "tls later hold" {
			t.Errorf("%q (%v)", outcome(err), err)
		}
	})

	t.Run("no login offered", func(t *testing.T) {
		c := p.Config
		c.User, c.Secret = "team", secret("s3cret")
		if _, err := send.Dial(t.Context(), c); outcome(err) != "login later hold" {
			t.Errorf("%q (%v)", outcome(err), err)
		}
	})
}
