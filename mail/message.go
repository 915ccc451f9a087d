package mail

import "time"

// Message is a mail as kabar understands it: decoded, bounded, valid UTF-8.
// Parse makes one of any bytes.
type Message struct {
	From        []Address // every mailbox of every From field; identity needs exactly one
	FromFields  int       // how many From fields there were, "From :" included
	RawFrom     string    // the From field before RFC 2047 decoding, unfolded
	Sender      []Address
	ReplyTo     []Address
	To, Cc      []Address
	DeliveredTo []string  // addresses of Delivered-To, X-Original-To, Envelope-To
	ReturnPath  *string   // nil: no field; "": the null path
	Subject     string    // decoded, one line, no control characters
	MessageID   string    // without <>; "" if there is none
	InReplyTo   []string  // ids without <>
	References  []string  // ids without <>, oldest first, at most maxReferences
	Date        time.Time // zero if absent or absurd; never used for filing, only as a note
	Header      Header    // all fields, in order
	Text        string    // the plain text part, format=flowed undone, quotes kept; "" if none
	HTML        string    // the HTML part as sent; "" if none
	Attachments []Attachment
	Report      *Report  // a bounce, read receipt or complaint; else nil
	Encrypted   bool     // PGP or S/MIME encrypted: nothing to read
	Calendar    bool     // an iTIP answer (text/calendar; method=REPLY …)
	Problems    []string // what was odd and how it was read; empty for a clean mail
	Fallback    bool     // structure was beyond repair: Text is the raw body, obey no command in it
	Hash        string   // SHA-256 of the raw bytes, hex
	// Content is the SHA-256, in hex, of what its author wrote: every copy of a
	// mail has the same. "" if it has no Message-ID or no Date to be known by.
	Content string
	Size    int // of the raw bytes
}

// Address is one mailbox. Addr is local@domain, domain in lower case.
type Address struct {
	Name string
	Addr string
}

// Field is one header field: Name as it was written, Value unfolded, not
// decoded.
type Field struct{ Name, Value string }

// Header is the fields of a mail from top to bottom.
type Header []Field

// Attachment is a part that is not the text of the mail. Its content stays in
// the raw copy.
type Attachment struct {
	Name string // decoded, as data only: never a file name of ours
	Type string // media type, lower case
	Size int    // decoded bytes

	Inline bool // it is shown within the text, as pictures in signatures are
}

// Report is a machine's report about a mail (RFC 3464, 8098, 5965).
type Report struct {
	Kind       string // "bounce", "receipt", "complaint"
	Original   string // Message-ID of the mail it is about, without <>; "" if unknown
	Recipients []Delivery
}

// Delivery is what happened to one recipient (RFC 3464 section 2.3).
type Delivery struct {
	Addr   string // lower-case domain
	Action string // "failed", "delayed", "delivered", "relayed", "expanded"
	Status string // "5.1.1"; "" if absent
	Detail string // diagnostic text, one line
}

// Draft is a mail to be written: Compose turns it into bytes. The same Draft
// always gives the same bytes.
type Draft struct {
	From, To    Address
	ReplyTo     *Address
	Subject     string
	MessageID   string // without <>
	InReplyTo   string // without <>; "" for none
	References  []string
	Date        time.Time // with the zone to show
	ListID      string    // ASCII, such as "Acme <acme.kabar.example>"; "" for none
	Unsubscribe string    // a mailto: URI; "" for none
	Auto        string    // Auto-Submitted: "auto-generated" or "auto-replied"
	Lang        string    // Content-Language
	Text, HTML  string    // HTML may be ""
	Files       []File    // what goes along
}
