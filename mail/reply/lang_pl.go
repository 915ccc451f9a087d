package reply

var polish = language{
	code: "pl",
	attribution: "W dniu {x} napisał(a):|W dniu {x} napisał:|W dniu {x} napisała:|W dniu {x} pisze:|W dniu {x} użytkownik {who} napisał:|Dnia {x} napisał(a):|Dnia {x} napisał:|Dnia {x} napisała:|{x} napisał(a):|{x} napisał:|{x} napisała:|{x} pisze:" +
		"|Wiadomość napisana przez {who} w dniu {when}:|Wiadomość napisana przez {who}:|Wiadomość wysłana przez {who} w dniu {when}:|{who} napisał(a) w dniu {when}:|{when} {who} napisał(a):|{who} pisze:|Cytowanie {who}:|{who} wrote ({when}):|W wiadomości z {x} napisał:|W dniu {x} wrote:|Użytkownik {x} napisał:|{who} napisał w wiadomości:|W dniu {x} napisali:|{who} napisał w wiadomości {x}:|{who} napisała w wiadomości {x}:",
	from:      "Od|Nadawca",
	sent:      "Wysłano|Data|Wysłane|Data wysłania|Wysłany|Wysłana",
	to:        "Do|Adresat|Odbiorca",
	cc:        "DW|UDW|Kopia|Do wiadomości|Cc",
	subject:   "Temat",
	other:     "Odpowiedz do|Załączniki|Ważność|Priorytet|Odpowiedź do",
	original:  "Wiadomość oryginalna|Oryginalna wiadomość|Pierwotna wiadomość|Original Message|Wiadomość źródłowa|Treść oryginalnej wiadomości|Oryginał wiadomości",
	forwarded: "Przekazana wiadomość|Treść przekazanej wiadomości|Początek przekazywanej wiadomości|Wiadomość przekazana|Przesłana dalej wiadomość|Początek przesłanej wiadomości|Przekazano przez|Przesłana wiadomość|Wiadomość przesłana dalej|Początek przekazanej wiadomości|Treść przesłanej wiadomości|Przesyłana dalej wiadomość|Przekazywana wiadomość",
	taglines:  "Wysłane z {device}|Wysłano z {device}|Wysłane z mojego {device}|Wysłano z mojego {device}|Wysłane przez {device}|Pobierz program Outlook dla {device}|Pobierz aplikację Outlook dla {device}|Wysłane za pomocą {device}|Uzyskaj program Outlook dla systemu {device}|Uzyskaj Outlook dla {device}|Pobierz Outlook dla {device}|Wysłane z aplikacji {device}|Wysłane z telefonu",
	months:    "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paź|lis|gru",
	done:      "zrobione|gotowe|dzisiaj|dziś|ukończone|wykonane|wczoraj|zrobiłem|zrobiłam|zrobiłem dziś|co zrobiłem|co zrobiłam|wykonano|ukończono|dokończone|zakończone",
	next:      "następne|dalej|jutro|plan|plany|w planach|kolejne|następnie|do zrobienia|następne kroki|następny krok|kolejne kroki|zamierzam|w toku|plan na jutro|planowane|potem|co dalej",
	blocked:   "zablokowane|blokery|blokada|przeszkody|problemy|czekam na|bloker|utknąłem|zablokowany|zablokowana|problem|przeszkoda|czekam|utknęłam|trudności|co blokuje|blokady",
	note:      "notatka|uwagi|inne|notatki|uwaga",
	decision:  "decyzja|postanowiono|decyzje",
	proposal:  "propozycja|propozycje|proponuję",
	why:       "dlaczego|powód|ponieważ|uzasadnienie",
	who:       "kto|kto zdecydował|zdecydowali",
	nothing:   "nic|brak|nie|nie ma|bez zmian|nic nowego|brak blokerów|żadnych",
	greetings: "cześć|dzień dobry|hej|witam|dobry wieczór|witajcie|szanowny|szanowna|szanowni państwo",
	closings:  "pozdrawiam|dzięki|z poważaniem|do jutra|dziękuję|pozdrowienia|miłego dnia|na razie|serdecznie pozdrawiam|miłego wieczoru",
}
