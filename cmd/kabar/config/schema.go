package config

// form is what a value must look like. Finer checks, such as "a time of day",
// are made where the value is read.
type form int

const (
	text     form = iota // "…"
	number               // 587
	boolean              // true
	texts                // ["…", "…"]
	oneOrAll             // "…" or ["…", "…"]
	table                // [imap]
	tables               // [[team]]
)

// key documents one key of the config file. The table of them is the only
// place where a key is named, given its default and explained: the reader
// checks against it and config.example.toml is written from it.
type key struct {
	name    string
	form    form
	def     any    // the default; nil: worked out, or none
	example any    // for messages and the example file, where def is nil or empty
	need    bool   // an uncommented line in the example file
	instead bool   // another way to say another key: not together with it
	secret  bool   // its value is never shown
	doc     string // lines of the example file
}

// section is one table of the file.
type section struct {
	name string // with its tables: "team.member"
	form form
	doc  string
	keys []key
}

// schema is the whole format, in the order of the example file.
var schema = []section{
	{"", table, "", topKeys},
	{"log", table, "What kabar says of itself, on standard error.", logKeys},
	{"imap", table, "The inbox. Every key here holds for all teams; a team may have its own in\n" +
		"[team.imap].", append(accountKeys("imap", 993), inboxKeys...)},
	{"smtp", table, "Where mail is handed in. What is not said here is taken from [imap]: the\n" +
		"user, the password with its auth, and the host with its ca_file and\n" +
		"\"smtp.\" in place of \"imap.\". A team may have its own in [team.smtp].",
		accountKeys("smtp", 465)},
	{"team", tables, "A team: people who share one inbox address. One [[team]] for each.",
		teamKeys},
	{"team.imap", table, "Takes what [imap] takes, for this team alone.",
		append(accountKeys("imap", 993), inboxKeys...)},
	{"team.smtp", table, "Takes what [smtp] takes, for this team alone.", accountKeys("smtp", 465)},
	{"team.member", tables,
		"Its people, one [[team.member]] for each. What is not said is the team's.",
		memberKeys},
}

var topKeys = []key{
	{name: "data", form: text, def: "data",
		doc: "Where the archive lies. A relative folder is beside this file."},
	{name: "send", form: boolean, def: true,
		doc: "false: a dry run. Mail is read and filed, nothing is sent."},
	{name: "keep_mail", form: number, def: int64(0),
		doc: "How many days the mails are kept as they came, beside the archive.\n0: for ever."},
	{name: "attachments", form: number, def: int64(10),
		doc: "How many megabytes of files one answer brings at most: attachments asked for\n" +
			"with \"get 3 files\", one's own entries with \"mydata\". 0: none. Larger than what\n" +
			"the mail server takes, such an answer is lost; encoding adds a third."},
	{name: "poll", form: text, def: "5m",
		doc: "How often the inbox is looked at, even if the server announces nothing new."},
	{name: "listen", form: text, def: "",
		doc: "Where kabar tells programs of this machine how it is, such as \"127.0.0.1:9110\":\n" +
			"/healthz and /metrics (docs/OPERATING.md). Default: nowhere."},
	{name: "log", form: table},
	{name: "imap", form: table},
	{name: "smtp", form: table},
	{name: "team", form: tables, need: true},
}

var logKeys = []key{
	{name: "level", form: text, def: "info",
		doc: "debug, info, warn or error. Addresses are logged from info on, texts never."},
	{name: "format", form: text, def: "text",
		doc: "text or json."},
}

// accountKeys returns the keys of [imap] and [smtp].
func accountKeys(proto string, port int64) []key {
	starttls := "143 with starttls"
	auth := "password; or xoauth2 or oauthbearer: the password is then an access token."
	if proto == "smtp" {
		starttls = "587 with starttls"
		auth += "\nnone: no login, for a relay that knows this machine."
	}
	return []key{
		{name: "host", form: text, example: proto + ".acme.example", need: proto == "imap",
			doc: "The server's name, without imaps:// and without a port."},
		{name: "port", form: number, example: port,
			doc: "Default: " + literal(port) + " with tls, " + starttls + "."},
		{name: "tls", form: text, def: "tls",
			doc: "tls: encrypted from the first byte. starttls: encrypted before the login.\n" +
				"none: not at all, for a server on this machine only.\n" +
				"Port 143, 587 and 25 mean starttls if nothing is said here."},
		{name: "user", form: text, example: "kabar@acme.example",
			doc: "Default: the team's address."},
		{name: "password_file", form: text, example: "/etc/kabar/password", need: proto == "imap",
			instead: proto == "smtp",
			doc: "One of these four says the password. A file only you can read is best: it may\n" +
				"change while kabar runs. A command prints it, a variable of the environment\n" +
				"holds it; if it stands here, nobody else may read this file."},
		{name: "password_command", form: oneOrAll, example: []string{"pass", "show", "kabar"},
			instead: true},
		{name: "password_env", form: text, example: "KABAR_PASSWORD", instead: true},
		{name: "password", form: text, example: "…", secret: true, instead: true},
		{name: "auth", form: text, def: "password", doc: auth},
		{name: "ca_file", form: text, def: "",
			doc: "A PEM file of the authority that signed the server's certificate, where it is\n" +
				"one of your own. Default: those of the system."},
	}
}

var inboxKeys = []key{
	{name: "folder", form: text, def: "INBOX",
		doc: "The folder that is read."},
	{name: "archive", form: text, def: "",
		doc: "The folder to which mail is moved once it is filed. Default: it stays, flagged."},
	{name: "sent", form: text, def: "",
		doc: "The folder in which the server keeps what was sent, if it does: before a letter\n" +
			"of unknown outcome is repeated, kabar looks for it there."},
}

var teamKeys = []key{
	{name: "id", form: text, example: "acme", need: true,
		doc: "Its folder in the archive: small letters, digits and hyphens. Never change it."},
	{name: "name", form: text, example: "Acme",
		doc: "For people. Default: the id with a capital letter."},
	{name: "address", form: text, example: "kabar@acme.example", need: true,
		doc: "The address of the inbox, and the sender of every mail."},
	{name: "lang", form: text, def: "en",
		doc: "en or id (Bahasa Indonesia)."},
	{name: "zone", form: text, example: "Europe/Berlin", need: true,
		doc: "A name of the time zone database, such as Asia/Jakarta."},
	{name: "days", form: texts, def: []string{"mon", "tue", "wed", "thu", "fri"},
		doc: "Working days: mon, tue, wed, thu, fri, sat, sun."},
	{name: "hours", form: text, def: "08:00-17:30",
		doc: "Working hours. Nothing is sent outside of them."},
	{name: "prompt", form: text, example: "16:30",
		doc: "When people are asked. Default: an hour before their hours end."},
	{name: "digest", form: text, example: "08:30",
		doc: "When people are told. Default: half an hour after their hours begin."},
	{name: "questions", form: texts, def: []string{"done", "next", "blocked"},
		doc: "What is asked, in this order. done, next and blocked are asked in each\n" +
			"language; any other word is asked as it stands here."},
	{name: "holidays", form: texts, def: []string{}, example: []string{"2026-12-25 Christmas"},
		doc: "Days on which nobody is asked, such as \"2026-12-25 Christmas\"."},
	{name: "holidays_file", form: text, def: "",
		doc: "A calendar file (.ics) with such days as all-day events."},
	{name: "authserv_id", form: oneOrAll, def: []string{}, example: "mx.acme.example",
		doc: "The name under which your mail server says who really wrote a mail, such as\n" +
			"\"mx.acme.example\": kabar check finds it in your newest mail. Without it, an\n" +
			"update must be a reply to kabar's own mail and a command that changes something is asked back,\n" +
			"unless dkim can tell."},
	{name: "sealers", form: oneOrAll, def: []string{}, example: "lists.acme.example",
		doc: "Domains of forwarders and mailing lists of your own whose ARC seals you believe:\n" +
			"a mail that came through one counts as genuine if it was so there. Your mail\n" +
			"server must check the seals and say arc=pass; if it seals too, name it as well."},
	{name: "microsoft", form: boolean, def: false,
		doc: "true only if the mailbox is at Microsoft 365, whose results carry no name.\n" +
			"Anywhere else, anybody could write such results."},
	{name: "dkim", form: boolean, def: true,
		doc: "true: where the mail server says nothing about a member's mail, its DKIM\n" +
			"signature is checked here. That asks the DNS for the key of the signer's\n" +
			"domain."},
	{name: "plus_addresses", form: boolean, def: false,
		doc: "true if kabar+anything@acme.example reaches the inbox too: replies are then\n" +
			"known by their address even where a mail program drops all other traces."},
	{name: "imap", form: table},
	{name: "smtp", form: table},
	{name: "member", form: tables},
}

var memberKeys = []key{
	{name: "id", form: text, example: "ana",
		doc: "As in from:ana. Default: the address before the @. Never change it."},
	{name: "name", form: text, example: "Ana",
		doc: "For people. Default: the id with capital letters."},
	{name: "address", form: text, example: "ana@acme.example", need: true,
		doc: "Where mail goes, and from where it is taken."},
	{name: "addresses", form: texts, example: []string{"ana@acme.example", "ana@home.example"},
		instead: true,
		doc:     "In place of address for those who write from several. Mail goes to the first."},
	{name: "zone", form: text, example: "Europe/Berlin",
		doc: "Default for this and the next five: the team's."},
	{name: "days", form: texts, example: []string{"mon", "tue", "wed", "thu", "fri"}},
	{name: "hours", form: text, example: "08:00-17:30"},
	{name: "prompt", form: text, example: "16:30"},
	{name: "digest", form: text, example: "08:30"},
	{name: "lang", form: text, example: "en"},
	{name: "guest", form: boolean, def: false,
		doc: "true: reads only. Gets the digest and is never asked."},
	{name: "admin", form: boolean, def: false,
		doc: "true: is told by mail when kabar is unwell."},
	{name: "away", form: texts, def: []string{},
		example: []string{"2026-12-24..2027-01-02 Bali"},
		doc: "When they are neither asked nor told: \"2026-12-24\", or a first and a last day,\n" +
			"\"2026-12-24..2027-01-02 Bali\"."},
}
