package reply

var dutch = language{
	code: "nl",
	attribution: "Op {when} schreef {who}:|Op {x} schreef {who}:|Op {x} schreef:|Op {when} heeft {who} het volgende geschreven:|Op {when} heeft {who} geschreven:|{who} schreef op {when}:|{when} schreef {who}:|{who} schreef:|{who} schreef ({when}):" +
		"|{who} heeft op {when} het volgende geschreven:|{when} heeft {who} het volgende geschreven:|Quoting {who}:|Op {when} schreef je:|Op {x} wrote:|Citeren {who}:|{who} schreef in bericht {x}:|Op {x} heeft geschreven:|{who} heeft geschreven:|{who} schreef in het bericht {x}:|On {x} schreef:",
	from:      "Van|Afzender",
	sent:      "Verzonden|Datum|Verzonden op|Verstuurd|Verzenddatum|Verzonden om",
	to:        "Aan|Ontvanger|Naar",
	cc:        "Cc|Kopie|CC|Bcc",
	subject:   "Onderwerp|Betreft",
	other:     "Antwoorden aan|Bijlagen|Urgentie|Antwoord-aan|Bijlage|Beantwoorden",
	original:  "Oorspronkelijk bericht|Origineel bericht|Oorspronkelijke bericht|Originele bericht|Oorspronkelijke e-mail|Originele e-mail|Oorspronkelijk e-mailbericht",
	forwarded: "Doorgestuurd bericht|Begin doorgestuurd bericht|Doorgestuurde bericht|Doorgezonden bericht|Doorgestuurd door|Doorgestuurde e-mail|Begin van doorgestuurd bericht|Begin doorgestuurde e-mail",
	taglines: "Verstuurd vanaf mijn {device}|Verzonden vanaf mijn {device}|Verzonden met {device}|Verstuurd met {device}|Verstuurd via {device}|Verzonden vanuit {device}|Outlook voor {device} downloaden|Verzonden via {device}|Verstuurd vanaf {device}" +
		"|Verzonden van mijn {device}|Download Outlook voor {device}|Verstuurd vanuit {device}|Verzonden vanaf {device}|Verzonden door {device}|Outlook voor {device} ophalen|Verstuurd van mijn {device}",
	months:    "januari|februari|maart|mei|juni|juli|augustus|oktober|mrt|okt",
	done:      "gedaan|klaar|vandaag|afgerond|vandaag gedaan|voltooid|af|gisteren|wat heb ik gedaan|bereikt|gereed|af vandaag|gedaan vandaag|wat is er gedaan|opgeleverd",
	next:      "volgende|hierna|morgen|te doen|volgende stappen|gepland|daarna|straks|plan|verder|mee bezig|vervolgens|wat komt er nu|bezig|planning|komende|volgende stap|morgen doen|nog te doen|plannen",
	blocked:   "geblokkeerd|blokkades|blokkade|obstakels|obstakel|wacht op|vast|blokkers|problemen|loopt vast|wachten op|knelpunten|hindernissen|probleem|hindernis|blocker|blockers|vastgelopen|belemmeringen|wachtend op",
	note:      "notitie|notities|opmerking|opmerkingen|overig|overige|ter info",
	decision:  "besluit|beslissing|besloten|besluiten|beslist",
	proposal:  "voorstel|voorstellen|voorgesteld",
	why:       "waarom|reden|omdat|redenen|motivatie",
	who:       "wie|besloten door",
	nothing:   "niets|geen|nee|niks|niets nieuws|geen blokkades|n.v.t.|nvt|niets vandaag|nog niets|niets te melden|alles goed|momenteel niets",
	greetings: "hallo|hoi|goedemorgen|goedemiddag|goedenavond|beste|dag|hoi allemaal|hallo allemaal|geachte|goedendag|hey",
	closings:  "groeten|groet|met vriendelijke groet|bedankt|dank|mvg|tot morgen|fijne avond|groetjes|vriendelijke groet|met vriendelijke groeten|dank je|dank je wel|alvast bedankt|tot ziens|hartelijke groet|vriendelijke groeten|fijne dag",
}
