package main

import (
	"fmt"
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

// gaveWay: a command wants to write to the archive and is let in.
func (j journal) gaveWay() { j.l.Info("giving way to a command") }

// waits: a command has the archive since before kabar was started.
func (j journal) waits() { j.l.Info("waiting for a command that has the archive") }

// wentOn: the command is done.
func (j journal) wentOn() { j.l.Info("going on") }

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

// inboxAgain: the mark of an inbox is lost; what came since then is looked at
// again.
func (j journal) inboxAgain(box string, since time.Time) {
	j.l.Warn("inbox mark lost, mail is looked at again", "inbox", box,
		"since", since.UTC().Format(time.RFC3339))
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

// markAhead: a member's marks lie in the future and would mute them; what is
// believed instead.
func (j journal) markAhead(team, member string, was, now told) {
	say := func(t told) string {
		return fmt.Sprintf("prompt %s, digest %s, since %s", t.prompt, t.digest,
			t.since.UTC().Format(time.RFC3339))
	}
	j.l.Warn("marks lie in the future, not believed", "team", team, "member", member,
		"said", say(was), "now", say(now))
}

// indexAnew: searches answer from what is in the index already, and say so.
func (j journal) indexAnew(why string, entries int64) {
	j.l.Info("index is made anew", "why", why, "entries", entries)
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

// inDoubt: nobody knows whether a letter was sent; it waits until the Sent folder
// can be asked.
func (j journal) inDoubt(key string, err error) {
	j.l.Warn("perhaps sent, held until the Sent folder can be asked", "key", key, "error", err.Error())
}

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

// unwell: something is wrong, and the admins are told of it, or that it is over.
func (j journal) unwell(t trouble) {
	j.l.Error("told the admin", "trouble", t.Kind, "teams", t.Teams, "who", t.Who, "detail", t.Detail,
		"since", t.Since.UTC().Format(time.RFC3339), "over", !t.Over.IsZero())
}

// clockBehind: the clock says less than it can be; nothing is done until then.
func (j journal) clockBehind(now, after time.Time) {
	j.l.Error("the clock is wrong: nothing is read and nothing sent until it is right",
		"clock", now.UTC().Format(time.RFC3339), "at_least", after.UTC().Format(time.RFC3339))
}

// cameBack: a member's address refused mail for good, on so many days by now.
func (j journal) cameBack(team, member string, days int) {
	j.l.Warn("mail came back", "team", team, "member", member, "days", days)
}

// held: mail to a member is stopped.
func (j journal) held(team, member, why string) {
	j.l.Warn("mail stopped", "team", team, "member", member, "why", why)
}

// released: a member's address was mended; they get mail again.
func (j journal) released(team, member string) {
	j.l.Info("mail goes again, the address is a new one", "team", team, "member", member)
}

// silent: a mail is not answered, since there were too many like it.
func (j journal) silent(team, member, mail string) {
	j.l.Warn("not answered, too many in a short time", "team", team, "member", member, "mail", mail)
}

// answered: a mail asks what another one, read with it, has asked already.
func (j journal) answered(team, member, mail string) {
	j.l.Info("answered with the mail before", "team", team, "member", member, "mail", mail)
}

// listening: health and metrics can be asked for here.
func (j journal) listening(addr string) { j.l.Info("listening", "address", addr) }
