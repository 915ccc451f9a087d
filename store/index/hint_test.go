package index

import "testing"

func TestHint(t *testing.T) {
	k := Known{People: []string{"Ana Putri", "ana", "Jörg Weiß", "bv", "山田太郎"},
		Teams: []string{"acme", "acme-web"}, Sections: []string{"done", "mood of the day"}}
	for _, c := range []struct{ query, en, id string }{
		{"from:nobody x", "Nobody here is called nobody.", "Di sini tidak ada yang bernama nobody."},
		{"@zed", "Nobody here is called zed.", "Di sini tidak ada yang bernama zed."},
		{"to:ben", "Nobody here is called ben.", "Di sini tidak ada yang bernama ben."},
		{"x (from:ana OR from:ben)", "Nobody here is called ben.", "Di sini tidak ada yang bernama ben."},
		{"from:\"ana vogel\"", "Nobody here is called ana vogel.", "Di sini tidak ada yang bernama ana vogel."},
		{"team:nope", "There is no team nope.", "Tidak ada tim nope."},
		{"section:foo", "There is no section foo.", "Tidak ada bagian foo."},
		{"fron: ana", "I looked for the word “fron”; did you mean from:?", "Yang dicari kata “fron”; maksudmu from:?"},
		{"dri: ana", "I looked for the word “dri”; did you mean dari:?", "Yang dicari kata “dri”; maksudmu dari:?"},

		{"from:ana", "", ""}, {"from:an*", "", ""}, {"from:jorg", "", ""}, {"from:\"putri ana\"", "", ""},
		{"mention:bv", "", ""}, {"from:山田", "", ""}, {"team:ACME", "", ""}, {"team:acme-w*", "", ""},
		{"section:kendala", "", ""}, {"section:\"mood of the day\"", "", ""}, {"postgres", "", ""},
		{"decision: 7", "", ""}, {"project:foo", "", ""}, {"\"note: urgent\"", "", ""}, {"*", "", ""},
	} {
		q := parse(t, c.query)
		if en, id := q.Hint("en", k), q.Hint("id", k); en != c.en || id != c.id {
			t.Errorf("%s: %q, %q, want %q, %q", c.query, en, id, c.en, c.id)
		}
	}
}
