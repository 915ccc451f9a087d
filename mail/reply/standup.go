package reply

import "sync"

// In a stand-up's form, "Yesterday: … Today: …", today is what comes next. In
// an answer to "what did you do?" it is what was done.

// yesterdays and todays are labels of all languages, folded.
var (
	yesterdays = labelSet("yesterday|gestern|hier|ayer|ontem|ieri|gisteren|kemarin|昨日|昨天|어제|вчера|вчора|wczoraj|včera" +
		"|i går|igår|eilen|dün|hôm qua|χθες|אתמול|أمس|tegnap|ahir|jučer")
	todays = labelSet("today|heute|aujourd'hui|hoy|hoje|oggi|vandaag|hari ini|今日|本日|今天|오늘|сегодня|сьогодні|dzisiaj|dziś" +
		"|dnes|i dag|idag|tänään|bugün|hôm nay|σήμερα|היום|اليوم|azi|astăzi|ma|avui|danas")
)

func labelSet(words string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		m := map[string]bool{}
		for _, w := range list(words) {
			m[labelKey(w)] = true
		}
		return m
	})
}

// today tells whether a label of what was done means what comes next: it says
// "today", "yesterday" stood above, and nothing else in the text is labelled as
// coming next.
func (p *placer) today(l label, lines []string) bool {
	if l.name != sectionDone || !l.today {
		p.yesterday = p.yesterday || l.yesterday
		return false
	}
	if !p.yesterday {
		return false
	}
	if !p.looked {
		p.looked = true
		for i, s := range lines {
			if i >= maxPlaced {
				break
			}
			if other, _, _, ok := p.cutLabel(s); ok && other.name == sectionNext {
				p.planned = true
				break
			}
		}
	}
	return !p.planned
}
