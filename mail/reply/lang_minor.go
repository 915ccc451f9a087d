package reply

// minor collects what is known of languages too little to have a file of
// their own: Bulgarian, Serbian, Slovene, Estonian, Latvian, Lithuanian, Thai,
// Persian, Hindi. Give one its own file when it has labels too.
var minor = language{
	code:        "other",
	attribution: "{x} написа:|На {x} написа:|На {x} пише:|{x} је написао/ла:|{x} je {who} napisal:|{x} je {who} napisala:|{x} je oseba {who} napisala:|Dne {x} je {who} napisal:|{x} kirjutas:|{x} kirjutas {who}:|{x} rakstīja:|{x} rašė:|{x} parašė:|{x} เขียนว่า:|เมื่อ {x} เขียนว่า:|{x} نوشت:|{x} ने लिखा:|{x} को {who} ने लिखा:|{x} pisal:|{x} је написао:|เมื่อ {x} {who} เขียน:|{x} skrifaði:|Þann {x} skrifaði {who}:|{x} a napisał:|{x} menulis:|Pada {x} menulis:|{x} wrote:|Oseba {who} je dne {when} napisala:|Oseba {who} je dne {when} napisal:|V {x} je {who} napisal:",
	from:        "От|Подател|Šalje|Od|Saatja|No|Nuo|จาก|از|प्रेषक|Од|Pošiljatelj|Frá|Kellelt|Sūtītājs|Siuntėjas",
	sent:        "Изпратено|Дата|Poslano|Saadetud|Kuupäev|Nosūtīts|Išsiųsta|ส่ง|วันที่|ارسال شده|दिनांक|Послато|Датум|Sent|Datums|Data|تاریخ|Sent|ส่งเมื่อ",
	to:          "До|За|Prima|Saaja|Kellele|Kam|Kam:|ถึง|به|प्रति|Kas|Til|Adresāts|Gavėjas|Za|Saajad",
	cc:          "Копие|Koopia|Kopija|สำเนา|رونوشت|Kp",
	subject:     "Относно|Zadeva|Teema|Temats|Tema|เรื่อง|หัวเรื่อง|موضوع|विषय|Предмет|Наслов|Efni|Pealkiri|Tēma",
	original:    "Оригинално съобщение|Izvirno sporočilo|Algne kiri|Originaal|Algsõnum|Sākotnējais ziņojums|Originalus laiškas|ข้อความต้นฉบับ|پیام اصلی|Оригинална порука|Originalni laiškas|Izvorno sporočilo",
	forwarded:   "Препратено съобщение|Posredovano sporočilo|Edastatud kiri|Edastatud sõnum|Pārsūtītais ziņojums|Persiųstas laiškas|ข้อความที่ส่งต่อ|پیام هدایت شده|Прослеђена порука|Pārsūtīta vēstule|Persiunčiamas laiškas|अग्रेषित संदेश|Začetek posredovanega sporočila|Začetek posredovane pošte|Algus edastatud kiri|เริ่มข้อความที่ส่งต่อ|شروع پیام هدایتشده|Начало на препратеното съобщение|เริ่มต้นข้อความที่ส่งต่อ|Persiunčiamo laiško pradžia|Pārsūtītās ziņas sākums|Pārsūtītā ziņa|Edasisaadetud sõnumi algus|Edasisaadetud kiri",
	taglines:    "Изпратено от {device}|Изпратено от моя {device}|Poslano iz {device}|Poslano z {device}|Saadetud minu {device}|Nosūtīts no {device}|Išsiųsta iš {device}|ส่งจาก {device} ของฉัน|ส่งจาก {device}|ارسال شده از {device} من|Poslato sa {device}|Послато са {device}|मेरे {device} से भेजा गया|Sent frá {device}",
	nothing:     "-|--|—|–|.|…|...|/|x|0|✓|ok",
	note:        "memo",
}
