package reply

var indonesian = language{
	code: "id",
	attribution: "Pada {x} menulis:|Pada {x} menulis|{who} menulis pada {when}:|{who} menulis:|{when} {who} menulis:|Pada tanggal {x} menulis:|Pada {x} telah menulis:|Pada {when}, {who} menulis sbb:|{who} menulis ({when}):|Pada hari {x} menulis:" +
		"|Pada {x} berkata:|Pada {x} mengirim:|Tanggal {x} menulis:|Pada {when} {who} menuliskan:|Pada {x} menulis sebagai berikut:|Pada {x} menyatakan:|{who} berkata:|Pada {x} tulis:",
	from:      "Dari|Pengirim",
	sent:      "Terkirim|Dikirim|Tanggal|Dikirim pada|Waktu|Tgl|Dikirim:",
	to:        "Kepada|Ke|Untuk|Penerima",
	cc:        "Cc|Tembusan|CC",
	subject:   "Subjek|Perihal|Judul|Topik|Hal",
	other:     "Balas ke|Lampiran|Balas Ke|Kepentingan",
	original:  "Pesan asli|Pesan Asli|Pesan semula|Pesan Original|Email asli|Pesan orisinal|Surel asli",
	forwarded: "Pesan terusan|Pesan diteruskan|Pesan yang diteruskan|Mulai pesan terusan|Awal pesan yang diteruskan|Diteruskan oleh|Pesan yang Diteruskan|Mulai pesan yang diteruskan|Pesan Terusan|Memulai pesan yang diteruskan|Mulai meneruskan pesan|Email yang diteruskan|Pesan Diteruskan|Awal email yang diteruskan",
	taglines: "Dikirim dari {device} saya|Dikirim dari {device}|Terkirim dari {device}|Dikirim dengan {device}|Dikirim melalui {device}|Dapatkan Outlook untuk {device}|Dikirim dari ponsel {device}|Terkirim dari {device} saya|Dikirim menggunakan {device}|Dikirim via {device}" +
		"|Dikirim dari HP|Dikirim dari ponsel|Dikirim oleh {device}|Terkirim menggunakan {device}|Sent dari {device}|Dikirim dari ponsel saya|Terkirim dari ponsel",
	months:    "Januari|Februari|Maret|Mei|Juni|Juli|Agustus|Oktober|Desember|Agu|Okt|Des|Agt",
	done:      "selesai|sudah|hari ini|yang selesai|sudah selesai|beres|telah selesai|yang sudah selesai|apa yang selesai|kemarin|dikerjakan|sudah dikerjakan|hasil|tuntas|selesai hari ini",
	next:      "berikutnya|selanjutnya|besok|rencana|lanjut|akan|yang akan dikerjakan|rencana besok|yang berikutnya|lalu|kemudian|akan datang|setelah ini|rencana berikutnya|sedang dikerjakan|nanti",
	blocked:   "terhambat|kendala|hambatan|terblokir|tertahan|masalah|menunggu|terkendala|terhalang|halangan|macet|yang menghambat|blokir",
	note:      "catatan|lain-lain|lainnya|info|komentar|keterangan|tambahan",
	decision:  "keputusan|diputuskan|memutuskan|kami putuskan",
	proposal:  "usulan|usul|diusulkan|kami usulkan|saya usulkan",
	why:       "alasan|kenapa|mengapa|karena|sebab",
	who:       "siapa|diputuskan oleh|oleh|pemutus",
	nothing:   "tidak ada|tak ada|belum ada|nihil|tidak|gak ada|nggak ada|ga ada|enggak ada|belum|kosong|tidak ada kendala|tidak ada hambatan|aman|tdk ada|belum ada apa-apa|sementara tidak ada|tidak ada saat ini|lancar",
	greetings: "halo|hai|selamat pagi|selamat siang|selamat sore|selamat malam|pagi|siang|sore|malam|dear|yth|assalamualaikum|hi|halo semua|permisi",
	closings:  "salam|terima kasih|makasih|trims|sampai besok|hormat saya|wassalam|thanks|tks|terimakasih|sampai jumpa|salam hangat|salam hormat|makasih ya|terima kasih banyak|sekian|sekian dan terima kasih|wassalamualaikum",
}
