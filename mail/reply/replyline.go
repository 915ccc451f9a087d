package reply

import "strings"

// replyLines are words of the line that ticket systems and project tools draw
// above their mails, "##- Please type your reply above this line -##", folded.
var replyLines = list("above this line|above the line|above the dashed line|über dieser zeile|oberhalb dieser zeile|über dieser linie" +
	"|oberhalb dieser linie|au-dessus de cette ligne|encima de esta línea|arriba de esta línea|acima desta linha|acima dessa linha" +
	"|sopra questa riga|sopra questa linea|boven deze regel|boven deze lijn|di atas baris ini|di atas garis ini" +
	"|ovanför denna rad|ovanför den här raden|over denne linje|over denne linjen|ovenfor denne linje|powyżej tej linii" +
	"|nad tento řádek|nad tímto řádkem|nad tento riadok|выше этой строки|выше этой линии|вище цього рядка" +
	"|この行より上|この線より上|在此行上方|此行以上|在此線以上|이 줄 위|bu satırın üst|bu satırın üzerine" +
	"|phía trên dòng này|πάνω από αυτή τη γραμμή|מעל שורה זו|מעל לשורה זו|فوق هذا السطر|deasupra acestei linii|e sor fölé|per sobre d'aquesta línia|tämän rivin yläpuolelle")

// maxReplyLine bounds such a line, in bytes.
const maxReplyLine = 200

// isReplyLine tells a folded line that is drawn and says that the answer goes
// above it.
func isReplyLine(s string) bool {
	if len(s) > maxReplyLine || len(s) < 12 || !isRule(s[:2], 2) {
		return false
	}
	for _, words := range replyLines {
		if strings.Contains(s, words) {
			return true
		}
	}
	return false
}
