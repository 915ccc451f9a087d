package intake

// zonePlaces is what people call a zone besides the city in its name: the
// country where it has one time only, and large cities that have no zone of
// their own. Accents and case don't matter. A country with several times
// stands in zoneMany. A zone with many names has several lines.
const zonePlaces = `
Africa/Abidjan: Ivory Coast, Cote d'Ivoire, Yamoussoukro
Africa/Accra: Ghana, Kumasi
Africa/Addis_Ababa: Ethiopia
Africa/Algiers: Algeria, Aljazair
Africa/Bamako: Mali
Africa/Bangui: Central African Republic
Africa/Banjul: Gambia
Africa/Bissau: Guinea-Bissau
Africa/Blantyre: Malawi, Lilongwe
Africa/Brazzaville: Congo
Africa/Bujumbura: Burundi
Africa/Cairo: Egypt, Mesir, Alexandria
Africa/Casablanca: Morocco, Maroko, Rabat, Marrakesh
Africa/Conakry: Guinea
Africa/Dakar: Senegal
Africa/Dar_es_Salaam: Tanzania, Dodoma
Africa/Djibouti: Djibouti
Africa/Douala: Cameroon, Yaounde
Africa/Freetown: Sierra Leone
Africa/Gaborone: Botswana
Africa/Harare: Zimbabwe
Africa/Johannesburg: South Africa, Afrika Selatan, Cape Town, Durban, Pretoria
Africa/Juba: South Sudan
Africa/Kampala: Uganda
Africa/Khartoum: Sudan
Africa/Kigali: Rwanda
Africa/Lagos: Nigeria, Abuja, Ibadan, Kano, Port Harcourt
Africa/Libreville: Gabon
Africa/Lome: Togo
Africa/Luanda: Angola
Africa/Lusaka: Zambia
Africa/Maputo: Mozambique
Africa/Maseru: Lesotho
Africa/Mbabane: Eswatini
Africa/Mogadishu: Somalia
Africa/Monrovia: Liberia
Africa/Nairobi: Kenya, Mombasa
Africa/Ndjamena: Chad
Africa/Niamey: Niger
Africa/Nouakchott: Mauritania
Africa/Ouagadougou: Burkina Faso
Africa/Porto-Novo: Benin, Cotonou
Africa/Tripoli: Libya
Africa/Tunis: Tunisia
Africa/Windhoek: Namibia
America/Argentina/Buenos_Aires: Argentina, Rosario
America/Asuncion: Paraguay
America/Bogota: Colombia, Kolombia, Medellin, Cali
America/Caracas: Venezuela
America/Chicago: Dallas, Houston, Austin, San Antonio, Minneapolis, New Orleans, Nashville
America/Chicago: Kansas City
America/Costa_Rica: Costa Rica, San Jose Costa Rica
America/Denver: Salt Lake City, Albuquerque, Boulder
America/Edmonton: Calgary
America/El_Salvador: San Salvador
America/Guatemala: Guatemala
America/Guayaquil: Ecuador, Quito
America/Havana: Cuba, Kuba
America/Jamaica: Kingston
America/La_Paz: Bolivia
America/Lima: Peru
America/Los_Angeles: San Francisco, San Jose, San Diego, Seattle, Portland, Oakland, Sacramento
America/Los_Angeles: Las Vegas, LA, SF
America/Managua: Nicaragua
America/Mexico_City: Guadalajara, Puebla, Ciudad de Mexico
America/Montevideo: Uruguay
America/New_York: NYC, Boston, Washington, Washington DC, Miami, Atlanta, Philadelphia, Orlando
America/New_York: Charlotte, Pittsburgh, Brooklyn
America/Panama: Panama
America/Phoenix: Tucson
America/Port-au-Prince: Haiti
America/Port_of_Spain: Trinidad and Tobago
America/Puerto_Rico: Puerto Rico
America/Santiago: Chile, Cile, Valparaiso
America/Santo_Domingo: Dominican Republic
America/Sao_Paulo: Rio, Rio de Janeiro, Brasilia, Belo Horizonte, Curitiba, Porto Alegre
America/Sao_Paulo: Florianopolis
America/Tegucigalpa: Honduras
America/Toronto: Ottawa, Quebec, Hamilton
America/Vancouver: Victoria
America/Winnipeg: Manitoba
Asia/Aden: Yemen, Yaman
Asia/Almaty: Kazakhstan, Astana
Asia/Amman: Jordan, Yordania
Asia/Ashgabat: Turkmenistan
Asia/Baghdad: Iraq, Irak
Asia/Bahrain: Bahrain
Asia/Baku: Azerbaijan
Asia/Bangkok: Thailand, Chiang Mai
Asia/Beirut: Lebanon
Asia/Bishkek: Kyrgyzstan
Asia/Brunei: Brunei
Asia/Colombo: Sri Lanka
Asia/Damascus: Syria, Suriah
Asia/Dhaka: Bangladesh, Chittagong
Asia/Dili: East Timor, Timor Leste
Asia/Dubai: United Arab Emirates, UAE, Abu Dhabi, Uni Emirat Arab
Asia/Ho_Chi_Minh: Vietnam, Saigon, Hanoi, Da Nang, Ho Chi Minh City
Asia/Hong_Kong: Hongkong
Asia/Jakarta: WIB, Waktu Indonesia Barat, Bandung, Surabaya, Yogyakarta, Jogja, Medan, Semarang
Asia/Jakarta: Malang, Solo, Palembang, Bogor, Depok, Tangerang, Bekasi
Asia/Jayapura: WIT, Waktu Indonesia Timur, Ambon, Papua
Asia/Jerusalem: Israel, Haifa
Asia/Kabul: Afghanistan
Asia/Karachi: Pakistan, Lahore, Islamabad
Asia/Kathmandu: Nepal
Asia/Kolkata: India, Mumbai, Bombay, Delhi, New Delhi, Bangalore, Bengaluru, Chennai, Hyderabad
Asia/Kolkata: Pune
Asia/Kuala_Lumpur: Malaysia, KL, Penang, Johor Bahru
Asia/Kuwait: Kuwait
Asia/Macau: Macao, Makau
Asia/Makassar: WITA, Waktu Indonesia Tengah, Bali, Denpasar, Lombok, Mataram, Balikpapan, Manado
Asia/Makassar: Kupang
Asia/Manila: Philippines, Filipina, Cebu, Quezon City
Asia/Muscat: Oman
Asia/Phnom_Penh: Cambodia, Kamboja
Asia/Qatar: Doha
Asia/Riyadh: Saudi Arabia, Arab Saudi, Jeddah, Jedda
Asia/Seoul: Korea, South Korea, Korea Selatan, Busan
Asia/Shanghai: China, Cina, Tiongkok, Beijing, Peking, Shenzhen, Guangzhou, Hangzhou, Chengdu
Asia/Singapore: Singapura
Asia/Taipei: Taiwan
Asia/Tashkent: Uzbekistan
Asia/Tbilisi: Georgia
Asia/Tehran: Iran
Asia/Thimphu: Bhutan
Asia/Tokyo: Japan, Jepang, Osaka, Kyoto, Yokohama, Nagoya, Sapporo, Fukuoka
Asia/Vientiane: Laos
Asia/Yangon: Myanmar, Burma
Asia/Yerevan: Armenia
Atlantic/Cape_Verde: Cabo Verde, Praia
Atlantic/Reykjavik: Iceland, Islandia
Australia/Melbourne: Victoria Australia
Australia/Sydney: Canberra
Europe/Amsterdam: Netherlands, Holland, Belanda, Rotterdam, The Hague, Utrecht, Eindhoven
Europe/Andorra: Andorra
Europe/Athens: Greece, Yunani, Thessaloniki
Europe/Belgrade: Serbia
Europe/Berlin: Germany, Deutschland, Jerman, Munich, Muenchen, München, Hamburg, Frankfurt
Europe/Berlin: Cologne, Koeln, Köln, Stuttgart, Leipzig, Dresden, Bonn
Europe/Bratislava: Slovakia
Europe/Brussels: Belgium, Belgia, Antwerp, Ghent
Europe/Bucharest: Romania, Cluj
Europe/Budapest: Hungary
Europe/Chisinau: Moldova
Europe/Copenhagen: Denmark, Aarhus
Europe/Dublin: Ireland, Irlandia, Cork
Europe/Helsinki: Finland, Tampere
Europe/Istanbul: Turkey, Turkiye, Türkiye, Turki, Ankara, Izmir
Europe/Kyiv: Ukraine, Ukraina, Kiev, Lviv, Odesa, Kharkiv
Europe/Lisbon: Portugal, Porto
Europe/Ljubljana: Slovenia
Europe/London: United Kingdom, UK, Britain, Great Britain, England, Scotland, Wales, Inggris
Europe/London: Manchester, Edinburgh, Birmingham, Glasgow, Bristol
Europe/Luxembourg: Luxemburg
Europe/Madrid: Spain, Spanyol, Barcelona, Valencia, Sevilla, Seville, Malaga, Bilbao
Europe/Malta: Malta
Europe/Minsk: Belarus
Europe/Monaco: Monaco
Europe/Moscow: Moskva, Moskow, Saint Petersburg, St Petersburg
Europe/Oslo: Norway, Norwegia, Bergen
Europe/Paris: France, Prancis, Lyon, Marseille, Toulouse, Nantes, Lille, Bordeaux
Europe/Podgorica: Montenegro
Europe/Prague: Czech Republic, Czechia, Brno, Praha
Europe/Riga: Latvia
Europe/Rome: Italy, Italia, Milan, Milano, Turin, Naples, Florence, Roma
Europe/Sarajevo: Bosnia, Bosnia and Herzegovina
Europe/Skopje: North Macedonia, Macedonia
Europe/Sofia: Bulgaria
Europe/Stockholm: Sweden, Swedia, Gothenburg, Malmo
Europe/Tallinn: Estonia
Europe/Tirane: Albania, Tirana
Europe/Vienna: Austria, Graz, Salzburg, Wien
Europe/Vilnius: Lithuania
Europe/Warsaw: Poland, Polandia, Krakow, Wroclaw, Gdansk, Poznan, Warszawa
Europe/Zagreb: Croatia, Split
Europe/Zurich: Switzerland, Swiss, Geneva, Basel, Bern, Lausanne
Indian/Antananarivo: Madagascar
Indian/Maldives: Male, Maladewa
Indian/Mauritius: Mauritius
Pacific/Apia: Samoa
Pacific/Auckland: New Zealand, Selandia Baru, Wellington, Christchurch
Pacific/Fiji: Fiji, Suva
Pacific/Honolulu: Hawaii
UTC: GMT, Zulu, Universal, Etc/UTC, Etc/GMT, UCT
`

// zoneMany is places with several times, and the name offered for each when
// somebody asks for it: never taken, since it may be the wrong one.
const zoneMany = `
America/New_York: United States, USA, US, America, Amerika, Amerika Serikat, Eastern, EST, EDT
America/New_York: ET
America/Chicago: Central, CST, CDT, CT, Texas
America/Denver: Mountain, MST, MDT, MT
America/Los_Angeles: California, Pacific, PST, PDT, PT
America/Anchorage: Alaska, AKST
America/Toronto: Canada, Kanada
America/Sao_Paulo: Brazil, Brasil, BRT
America/Mexico_City: Mexico, Meksiko
Asia/Jakarta: Indonesia
Asia/Kolkata: IST
Asia/Tokyo: JST
Asia/Shanghai: CCT
Asia/Seoul: KST
Asia/Singapore: SGT
Asia/Hong_Kong: HKT
Asia/Ulaanbaatar: Mongolia
Africa/Kinshasa: DR Congo, Democratic Republic of the Congo
Africa/Lagos: WAT
Africa/Nairobi: EAT
Africa/Johannesburg: SAST, CAT
Australia/Sydney: Australia, AEST, AEDT
Australia/Perth: AWST
Europe/Berlin: CET, CEST, MET, MEZ, MESZ
Europe/Athens: EET, EEST
Europe/Lisbon: WET, WEST
Europe/London: BST
Europe/Moscow: Russia, Rusia, MSK
Pacific/Auckland: NZST, NZDT
Pacific/Honolulu: HST
`

// zoneOffsets is the zone offered for an offset from UTC in minutes: a large
// place that keeps it now or, where there is a choice, keeps it all year.
var zoneOffsets = map[int]string{
	-11 * 60: "Pacific/Pago_Pago",
	-10 * 60: "Pacific/Honolulu",
	-9 * 60:  "America/Anchorage",
	-8 * 60:  "America/Los_Angeles",
	-7 * 60:  "America/Denver",
	-6 * 60:  "America/Chicago",
	-5 * 60:  "America/New_York",
	-4 * 60:  "America/Halifax",
	-210:     "America/St_Johns",
	-3 * 60:  "America/Sao_Paulo",
	-2 * 60:  "America/Noronha",
	-1 * 60:  "Atlantic/Cape_Verde",
	0:        "UTC",
	1 * 60:   "Europe/Berlin",
	2 * 60:   "Africa/Johannesburg",
	3 * 60:   "Africa/Nairobi",
	210:      "Asia/Tehran",
	4 * 60:   "Asia/Dubai",
	270:      "Asia/Kabul",
	5 * 60:   "Asia/Karachi",
	330:      "Asia/Kolkata",
	345:      "Asia/Kathmandu",
	6 * 60:   "Asia/Dhaka",
	390:      "Asia/Yangon",
	7 * 60:   "Asia/Jakarta",
	8 * 60:   "Asia/Singapore",
	9 * 60:   "Asia/Tokyo",
	570:      "Australia/Darwin",
	10 * 60:  "Australia/Brisbane",
	11 * 60:  "Pacific/Guadalcanal",
	12 * 60:  "Pacific/Auckland",
	13 * 60:  "Pacific/Apia",
	14 * 60:  "Pacific/Kiritimati",
}
