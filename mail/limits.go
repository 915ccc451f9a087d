package mail

// The limits stand in front of every parser of this package, so that no mail
// takes more than a moment and a few times its own size in memory. What is
// beyond a limit is left out with a note in Message.Problems; the raw copy has
// it.
const (
	MaxSize       = 26 << 20 // bytes of a mail; the body of a longer one is not read
	maxReferences = 100      // ids kept of a References field: the newest

	maxHeader     = 1 << 20 // bytes of the header; identity is refused beyond
	maxFields     = 2000    // fields of the header; identity is refused beyond
	maxPartHeader = 64 << 10
	maxPartFields = 200
	maxDepth      = 20      // multiparts within multiparts
	maxParts      = 200     // parts of a mail, leaves and multiparts together
	maxText       = 1 << 20 // bytes of Message.Text
	maxHTML       = 2 << 20 // bytes of Message.HTML
	maxEncoded    = 4 << 20 // bytes of an encoded multipart, of lines that end in CR, of a decoded charset
	maxAddresses  = 1000    // mailboxes kept of one kind of field
	maxAddress    = 320     // bytes of an address (RFC 5321 section 4.5.3.1: 64 + 1 + 255)
	maxTokens     = 1000    // words, dots, … of one mailbox
	maxDomain     = 253     // bytes of a domain in ASCII (RFC 1035 section 2.3.4)
	maxName       = 200     // characters of a display name or a file name
	maxSubject    = 1000    // characters
	maxID         = 998     // bytes of a message id: one line
	maxIDsScanned = 20000   // ids looked at in one field
	maxProblems   = 20      // notes kept
	maxParams     = 200     // parameters of a Content-Type, RFC 2231 sections counted singly
	maxRecipients = 500     // recipients of a delivery report
	maxDetail     = 500     // characters of diagnostic text
)
