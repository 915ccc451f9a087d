package auth

import "kabar/store/civil"

// Verdict is what is known about the writer of one mail.
type Verdict struct {
	From   string // the one From address, lower-case domain; "" if it can't be trusted at all
	Pass   bool   // the configured server says that From is genuine
	Fail   bool   // a server says that it is forged; wins over everything
	Retry  bool   // temperror: look again later
	Token  *Token // a token of ours with a right signature; nil if there is none
	Proof  string // one word for the archive: "dmarc", "dkim", "token", "none", "fail"
	Reason string // why, in English, for the log and for strays
}

// Token is what kabar put into the Reply-To and the Message-ID of a mail to one
// member: proof only for that member and only for that purpose.
type Token struct {
	Kind   string // "prompt", "digest", "answer"
	Team   string
	Member string
	Date   civil.Date
	Ref    string // answers: 12 hex digits of the mail answered, which make the id unique; else ""
}
