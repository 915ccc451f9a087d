package digest

var indonesian = locale{
	lang:      "id",
	weekdays:  [7]string{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"},
	shortDays: [7]string{"Min", "Sen", "Sel", "Rab", "Kam", "Jum", "Sab"},
	months: [12]string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli",
		"Agustus", "September", "Oktober", "November", "Desember"},
	shortMonths: [12]string{"Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul",
		"Agu", "Sep", "Okt", "Nov", "Des"},
	fullDate:  "{weekday}, {day} {month}",
	shortDate: "{weekday} {day} {month}",
	nothing: []string{"tidak", "tidak ada", "tdk ada", "ga ada", "gak ada", "nggak ada", "enggak ada",
		"tak ada", "belum ada", "kosong", "nihil", "aman", "lancar", "tidak ada kendala",
		"tidak ada hambatan"},
	labels: map[string]string{
		"done": "Selesai", "next": "Berikutnya", "blocked": "Terhambat", "decision": "Keputusan",
		"note": "Catatan",
	},

	prompt: promptWords{
		subject: "Apa kabar, {name}? — {date}",
		title:   "Hai {name}, ada kabar apa hari {date}?",
		how: "Balas saja email ini: di bawah tiap pertanyaan, di atas semuanya, atau sesukamu. " +
			"Satu baris pun cukup.",
		planned: "Rencanamu ({date}):",
		blocked: "Masih menghambat? Tulis lagi di bawah {label}; yang tidak ditulis dianggap beres.",
		sinceOn: "sejak {date}",
		away: "Ada balasan otomatis darimu. Sedang cuti? Balas `away until {example}` " +
			"dan sampai hari itu aku tidak akan mengirimimu email.",
		silence: "Tidak membalas juga jawaban: tidak ada yang dicatat sebagai absen.",
		foot:    "Mau libur? `away until {example}` · Mau jeda dulu? `pause` · Lainnya? `help`",
	},

	edition: editionWords{
		subject:  "{team}, {date}: {summary}",
		morning:  "Selamat pagi, {name}.",
		noon:     "Selamat siang, {name}.",
		evening:  "Selamat sore, {name}.",
		night:    "Selamat malam, {name}.",
		forYou:   count{"{n} untukmu", "{n} untukmu"},
		updates:  count{"{n} kabar", "{n} kabar"},
		comments: count{"{n} komentar", "{n} komentar"},
		decided:  count{"{n} keputusan", "{n} keputusan"},
		proposed: count{"{n} usulan", "{n} usulan"},

		waiting:   "Menunggumu",
		asks:      "bertanya kepadamu",
		mentions:  "menyebut namamu",
		isBlocked: "terhambat dan menyebut namamu",
		onYours:   "menulis di bawah kabarmu {date}",
		onYourDec: "menulis di bawah keputusanmu",

		blockers: "Terhambat",
		days:     count{"{n} hari", "{n} hari"},
		fresh:    "baru",

		decisions: "Keputusan",
		number:    "Keputusan {n}",
		why:       "Alasan",
		by:        "oleh {names}",
		deadline:  "sampai {date}",
		objection: "Keberatan",
		open:      "Masih terbuka: balas `accept {n}` atau `reject {n}`.",
		status: map[string]string{"proposed": "diusulkan", "accepted": "diterima", "rejected": "ditolak",
			"withdrawn": "ditarik", "superseded": "diganti keputusan {n}"},

		everybody: "Kabar semua",
		forDate:   "untuk {date}",
		amended:   "diperbarui",
		gone:      "{label}: ditarik kembali",
		earlier:   "Di bawah tulisan sebelumnya",
		toAll:     "untuk semua",
		unknown:   "tulisan sebelumnya",

		moreLines:   count{"… {n} baris lagi: balas `get {num}`", "… {n} baris lagi: balas `get {num}`"},
		moreEntries: count{"… {n} tulisan lagi: balas `search after:{date}`", "… {n} tulisan lagi: balas `search after:{date}`"},
		how:         "Balas di bawah sebuah tulisan, dan penulisnya membacanya di sana.",
		foot:        "`search kata` · `get {num}` · `decisions` · `help`",
		zone:        "Semua jam menurut waktumu ({zone}).",
	},

	answer: indonesianAnswer,

	commands: commandWords{
		names: map[string]string{
			"help": "bantuan", "search": "cari", "get": "lihat", "best": "terbaik",
			"thread": "utas", "more": "lagi", "mydata": "data saya", "decisions": "keputusan",
			"decision": "keputusan", "who": "siapa", "away": "cuti", "back": "kembali",
			"timezone": "zona waktu", "hours": "jam kerja", "prompt": "jam tanya",
			"digest": "rangkuman", "language": "bahasa", "pause": "jeda", "resume": "lanjut",
			"undo": "urungkan", "move": "pindah", "drop": "hapus", "accept": "setujui",
			"reject": "tolak", "withdraw": "tarik", "supersede": "ganti", "yes": "ya",
		},
		args: map[string]map[string]string{
			"away": {"until": "sampai", "further": "pemberitahuan", "notice": "lebih lanjut",
				"tomorrow": "besok"},
			"hours": {"mon": "Sen", "tue": "Sel", "wed": "Rab", "thu": "Kam", "fri": "Jum",
				"sat": "Sab", "sun": "Min"},
			"decisions": {"open": "terbuka"},
			"supersede": {"use": "pakai"},
			"get":       {"files": "berkas", "file": "berkas"},
			"move": {"done": "selesai", "next": "berikutnya", "blocked": "terhambat",
				"note": "catatan"},
		},
	},
}
