package intake

import "strings"

// An out-of-office reply that carries none of the usual fields and goes under
// "Re: …" is known by its words alone: that somebody is not there, and at least
// two of the formal phrases for a sender whom it does not know ("in urgent cases
// please contact …"). People who write that they are away write to their team:
// shorter, with what they did, under labels. Since words can mislead, such a
// mail is kept (Auto.Keep), and the next prompt asks "away?".

// How much such a text may say.
const (
	absenceBytes = 1500
	absenceLines = 14
	mostErrands  = 2 // phrases of errands that must be there
)

// absenceMark looks for such a text.
func absenceMark(text string) *mark {
	if len(text) > absenceBytes {
		return nil
	}
	lines := spokenLines(text)
	if len(lines) > absenceLines {
		return nil
	}
	for _, list := range automata3() {
		for _, w := range list {
			phrases := errands[w.lang]
			if n := len(found(lines, phrases)); n < mostErrands {
				continue
			}
			for _, gone := range found(lines, w.gone) {
				if !overlaps(gone, phrases) {
					return &mark{why: "its text is an answering machine's (" + w.lang + "): " +
						oneLine(lines[0], maxGiven), away: true}
				}
			}
		}
	}
	return nil
}

// found lists the phrases that stand in the lines, without those that are part
// of another one found.
func found(lines, phrases []string) (list []string) {
	for _, p := range phrases {
		if anyLine(lines, []string{p}) && !overlaps(p, list) {
			list = append(list, p)
		}
	}
	return list
}

// overlaps tells whether one of the phrases is part of p, or p of it.
func overlaps(p string, phrases []string) bool {
	for _, q := range phrases {
		if strings.Contains(p, q) || strings.Contains(q, p) {
			return true
		}
	}
	return false
}

// errands is what answering machines of each language tell senders to do
// meanwhile, as robotWords are written. A language is added by adding a row
// under the lang of its robotWords.
var errands = map[string][]string{
	"en": {"limited access to", "no access to e", "in urgent cases", "urgent matters",
		"urgent requests", "urgent queries", "matter is urgent", "if it is urgent",
		"in case of emergency", "immediate assistance", "in my absence", "during my absence",
		"respond to your", "reply to your", "answer your", "get back to you", "when i return",
		"upon my return", "on my return", "not be forwarded", "please contact"},
	"de": {"dringenden fällen", "dringenden angelegenheiten", "wenden sie sich",
		"wende dich bitte", "meine vertretung", "nicht weitergeleitet", "nach meiner rückkehr",
		"ihre nachricht", "ihre e-mail", "schnellstmöglich", "während meiner abwesenheit"},
	"fr": {"en cas d'urgence", "pour toute urgence", "veuillez contacter", "merci de contacter",
		"à mon retour", "dès mon retour", "je vous répondrai", "mon absence", "votre message"},
	"it": {"in caso di urgenza", "per urgenze", "al mio rientro", "si prega di contattare",
		"potete contattare", "risponderò", "durante la mia assenza"},
	"es": {"en caso de urgencia", "asuntos urgentes", "a mi regreso", "a mi vuelta",
		"póngase en contacto", "por favor contacte", "responderé", "durante mi ausencia"},
	"pt": {"em caso de urgência", "assuntos urgentes", "no meu regresso", "no meu retorno",
		"responderei", "minha ausência", "entre em contato", "por favor contacte",
		"favor contatar"},
	"nl": {"dringende gevallen", "voor dringende", "bij mijn terugkomst", "na mijn terugkomst",
		"contact opnemen met", "mijn afwezigheid", "zal ik uw"},
	"id": {"keperluan mendesak", "hal mendesak", "hal yang mendesak", "jika mendesak",
		"silakan hubungi", "silahkan hubungi", "setelah saya kembali", "akan saya balas",
		"akan membalas", "selama saya tidak"},
	"ja": {"緊急の", "お急ぎの", "戻り次第", "帰社後", "返信いたします", "返信させていただきます",
		"ご連絡いたします", "までご連絡"},
	"zh": {"如有急事", "紧急事宜", "如有紧急", "緊急事宜", "请联系", "請聯絡", "返回后", "回来后",
		"尽快回复", "盡快回覆"},
	"ko": {"긴급한", "급한 용무", "급하신", "복귀 후", "회신 드리", "답변 드리", "연락 바랍니다"},
	"ru": {"в срочных случаях", "по срочным вопросам", "по возвращении", "после возвращения",
		"обращайтесь", "отвечу на ваше", "отвечу вам"},
	"uk": {"у термінових", "термінових питань", "після повернення", "звертайтеся", "звертайтесь",
		"відповім"},
	"bg": {"спешни случаи", "при спешн", "след завръщането", "свържете се"},
	"el": {"για επείγοντα", "επείγοντα θέματα", "την επιστροφή μου", "επικοινωνήστε"},
	"he": {"במקרים דחופים", "לעניינים דחופים", "במקרה דחוף", "אשיב", "ניתן לפנות"},
	"ar": {"الحالات العاجلة", "للأمور العاجلة", "عند عودتي", "يرجى التواصل", "سأرد"},
	"th": {"กรณีเร่งด่วน", "หากเร่งด่วน", "กรุณาติดต่อ"},
	"pl": {"w pilnych sprawach", "sprawach pilnych", "po powrocie", "proszę o kontakt",
		"odpowiem na"},
	"cs": {"v naléhavých", "v neodkladných", "po návratu", "po svém návratu", "obraťte se",
		"kontaktujte"},
	"sk": {"v naliehavých", "v súrnych", "po návrate", "obráťte sa", "kontaktujte"},
	"sv": {"brådskande", "när jag är tillbaka", "vänligen kontakta", "kontakta gärna",
		"svarar på ditt"},
	"da": {"hastetilfælde", "haster det", "når jeg er tilbage", "kontakt venligst",
		"besvarer din"},
	"no": {"haster det", "hastesaker", "når jeg er tilbake", "ta kontakt med", "svarer på din"},
	"fi": {"kiireellisissä", "kiireellisessä", "palattuani", "ottakaa yhteyttä", "ota yhteyttä",
		"vastaan viestiisi"},
	"hu": {"sürgős esetben", "sürgős ügy", "visszatérésem után", "kérem forduljon",
		"kérem, forduljon", "keresse"},
	"ro": {"caz de urgență", "pentru urgențe", "la întoarcere", "contactați", "voi răspunde"},
	"hr": {"hitnim slučajevima", "po povratku", "obratite se", "kontaktirajte"},
	"tr": {"acil durumlarda", "acil konular", "döndüğümde", "iletişime geç", "yanıtlayacağım"},
	"vi": {"trường hợp khẩn cấp", "việc gấp", "vui lòng liên hệ", "sau khi trở lại",
		"sẽ trả lời"},
	"ca": {"en cas d'urgència", "per a urgències", "a la meva tornada", "contacteu amb",
		"respondré"},
	"lt, lv, et": {"skubiais atvejais", "grįžęs", "kreipkitės", "steidzamos gadījumos",
		"pēc atgriešanās", "kiireloomulis", "palun pöörduge"},
}
