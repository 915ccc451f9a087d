package config

// abbreviated are the letters people write for a zone. They name no place, so
// kabar only suggests.
var abbreviated = map[string][]string{
	"PST": {"America/Los_Angeles"}, "PDT": {"America/Los_Angeles"},
	"PT": {"America/Los_Angeles"}, "MST": {"America/Denver"}, "MDT": {"America/Denver"},
	"CST": {"America/Chicago", "Asia/Shanghai"}, "CDT": {"America/Chicago"},
	"EST": {"America/New_York"}, "EDT": {"America/New_York"}, "ET": {"America/New_York"},
	"BRT": {"America/Sao_Paulo"}, "ART": {"America/Argentina/Buenos_Aires"},
	"BST": {"Europe/London"}, "WEST": {"Europe/Lisbon"},
	"CEST": {"Europe/Berlin", "Europe/Paris"}, "MEZ": {"Europe/Berlin"},
	"MESZ": {"Europe/Berlin"}, "EEST": {"Europe/Athens", "Europe/Kyiv"},
	"MSK": {"Europe/Moscow"}, "TRT": {"Europe/Istanbul"}, "WAT": {"Africa/Lagos"},
	"CAT": {"Africa/Maputo"}, "EAT": {"Africa/Nairobi"}, "SAST": {"Africa/Johannesburg"},
	"GST": {"Asia/Dubai"}, "IST": {"Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"},
	"PKT": {"Asia/Karachi"}, "ICT": {"Asia/Bangkok", "Asia/Ho_Chi_Minh"},
	"WIB": {"Asia/Jakarta"}, "WITA": {"Asia/Makassar"}, "WIT": {"Asia/Jayapura"},
	"SGT": {"Asia/Singapore"}, "HKT": {"Asia/Hong_Kong"}, "PHT": {"Asia/Manila"},
	"JST": {"Asia/Tokyo"}, "KST": {"Asia/Seoul"}, "AWST": {"Australia/Perth"},
	"AEST": {"Australia/Brisbane", "Australia/Sydney"}, "AEDT": {"Australia/Sydney"},
	"NZST": {"Pacific/Auckland"}, "NZDT": {"Pacific/Auckland"},
}

// byOffset are places to suggest for an offset in winter.
var byOffset = map[string][]string{
	"-10": {"Pacific/Honolulu"}, "-9": {"America/Anchorage"},
	"-8": {"America/Los_Angeles"}, "-7": {"America/Denver", "America/Phoenix"},
	"-6": {"America/Chicago", "America/Mexico_City"},
	"-5": {"America/New_York", "America/Bogota"},
	"-4": {"America/Halifax", "America/La_Paz"}, "-3:30": {"America/St_Johns"},
	"-3": {"America/Sao_Paulo", "America/Argentina/Buenos_Aires"},
	"-1": {"Atlantic/Azores"}, "+0": {"UTC", "Europe/London", "Africa/Accra"},
	"-0": {"UTC", "Europe/London", "Africa/Accra"},
	"+1": {"Europe/Berlin", "Europe/Paris", "Africa/Lagos"},
	"+2": {"Europe/Athens", "Africa/Johannesburg", "Africa/Cairo"},
	"+3": {"Europe/Istanbul", "Africa/Nairobi", "Asia/Riyadh"}, "+3:30": {"Asia/Tehran"},
	"+4": {"Asia/Dubai"}, "+4:30": {"Asia/Kabul"}, "+5": {"Asia/Karachi", "Asia/Tashkent"},
	"+5:30": {"Asia/Kolkata"}, "+5:45": {"Asia/Kathmandu"}, "+6": {"Asia/Dhaka"},
	"+6:30": {"Asia/Yangon"}, "+7": {"Asia/Jakarta", "Asia/Bangkok", "Asia/Ho_Chi_Minh"},
	"+8":    {"Asia/Singapore", "Asia/Shanghai", "Australia/Perth"},
	"+9":    {"Asia/Tokyo", "Asia/Seoul"},
	"+9:30": {"Australia/Darwin", "Australia/Adelaide"},
	"+10":   {"Australia/Brisbane", "Australia/Sydney"}, "+11": {"Pacific/Guadalcanal"},
	"+12": {"Pacific/Auckland", "Pacific/Fiji"}, "+13": {"Pacific/Apia"},
	"+14": {"Pacific/Kiritimati"},
}

// cities are large ones that the database knows by another's name.
var cities = map[string]string{
	"san_francisco": "America/Los_Angeles", "seattle": "America/Los_Angeles",
	"boston": "America/New_York", "washington": "America/New_York",
	"miami": "America/New_York", "austin": "America/Chicago",
	"rio_de_janeiro": "America/Sao_Paulo", "são_paulo": "America/Sao_Paulo",
	"munich": "Europe/Berlin", "münchen": "Europe/Berlin", "hamburg": "Europe/Berlin",
	"frankfurt": "Europe/Berlin", "köln": "Europe/Berlin", "barcelona": "Europe/Madrid",
	"milan": "Europe/Rome", "geneva": "Europe/Zurich", "abuja": "Africa/Lagos",
	"cape_town": "Africa/Johannesburg", "mumbai": "Asia/Kolkata", "delhi": "Asia/Kolkata",
	"bangalore": "Asia/Kolkata", "bengaluru": "Asia/Kolkata", "chennai": "Asia/Kolkata",
	"beijing": "Asia/Shanghai", "shenzhen": "Asia/Shanghai", "hanoi": "Asia/Ho_Chi_Minh",
	"bandung": "Asia/Jakarta", "surabaya": "Asia/Jakarta", "yogyakarta": "Asia/Jakarta",
	"bali": "Asia/Makassar", "denpasar": "Asia/Makassar", "osaka": "Asia/Tokyo",
}
