package reply

var italian = language{
	code: "it",
	attribution: "Il {x} ha scritto:|Il giorno {x} ha scritto:|{who} ha scritto il {when}:|{who} ha scritto:|{when} {who} ha scritto:|In data {x} ha scritto:|Il {x} scrive:|{who} scrive:|{who} scriveva:" +
		"|Il {x} scritto:|Il {x} ha scritto|{who} ha scritto ({when}):|Alle {x} ha scritto:|Il {x} hai scritto:|Nel messaggio {x} ha scritto:|Def. Quota {who}:|Quoting {who}:|Citando {who}:|Scrive {who}:|Il {when} {who} ha inviato:|{who} ha scritto nel messaggio {x}:|On {x} ha scritto:",
	from:      "Da|Mittente|Inviato da",
	sent:      "Inviato|Data|Inviata|Inviato il|Data invio",
	to:        "A|Per|Destinatario|Destinatari",
	cc:        "Cc|Copia|Ccn",
	subject:   "Oggetto",
	other:     "Rispondi a|Allegati|Priorità|Risposta|Importanza",
	original:  "Messaggio originale|Messaggio Originale|Messaggio originario|Original Message|Mail originale|Email originale",
	forwarded: "Messaggio inoltrato|Inizio messaggio inoltrato|Messaggio Inoltrato|Inoltrato da|Inizio del messaggio inoltrato|Email inoltrata|Inizio e-mail inoltrata|E-mail inoltrata",
	taglines: "Inviato da {device}|Inviato dal mio {device}|Inviato dall'{device}|Inviato con {device}|Scarica Outlook per {device}|Ottieni Outlook per {device}|Inviata da {device}|Inviato tramite {device}|Inviato da mio {device}" +
		"|Inviato dal {device}|Inviato da Outlook per {device}|Inviato dalla mia {device}|Inviato dall’{device}|Spedito da {device}",
	months:    "gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|gen|mag|giu|lug|ago|sett|ott|dic",
	done:      "fatto|fatto oggi|oggi|completato|finito|concluso|cosa ho fatto|ieri|fatti|terminato|realizzato|lavoro fatto|completati|svolto|attività svolte|portato a termine",
	next:      "prossimo|prossimi passi|prossimamente|domani|da fare|poi|in seguito|a seguire|dopo|piano|prossima|prossime|in corso|programma|successivo|cosa viene dopo|prossimo passo|domani farò|in programma|pianificato|attività successive",
	blocked:   "bloccato|bloccata|blocchi|blocco|ostacoli|impedimenti|in attesa|problemi|fermo|bloccanti|ostacolo|impedimento|difficoltà|problema|bloccati|cosa mi blocca|aspetto",
	note:      "nota|note|altro|varie|osservazioni|commento|commenti|osservazione",
	decision:  "decisione|deciso|decisioni|abbiamo deciso",
	proposal:  "proposta|proposte|proponiamo",
	why:       "perché|perche|motivo|ragione|perchè|motivazione|motivi",
	who:       "chi|deciso da",
	nothing:   "niente|nulla|nessuno|nessuna|no|nessun blocco|niente di nuovo|niente oggi|per ora niente|nessun problema|tutto bene|niente per ora|tutto ok|nessun ostacolo",
	greetings: "ciao|buongiorno|buonasera|salve|caro|cara|ciao a tutti|buon pomeriggio|gentile",
	closings:  "saluti|grazie|cordiali saluti|a presto|a domani|un saluto|buona serata|distinti saluti|grazie mille|buona giornata|ciao|un abbraccio|arrivederci|grazie e saluti",
}
