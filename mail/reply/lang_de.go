package reply

var german = language{
	code: "de",
	attribution: "Am {x} schrieb {who}:|Am {when} schrieb {who}:|Am {x} schrieb:|{who} schrieb am {when}:|{when} schrieb {who}:" +
		"|Am {when} hat {who} Folgendes geschrieben:|Am {when} hat {who} geschrieben:|{who} hat am {when} geschrieben:" +
		"|{who} schrieb:|{who} hat geschrieben:|{who} schrieb ({when}):|Zitat von {who}:|{when} hat {who} geschrieben:" +
		"|{who} schrieb im Newsbeitrag {x}:|{who} meinte am {when}:|{who} wrote am {when}:|Am {when}, schrieb {who}:|{who} meinte:" +
		"|Gesendet am {when} von {who}:|Von {who} am {when}:|In {x} schrieb {who}:|Am {x} meinte {who}:|Am {when} hat {who} folgendes geschrieben:|{who} schrieb in Nachricht {x}:|{who} schrieb in im Newsbeitrag {x}:|On {x} schrieb:",
	from:      "Von|Absender",
	sent:      "Gesendet|Datum|Gesendet am|Verschickt|Gesendet um",
	to:        "An|Empfänger",
	cc:        "Cc|Kopie|Kopie (CC)|Blindkopie",
	subject:   "Betreff",
	other:     "Antwort an|Anlagen|Anhänge|Wichtigkeit|Priorität|Antwort",
	original:  "Ursprüngliche Nachricht|Originalnachricht|Original-Nachricht|Original Nachricht|Antwort Nachricht|Ursprüngliche E-Mail|Originalmail|Originalmeldung|Ursprüngliche Mail",
	forwarded: "Weitergeleitete Nachricht|Anfang der weitergeleiteten Nachricht|Anfang der weitergeleiteten E-Mail|Weitergeleitete Mail|Weitergeleitet von|Weitergeleitete E-Mail|Weitergeleitete Nachricht von|Ende der weitergeleiteten Nachricht|Beginn der weitergeleiteten Nachricht|Beginn der weitergeleiteten E-Mail",
	taglines: "Von meinem {device} gesendet|Von meinem {device} aus gesendet|Gesendet von meinem {device}|Gesendet von {device}|Gesendet mit {device}|Von {device} gesendet" +
		"|Diese Nachricht wurde von meinem {device} gesendet|Gesendet mit der {device}|Holen Sie sich Outlook für {device}|Outlook für {device} beziehen" +
		"|Outlook für {device} herunterladen|Mit {device} gesendet|Gesendet über {device}|Von unterwegs gesendet|Von unterwegs|Gesendet aus der {device}|Gesendet aus {device}|Gesendet vom {device}|Mobil gesendet",
	months:    "Januar|Jänner|Februar|März|Mai|Juni|Juli|Oktober|Dezember|Mär|Okt|Dez|Mrz",
	done:      "erledigt|gemacht|heute|fertig|geschafft|heute erledigt|was habe ich gemacht|was habe ich erledigt|gestern|abgeschlossen|was hast du geschafft|was hast du heute geschafft",
	next:      "als nächstes|als nächstes geplant|nächstes|nächste schritte|geplant|morgen|plan|weiter|demnächst|was kommt als nächstes|als nächstes dran|zu tun|in arbeit|nächster schritt|danach",
	blocked:   "blockiert|blocker|blockaden|hindernisse|hindernis|hängt|probleme|warte auf|wartet|es hakt|was blockiert dich|blockiert durch|offen",
	note:      "notiz|notizen|anmerkung|anmerkungen|sonstiges|hinweis|bemerkung|zur info",
	decision:  "entscheidung|beschluss|entschieden|beschlossen|entscheidungen",
	proposal:  "vorschlag|vorschläge|vorgeschlagen|wir schlagen vor",
	why:       "warum|grund|begründung|weil|weshalb",
	who:       "wer|beschlossen von|entschieden von|beteiligt",
	nothing:   "nichts|keine|keines|kein|nein|nix|nichts neues|nichts heute|keine blocker|aktuell nichts|entfällt|derzeit nichts|nichts besonderes|momentan nichts|zur zeit nichts|alles gut",
	greetings: "hallo|hi|moin|guten morgen|guten tag|guten abend|servus|liebe|lieber|sehr geehrte|grüezi|hallo zusammen|grüß gott",
	closings:  "grüße|gruß|viele grüße|liebe grüße|beste grüße|mfg|mit freundlichen grüßen|danke|vg|lg|schönen abend|bis morgen|schönen feierabend|schöne grüße|freundliche grüße|vielen dank|tschüss|bis dann|gruss|viele gruesse|liebe gruesse|herzliche grüße|mit freundlichem gruß|mit besten grüßen|mit vielen grüßen|mit lieben grüßen|mit herzlichen grüßen|hochachtungsvoll",
}
