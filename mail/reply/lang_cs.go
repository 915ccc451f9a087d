package reply

var czech = language{
	code: "cs",
	attribution: "Dne {x} napsal(a):|Dne {x} napsal:|Dne {x} napsala:|{x} odesílatel {who} napsal:|{x} odesílatel {who} napsala:|{x} odesílatel {who} napsal(a):|{x} uživatel {who} napsal:|{x} napsal(a):|{x} napsal:|{x} napsala:|V {x} napsal(a):" +
		"|{when}, {who}:|{when} {who}:|{who} píše v {when}:|{who} píše:|Dne {x} píše:|V {when} {who} píše:|Dne {x} jste napsal(a):|{who} píše {when}:|Cituji {who}:|{x} napsali:",
	from:      "Od|Odesílatel",
	sent:      "Odesláno|Datum|Posláno|Odeslané|Odeslano",
	to:        "Komu|Adresát|Pro|Příjemce",
	cc:        "Kopie|Skrytá kopie|Cc|Skrytá",
	subject:   "Předmět",
	other:     "Odpověď|Přílohy|Důležitost|Odpovědět|Odpověď na",
	original:  "Původní zpráva|Původní e-mail|Puvodni zprava|Originální zpráva|Původní email",
	forwarded: "Přeposlaná zpráva|Začátek přeposílané zprávy|Začátek přeposlané zprávy|Přeposlaný e-mail|Předávaná zpráva|Přeposláno|Předaná zpráva|Začátek přeposílaného e-mailu|Přesměrovaná zpráva|Přeposlal|Konec přeposlané zprávy|Začátek předávané zprávy|Přeposlaná zpráva od",
	taglines:  "Odesláno z {device}|Odesláno z mého {device}|Odesláno ze {device}|Posláno z {device}|Získat Outlook pro {device}|Odesláno z aplikace {device}|Odesláno pomocí {device}|Stáhnout Outlook pro {device}|Odesláno z mobilu|Odesláno ze zařízení {device}|Odesláno z telefonu",
	months:    "ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince|led|úno|bře|dub|kvě|čvn|čvc|srp|zář|říj|lis|pro",
	done:      "hotovo|dokončeno|dnes|uděláno|splněno|včera|udělal jsem|udělala jsem|co je hotovo|dnes hotovo|dokončil jsem|vyřešeno|hotové",
	next:      "dále|další|zítra|plán|plány|bude|následuje|další kroky|další krok|příště|zítra budu|v plánu|naplánováno|co dál|pokračuji|na zítra|rozpracováno",
	blocked:   "blokováno|překážky|problémy|čekám na|blokery|zablokováno|blokuje mě|překážka|problém|čekám|blokován|blokována|co mě brzdí|bloker",
	note:      "poznámka|poznámky|ostatní|jiné",
	decision:  "rozhodnutí|rozhodnuto",
	proposal:  "návrh|návrhy|navrhujeme",
	why:       "proč|důvod|protože",
	who:       "kdo|kdo rozhodl|rozhodli",
	nothing:   "nic|žádné|ne|není|nic nového|bez překážek",
	greetings: "ahoj|dobrý den|zdravím|čau|dobré ráno|dobrý večer|vážený|vážená",
	closings:  "s pozdravem|díky|děkuji|zdraví|hezký den|zdravím|hezký večer|s úctou|zatím|na shledanou",
}
