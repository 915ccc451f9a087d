package main

import (
	"slices"
	"strconv"
	"strings"

	"kabar/mail/intake"
	"kabar/mail/reply"
	"kabar/store/entry"
)

// refusal is why a command can't be carried out, in the words of
// digest.Refused, and the nearest command that could be.
type refusal struct{ why, near string }

func (r *refusal) Error() string { return r.why }

// repaired decides what an update says after "move 2 next" or "drop 2 3".
// Numbers are those of shown, what the member was shown last; now is what the
// update says meanwhile. A point goes with what is nested under it. Sections
// that become empty stay, empty. The arguments are not changed; an error is a
// *refusal, and then nothing is.
func repaired(shown, now []entry.Section, c intake.Command, questions []string) (
	[]entry.Section, error,
) {
	numbers, to, err := readRepair(c, len(spots(shown)), questions)
	if err != nil {
		return nil, err
	}
	chosen := map[spot]bool{}
	for _, n := range numbers {
		at, ok := whereNow(shown, now, n)
		if !ok {
			return nil, &refusal{why: "gone"}
		}
		if now[at.section].Name != to {
			chosen[at] = true
		}
	}
	left, taken := takeOut(now, chosen)
	if to == "" || len(taken) == 0 {
		return left, nil
	}
	for i := range left {
		if left[i].Name == to {
			left[i].Items = append(left[i].Items, taken...)
			return left, nil
		}
	}
	return append(left, entry.Section{Name: to, Items: taken}), nil
}

// movement is "2 next", "#2 to next", "2 ke selesai".
var movement = pattern(`(?is)^#?([0-9]{1,9})\s+(?:to\s+|ke\s+|→\s*)?(\S.*)$`)

// readRepair reads which of n points a command is about, and where they go.
func readRepair(c intake.Command, n int, questions []string) (nums []int, to string, err error) {
	list := c.Args
	if c.Name == "move" {
		m := movement().FindStringSubmatch(c.Args)
		if m == nil {
			return nil, "", &refusal{why: "unclear", near: "move 2 next"}
		}
		list = m[1]
		if to, err = sectionNamed(strings.TrimRight(m[2], ".! "), questions); err != nil {
			return nil, "", err
		}
	}
	asked, ok := numbers(list, n+mostGets)
	if !ok {
		return nil, "", &refusal{why: "unclear", near: "drop 2"}
	}
	var near []string
	missing := false
	for _, a := range asked {
		nearest := int(min(a.num, int64(n)))
		missing = missing || int64(nearest) != a.num
		nums = append(nums, nearest)
		if word := strconv.Itoa(nearest); !slices.Contains(near, word) {
			near = append(near, word)
		}
	}
	if missing && n == 0 {
		return nil, "", &refusal{why: "item", near: "undo"}
	} else if missing {
		whole := strings.TrimSpace(c.Name + " " + strings.Join(near, " ") + " " + to)
		return nil, "", &refusal{why: "item", near: whole}
	}
	return nums, to, nil
}

// sectionNamed is the section that a member means by a word, in any language
// that replies are read in.
func sectionNamed(word string, questions []string) (string, error) {
	for _, q := range questions {
		if strings.EqualFold(q, word) {
			return q, nil
		}
	}
	const text = "kabar"
	read := reply.Read(reply.Input{Text: word + ": " + text, Questions: questions, Unasked: true})
	switch {
	case len(read.Decisions) > 0:
		return "", &refusal{why: "toDecide"}
	case len(read.Sections) != 1:
	case slices.Equal(read.Sections[0].Items, []reply.Item{{Text: text}}):
		return read.Sections[0].Name, nil
	}
	return "", &refusal{why: "section", near: "move 2 next"}
}

// spot is the place of an item.
type spot struct{ section, item int }

// spots are the places of all items, in the order in which digest.Receipt
// numbers them.
func spots(sections []entry.Section) (list []spot) {
	for s := range sections {
		for i := range sections[s].Items {
			list = append(list, spot{s, i})
		}
	}
	return list
}

// whereNow finds item number n of shown in now: by its text, in its section or,
// if it was moved meanwhile, in any.
func whereNow(shown, now []entry.Section, n int) (at spot, ok bool) {
	was := spots(shown)[n-1]
	section, text := shown[was.section].Name, shown[was.section].Items[was.item].Text
	same := 0 // items before it that say the same
	for i := range was.item {
		if shown[was.section].Items[i].Text == text {
			same++
		}
	}
	var inside, anywhere []spot
	for _, s := range spots(now) {
		if now[s.section].Items[s.item].Text != text {
			continue
		}
		anywhere = append(anywhere, s)
		if now[s.section].Name == section {
			inside = append(inside, s)
		}
	}
	switch {
	case len(inside) > 0:
		return inside[min(same, len(inside)-1)], true
	case len(anywhere) > 0:
		return anywhere[0], true
	}
	return spot{}, false
}

// takeOut takes items out of sections, each with what is nested under it.
func takeOut(sections []entry.Section, chosen map[spot]bool) (
	left []entry.Section, taken []entry.Item,
) {
	for s, section := range sections {
		kept := entry.Section{Name: section.Name}
		under := -1 // depth of the item that is being taken out; -1 for none
		for i, item := range section.Items {
			switch {
			case under >= 0 && item.Depth > under:
			case chosen[spot{s, i}]:
				under = item.Depth
			default:
				under = -1
				kept.Items = append(kept.Items, item)
				continue
			}
			taken = append(taken, entry.Item{Text: item.Text, Depth: item.Depth - under})
		}
		left = append(left, kept)
	}
	return left, taken
}

// amendment is what must be filed so that an update that says before will say
// after: the sections that differ, each whole. See entry.Merge for notes.
func amendment(before, after []entry.Section) (changes []entry.Section) {
	had := func(sections []entry.Section, name string) []entry.Item {
		for _, s := range sections {
			if s.Name == name {
				return s.Items
			}
		}
		return nil
	}
	done := map[string]bool{}
	for _, s := range slices.Concat(after, before) {
		was, is := had(before, s.Name), had(after, s.Name)
		if done[s.Name] || slices.Equal(was, is) {
			continue
		}
		done[s.Name] = true
		if s.Name == "note" && len(was) > 0 && len(is) > 0 {
			changes = append(changes, entry.Section{Name: s.Name})
		}
		changes = append(changes, entry.Section{Name: s.Name, Items: is})
	}
	return changes
}

// together is what a member's updates for one date say.
func together(updates []entry.Entry) []entry.Section {
	if len(updates) == 0 {
		return nil
	}
	return entry.Merge(updates[0], updates[1:]...).Sections
}

// undone is what updates say without the newest of them.
func undone(updates []entry.Entry) []entry.Section {
	if len(updates) == 0 {
		return nil
	}
	return together(updates[:len(updates)-1])
}
