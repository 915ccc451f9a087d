package reply

var english = language{
	code: "en",
	attribution: "On {x} wrote:|On {x} writes:|On {x} sent:|On {x} said:|At {x} wrote:|{when} {who} wrote:" +
		"|{who} wrote on {when}:|{who} wrote ({when}):|{who} wrote at {when}:|{who} wrote:|{who} writes:" +
		"|{who} said:|{who} wrote in message {x}:|{when} from {who}:|Quoting {who}:|In article {x} writes:" +
		"|In article {x} wrote:|In message {x} writes:|In message {x} wrote:|In {x} writes:|In {x} wrote:" +
		"|According to {who}:|Thus spake {who}:|Also sprach {who}:|It is rumored that {who} wrote:" +
		"|{who} <{who}> on {when}:|In article {who} wrote:|In article {who} writes:|In message {who} wrote:|In {who} wrote:|In {who} writes:|From article {who}:|{who} once said:|Once upon a time, {who} said:|{who} stated:|{who} asked:|{who} answered:|<quote who={who}>|In reply to {who}:|{who} ({when}):|{who} [{when}]:|[{when}] {who}:|{who} has written:|You wrote:" +
		"|On {when} you wrote:|{when} you wrote:|{who} typed:|{who} adds:|Quoth {who}:|{who} dixit:|{who} spake thusly:|{who} wrote, on {when}:|On {x}:" +
		"|Quoting {x}:|Citando {x}:|Replying to {who}:|{who} scribbled:|{who} responded:|{who} replied:|{who} wrote in news {x}:|Excerpts from {who} message of {when}:",
	from:      "From|Sender|Mail from",
	sent:      "Sent|Date|Sent on|Sent at|Sent Date|Date Sent|Sent:|Sent time",
	to:        "To|Sent to|Recipient",
	cc:        "Cc|Bcc|Copy",
	subject:   "Subject|Re|Subj",
	other:     "Reply-To|Attachments|Importance|Priority|Organization|Message-ID|Sent by|Resent-From|Newsgroups|Attachment|Reply To|When|Where|Sensitivity|In-Reply-To|References|Categories|List-Id|User-Agent|X-Mailer|Posted At|Author|Posted To|Conversation|Size|Return-Path",
	original:  "Original Message|Reply Separator|Original message|Reply Message|Original Email|Original email|Original Mail|Original mail|Original Appointment|Original-Nachricht|Reply message|Previous Message|Start of forwarded message|Quoted message|Message from",
	forwarded: "Forwarded message|Forward Header|Forwarded Message|Begin forwarded message|Begin Forwarded Message|Forward|Forwarded email|Forwarded by|Start Forwarded Message|Forwarded mail|Forwarded Mail|Forwarded Message from|Forwarded message from|Inline forwarded message",
	taglines: "Sent from my {device}|Sent from {device}|Sent via {device}|Sent with {device}|Sent using {device}|Get Outlook for {device}" +
		"|Sent from Outlook for {device}|Sent by {device}|Sent on {device}|Sent through {device}|Sent wirelessly via {device}" +
		"|Written on {device}|Download Outlook for {device}|From my {device}|Typed on {device}|Send from my {device}|Composed on {device}" +
		"|This email was sent from my {device}|This message was sent from {device}|Sent by my {device}|Sent while mobile" +
		"|Get BlueMail for {device}|Sent mobile|Sent from a phone|Sent on the go|Sent from the road|Sent from mobile",
	months: "January|February|March|April|May|June|July|August|September|October|November|December" +
		"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec",
	done:      "done|did|done today|today|completed|finished|what I did|what did you do|yesterday|accomplished|accomplishments|achieved|progress|what did you get done|what did you get done today|shipped|what got done",
	next:      "next|to do|todo|tomorrow|plan|plans|planned|next up|what's next|whats next|what is next|what will you do next|coming up|up next|next steps|will do|working on|doing|in progress|what's next for you",
	blocked:   "blocked|blockers|blocker|blocking|stuck|waiting|waiting for|waiting on|obstacles|impediments|anything blocking you|issues|anything in your way|what is in your way",
	note:      "note|notes|other|misc|fyi|ps|p.s.|remark|remarks|comment|comments|anything else",
	decision:  "decision|decided|decisions|we decided",
	proposal:  "proposal|proposals|proposed|we propose|i propose",
	why:       "why|reason|reasons|because|rationale",
	who:       "who|decided by|agreed by|deciders",
	nothing:   "none|nothing|n/a|na|no|nil|nope|nothing today|not blocked|no blockers|nothing yet|nothing new|nothing to report|nothing special|none today|nothing blocking|not today|all good|nothing at the moment|none at the moment|no blocker|nothing right now|same",
	greetings: "hi|hello|hey|dear|good morning|good afternoon|good evening|morning|greetings|hiya",
	closings:  "cheers|thanks|thank you|thx|best|regards|best regards|kind regards|sincerely|bye|talk soon|see you|many thanks|warm regards|all the best|yours|cu|have a nice day|have a good evening|ttyl|br|rgds|thanks a lot|best wishes|take care|good night|yours sincerely|yours truly|yours faithfully|sincerely yours|with best regards|with kind regards|kindest regards",
}
