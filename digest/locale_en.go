package digest

var english = locale{
	lang:      "en",
	weekdays:  [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	shortDays: [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
	months: [12]string{"January", "February", "March", "April", "May", "June", "July",
		"August", "September", "October", "November", "December"},
	shortMonths: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
		"Aug", "Sep", "Oct", "Nov", "Dec"},
	fullDate:  "{weekday}, {day} {month}",
	shortDate: "{weekday} {day} {month}",
	nothing: []string{"none", "no", "nope", "nothing", "nil", "n/a", "na", "no blockers", "not blocked",
		"nothing blocked", "all good", "all clear"},
	labels: map[string]string{
		"done": "Done", "next": "Next", "blocked": "Blocked", "decision": "Decision", "note": "Note",
	},

	prompt: promptWords{
		subject: "Apa kabar, {name}? — {date}",
		title:   "Hi {name}, what’s the news of {date}?",
		how: "Just answer this mail: below each question, above them all, or any way you like. " +
			"One line is plenty.",
		planned: "You planned ({date}):",
		blocked: "Still in your way? Say so under {label}; what you leave out is closed.",
		sinceOn: "since {date}",
		away: "An automatic answer came back from you. Are you away? Answer `away until {example}` " +
			"and I will not write to you until then.",
		silence: "No answer is an answer too: nobody is listed as missing.",
		foot:    "Off for a while? `away until {example}` · Enough of me? `pause` · What else? `help`",
	},

	edition: editionWords{
		subject:  "{team}, {date}: {summary}",
		morning:  "Good morning, {name}.",
		noon:     "Good afternoon, {name}.",
		evening:  "Good afternoon, {name}.",
		night:    "Good evening, {name}.",
		forYou:   count{"{n} for you", "{n} for you"},
		updates:  count{"{n} update", "{n} updates"},
		comments: count{"{n} comment", "{n} comments"},
		decided:  count{"{n} decision", "{n} decisions"},
		proposed: count{"{n} proposal", "{n} proposals"},

		waiting:   "Waiting for you",
		asks:      "asks you",
		mentions:  "mentions you",
		isBlocked: "is blocked and names you",
		onYours:   "wrote below your update of {date}",
		onYourDec: "wrote below your decision",

		blockers: "Blocked",
		days:     count{"{n} day", "{n} days"},
		fresh:    "new",

		decisions: "Decisions",
		number:    "Decision {n}",
		why:       "Why",
		by:        "by {names}",
		deadline:  "until {date}",
		objection: "Objections",
		open:      "Still open: answer `accept {n}` or `reject {n}`.",
		status: map[string]string{"proposed": "proposed", "accepted": "accepted", "rejected": "rejected",
			"withdrawn": "withdrawn", "superseded": "superseded by decision {n}"},

		everybody: "Updates",
		forDate:   "for {date}",
		amended:   "amended",
		gone:      "{label}: taken back",
		earlier:   "Below earlier entries",
		toAll:     "to everybody",
		unknown:   "an earlier entry",

		moreLines:   count{"… {n} more line: answer `get {num}`", "… {n} more lines: answer `get {num}`"},
		moreEntries: count{"… {n} more entry: answer `search after:{date}`", "… {n} more entries: answer `search after:{date}`"},
		how:         "Answer below an entry and its author reads it there.",
		foot:        "`search words` · `get {num}` · `decisions` · `help`",
		zone:        "All times are yours ({zone}).",
	},

	answer: englishAnswer,
}
