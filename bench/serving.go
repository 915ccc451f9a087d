package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"kabar/mail/fetch/imaptest"
	"kabar/mail/send/smtptest"
)

// inboxUser is whose inbox all teams share.
const inboxUser = "kabar@acme.example"

// sunday is a time on the next Sunday, when nobody is asked or told anything. It
// goes on with the clock, since kabar looks over a whole archive at its start if
// that was looked over later than now.
func (l *lab) sunday() time.Time {
	day := l.began.UTC().Truncate(24 * time.Hour)
	noon := day.AddDate(0, 0, 7-int(day.Weekday())).Add(12 * time.Hour)
	return noon.Add(time.Since(l.began))
}

// serverHead is the config of a kabar with servers on this machine.
const serverHead = `data = %q
[imap]
host = "127.0.0.1"
port = %s
tls = "none"
user = %q
password = "s3cret"
[smtp]
host = "127.0.0.1"
port = %s
tls = "none"
%s`

// office is a mail server in this process.
type office struct {
	imap *imaptest.Server
	smtp *smtptest.Server
	sent chan []byte
	head string // of a config, for the archive data

	inboxPort string
	asked     int
	now       func() time.Time
}

func (l *lab) office(data string) (*office, error) {
	users := map[string]string{inboxUser: "s3cret"}
	o := &office{imap: imaptest.New(users), sent: make(chan []byte, 1000),
		asked: int(time.Now().Unix()), now: l.sunday}
	o.smtp = smtptest.New(func(from string, to []string, raw []byte) error {
		o.sent <- raw
		return nil
	})
	o.smtp.Users = users
	in, err := o.imap.Start()
	if err != nil {
		return nil, err
	}
	out, err := o.smtp.Start()
	if err != nil {
		return nil, err
	}
	o.inboxPort = portOf(in)
	o.head = fmt.Sprintf(serverHead, data, o.inboxPort, inboxUser, portOf(out), "")
	return o, nil
}

func (o *office) close() error { return errors.Join(o.imap.Close(), o.smtp.Close()) }

func portOf(addr string) string {
	_, port, _ := net.SplitHostPort(addr)
	return port
}

// daemon is a running kabar.
type daemon struct {
	cmd   *exec.Cmd
	ready time.Duration // from its start
}

// start runs kabar until it says that it is ready, as systemd would.
func (l *lab) start(config string) (*daemon, error) {
	name := filepath.Join(l.dir, "notify")
	os.Remove(name)
	told, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: name, Net: "unixgram"})
	if err != nil {
		return nil, err
	}
	defer told.Close()
	d := &daemon{cmd: exec.CommandContext(l, l.kabar, "--config", config, "run")}
	d.cmd.Env = append(os.Environ(), "NOTIFY_SOCKET="+name,
		"KABAR_CLOCK="+l.sunday().Format(time.RFC3339))
	log, err := os.Create(filepath.Join(l.dir, "daemon.log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	d.cmd.Stderr = log
	began := time.Now()
	if err := d.cmd.Start(); err != nil {
		return nil, err
	}
	text := make([]byte, 1000)
	for {
		told.SetReadDeadline(time.Now().Add(5 * time.Minute))
		n, err := told.Read(text)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("not ready: %w; see %s", err, log.Name()), d.stop())
		}
		if strings.Contains(string(text[:n]), "READY=1") {
			d.ready = time.Since(began)
			return d, nil
		}
	}
}

func (d *daemon) stop() error {
	d.cmd.Process.Signal(syscall.SIGTERM)
	return d.cmd.Wait()
}

// memory is what the daemon holds, in MiB: all that is resident, and the part
// of it that is not a file's.
func (d *daemon) memory() (resident, own float64) {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", d.cmd.Process.Pid))
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		kb, _ := strconv.ParseFloat(f[1], 64)
		switch f[0] {
		case "VmRSS:":
			resident = kb / 1024
		case "RssAnon:":
			own = kb / 1024
		}
	}
	return resident, own
}

// daemon measures the start with archives of each size, and the memory after
// it has answered twenty searches.
func (l *lab) daemon() error {
	for _, n := range l.sizes {
		_, data, _, err := l.archive(n)
		if err != nil {
			return err
		}
		var ready, answered []time.Duration
		var resident, own float64
		for range l.rounds {
			err := l.serve(data, func(o *office, d *daemon) error {
				ready = append(ready, d.ready)
				for _, q := range l.questions(n)[:20] {
					took, err := o.ask(q.kabar)
					if err != nil {
						return err
					}
					answered = append(answered, took)
				}
				r, a := d.memory()
				resident, own = max(resident, r), max(own, a)
				return nil
			})
			if err != nil {
				return err
			}
		}
		fmt.Printf("%d entries: ready after %s; after 20 searches by mail %.1f MiB resident, %.1f of it its own; "+
			"mail to answer p50 %s, p99 %s\n", n, ms(quantile(ready, 0.5)), resident, own,
			ms(quantile(answered, 0.5)), ms(quantile(answered, 0.99)))
	}
	return nil
}

// serve runs a daemon on an archive with an office for it.
func (l *lab) serve(data string, f func(*office, *daemon) error) error {
	o, err := l.office(data)
	if err != nil {
		return err
	}
	defer o.close()
	config := filepath.Join(l.dir, "serving.toml")
	if err := l.configure(config, o.head); err != nil {
		return err
	}
	d, err := l.start(config)
	if err != nil {
		return err
	}
	time.Sleep(300 * time.Millisecond) // until it idles
	return errors.Join(f(o, d), d.stop())
}

// ask mails a search and waits for the answer. Members take turns, since kabar
// answers each only so often.
func (o *office) ask(query string) (time.Duration, error) {
	o.asked++
	at := o.now()
	raw := member(o.asked%corpusMembers, at, fmt.Sprintf("ask.%d", time.Now().UnixNano()), "search "+query, "")
	began := time.Now()
	if err := o.imap.Append(inboxUser, "INBOX", raw, at); err != nil {
		return 0, err
	}
	select {
	case <-o.sent:
		return time.Since(began), nil
	case <-time.After(time.Minute):
		return 0, fmt.Errorf("no answer to %q; see daemon.log", query)
	}
}

// member is a mail of a member's as the inbox's server delivers it.
func member(n int, at time.Time, id, subject, body string) []byte {
	return []byte(strings.ReplaceAll(fmt.Sprintf("Authentication-Results: mx.acme.example; dmarc=pass "+
		"header.from=acme.example\nFrom: Member %d <m%d@acme.example>\nTo: %s@acme.example\nSubject: %s\n"+
		"Date: %s\nMessage-ID: <%s@acme.example>\nContent-Type: text/plain; charset=utf-8\n\n%s",
		n, n, teamName(n%corpusTeams), subject, at.Format(time.RFC1123Z), id, body), "\n", "\r\n"))
}

// live measures one mail at a time, from its arrival in the inbox until the
// receipt for it is handed to the mail server: it is durable and searchable
// then.
func (l *lab) live() error {
	_, data, _, err := l.archive(l.middle())
	if err != nil {
		return err
	}
	var took []time.Duration
	err = l.serve(data, func(o *office, d *daemon) error {
		for range 20 * l.rounds {
			t, err := o.ask("zeppelin")
			if err != nil {
				return err
			}
			took = append(took, t)
		}
		return nil
	})
	fmt.Printf("a search by mail, %d entries, from arrival to the answer at the mail server: p50 %s, p99 %s (%d mails)\n",
		l.middle(), ms(quantile(took, 0.5)), ms(quantile(took, 0.99)), len(took))
	return err
}
