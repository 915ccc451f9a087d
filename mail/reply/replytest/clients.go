package replytest

// Client is a mail program.
type Client string

// The mail programs that can be played.
const (
	GmailWeb       Client = "gmail-web"
	GmailAndroid   Client = "gmail-android"
	OutlookDesktop Client = "outlook-desktop"
	OutlookWeb     Client = "outlook-web"
	OutlookMobile  Client = "outlook-mobile"
	AppleMail      Client = "apple-mail"
	IOS            Client = "ios"
	Thunderbird    Client = "thunderbird"
	Yahoo          Client = "yahoo"
	Proton         Client = "proton"
	Samsung        Client = "samsung"
	K9             Client = "k-9"
	Notes          Client = "notes"
	Mutt           Client = "mutt"
	Zoho           Client = "zoho"
)

// client is how one program writes. The zero value of a field means "as most
// do".
type client struct {
	name    Client
	mailer  string // "X-Mailer: …" or "User-Agent: …"
	lead    func(l locale) string
	layout  layout
	wrap    int  // columns at which plain text is wrapped; 0 never
	flowed  bool // plain text is format=flowed
	latin1  bool // ISO 8859-1 where it suffices
	tagline func(l locale) string
	html    func(r Reply) string
}

// layout is what a program puts above the quote.
type layout byte

const (
	attributed  layout = iota // an attribution and "> "
	inQuote                   // an attribution inside the quote, as Apple does
	headerBlock               // header lines, no marks
)

// clients gives all programs, in the order of Clients.
func clients() []client {
	return []client{
		{name: GmailWeb, lead: locale.gmailLead, wrap: 78, html: gmailHTML},
		{name: GmailAndroid, lead: locale.gmailLead, wrap: 78, html: gmailHTML},
		{name: OutlookDesktop, mailer: "X-Mailer: Microsoft Outlook 16.0", layout: headerBlock, latin1: true, html: outlookDesktopHTML},
		{name: OutlookWeb, layout: headerBlock, latin1: true, html: outlookWebHTML},
		{name: OutlookMobile, layout: headerBlock, tagline: locale.outlookTag, html: outlookMobileHTML},
		{name: AppleMail, mailer: "X-Mailer: Apple Mail (2.3826.200.121)", lead: locale.appleLead, layout: inQuote, html: appleHTML},
		{name: IOS, mailer: "X-Mailer: iPhone Mail (22B83)", lead: locale.appleLead, layout: inQuote, tagline: locale.iphoneTag, html: iosHTML},
		{name: Thunderbird, mailer: "User-Agent: Mozilla Thunderbird", lead: locale.thunderbirdLead, flowed: true, wrap: 72, html: thunderbirdHTML},
		{name: Yahoo, mailer: "X-Mailer: WebService/1.1.22876 YMailNorrin", lead: locale.yahooLead, html: yahooHTML},
		{name: Proton, lead: locale.protonLead, tagline: protonTag, html: protonHTML},
		{name: Samsung, layout: headerBlock, tagline: locale.samsungTag, html: samsungHTML},
		{name: K9, mailer: "User-Agent: K-9 Mail for Android", lead: locale.k9Lead, html: k9HTML},
		{name: Notes, mailer: "X-Mailer: HCL Notes Release 12.0.2 November 17, 2022", layout: headerBlock, html: notesHTML},
		{name: Mutt, mailer: "User-Agent: Mutt/2.2.12 (2023-09-09)", lead: muttLead, html: muttHTML},
		{name: Zoho, mailer: "X-Mailer: Zoho Mail", lead: locale.zohoLead, html: zohoHTML},
	}
}

// Clients lists all programs.
var Clients = clientNames()

func clientNames() []Client {
	var out []Client
	for _, c := range clients() {
		out = append(out, c.name)
	}
	return out
}
