package main

import (
	"io"
	"log/slog"
	"time"
)

// journal is the log: every event of the program is one method here, so that
// the names operators grep for stay as they are. It writes ids and addresses,
// never subjects or texts.
type journal struct{ l *slog.Logger }

func newJournal(w io.Writer, level slog.Level, asJSON bool) journal {
	opts := &slog.HandlerOptions{Level: level}
	if asJSON {
		return journal{slog.New(slog.NewJSONHandler(w, opts))}
	}
	return journal{slog.New(slog.NewTextHandler(w, opts))}
}

// started: kabar is up, with so many teams and members.
func (j journal) started(version, data string, teams, members int) {
	j.l.Info("started", "version", version, "data", data, "teams", teams, "members", members)
}

// stopped: kabar ended cleanly.
func (j journal) stopped() { j.l.Info("stopped") }

// reloaded: the config was read again and holds from now on.
func (j journal) reloaded(teams, members int) {
	j.l.Info("config reloaded", "teams", teams, "members", members)
}

// reloadRefused: the new config is wrong; the old one stays in force.
func (j journal) reloadRefused(err error) {
	j.l.Error("config refused, the old one stays in force", "error", err.Error())
}

// inboxOpened: logged in to a team's inbox.
func (j journal) inboxOpened(box string) { j.l.Info("inbox opened", "inbox", box) }

// inboxStart: a new inbox is read from here; older mail is left alone.
func (j journal) inboxStart(box, cursor string) {
	j.l.Info("inbox is read from now on, older mail is left alone", "inbox", box, "mark", cursor)
}

// inboxNotice: the server says something that who runs kabar should know.
func (j journal) inboxNotice(box, notice string) {
	j.l.Warn("inbox notice", "inbox", box, "notice", notice)
}

// inboxLost: the inbox can't be read; the next try is at the time given.
func (j journal) inboxLost(box string, err error, next time.Time) {
	j.l.Warn("inbox lost", "inbox", box, "error", err.Error(), "next", next.UTC().Format(time.RFC3339))
}

// mailRead: one mail has its outcome.
func (j journal) mailRead(box, outcome, team, member, messageID, reason string) {
	j.l.Info("mail", "inbox", box, "outcome", outcome, "team", team, "member", member,
		"message_id", messageID, "reason", reason)
}

// duplicate: a mail that was handled before came again.
func (j journal) duplicate(box, messageID string) {
	j.l.Info("mail seen before", "inbox", box, "message_id", messageID)
}

// flagFailed: mails are filed but could not be flagged or moved on the server.
func (j journal) flagFailed(box string, err error) {
	j.l.Warn("filed, but not flagged on the server", "inbox", box, "error", err.Error())
}

// mailDropped: the raw mails of a month are older than keep_mail.
func (j journal) mailDropped(file string) { j.l.Info("old mail removed", "file", file) }

// queued: a letter waits in the outbox.
func (j journal) queued(key string) { j.l.Info("queued", "key", key) }

// lapsed: a prompt or digest whose time has passed is not sent.
func (j journal) lapsed(key, why string) { j.l.Info("not sent", "key", key, "why", why) }

// nothingNew: a digest would have been empty.
func (j journal) nothingNew(key string) { j.l.Info("digest empty, not sent", "key", key) }

// sent: the server has taken a letter.
func (j journal) sent(key string) { j.l.Info("sent", "key", key) }

// sendFailed: a letter was not taken; it is tried again or dropped.
func (j journal) sendFailed(key string, err error, next time.Time) {
	if next.IsZero() {
		j.l.Error("not sent, given up", "key", key, "error", err.Error())
		return
	}
	j.l.Warn("not sent yet", "key", key, "error", err.Error(), "next", next.UTC().Format(time.RFC3339))
}

// trouble: something failed that the next round tries again.
func (j journal) trouble(what string, err error) { j.l.Error(what, "error", err.Error()) }
