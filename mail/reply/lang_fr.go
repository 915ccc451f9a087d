package reply

var french = language{
	code: "fr",
	attribution: "Le {x} a écrit :|Le {x} a écrit:|Le {x} a ecrit :|Le {x} écrit :|{who} a écrit le {when} :|{who} a écrit :|{who} a écrit:" +
		"|{when} {who} a écrit :|Le {x} a écrit ce qui suit :|{who} a écrit ({when}) :|En date de {x} a écrit :|Selon {who}:|Le {x}, vous avez écrit :" +
		"|{who} a écrit le {when}:|Le {x} a envoyé :|Citation de {who} :|Le {when} {who} a écrit|{who} a écrit dans le message de {x}:|{who} a écrit dans le message {x}:|On {x} a écrit:",
	from:      "De|Expéditeur|De la part de|Message de",
	sent:      "Envoyé|Date|Envoyé le|Envoyé à|Message du|Date d'envoi",
	to:        "À|A|Destinataire|Pour",
	cc:        "Cc|Copie|Copie à|Copie cachée",
	subject:   "Objet|Sujet",
	other:     "Répondre à|Pièces jointes|Importance|Copie à|Pièce jointe",
	original:  "Message d'origine|Message original|Message d’origine|Message initial|Courriel original|Mail original|E-mail d'origine|Message d´origine",
	forwarded: "Message transféré|Début du message réexpédié|Début du message transféré|Message transmis|Message réexpédié|Transféré par|Courriel transféré|Mail transféré|E-mail transféré|Début du courriel transféré|Début du courriel réexpédié|Réacheminé par|Réexpédié par|Fwd",
	taglines: "Envoyé de mon {device}|Envoyé depuis mon {device}|Envoyé depuis {device}|Envoyé à partir de {device}|Envoyé de {device}|Envoyé via {device}|Envoyé avec {device}" +
		"|Obtenir Outlook pour {device}|Télécharger Outlook pour {device}|Envoyé à partir d'Outlook {device}|Envoyé à partir d’Outlook {device}|Envoyé depuis un {device}|Envoyé d'un {device}" +
		"|Envoyé à partir de mon {device}|Provenance : {device}|Envoyé d’un {device}|Envoyé du {device}|Envoyé à partir d'un {device}",
	months:    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|janv|févr|fév|avr|juil|déc",
	done:      "fait|terminé|réalisé|aujourd'hui|fini|accompli|ce que j'ai fait|aujourd’hui|réalisations|hier|qu'as-tu fait|faits|terminés|travail fait|fait aujourd'hui|achevé|livré",
	next:      "ensuite|à suivre|suite|prochainement|demain|à faire|prochaines étapes|la suite|prochaine étape|prévu|suivant|après|à venir|en cours|qu'est-ce qui vient ensuite|prochain|prochaines|à faire demain|prévu demain|prochaines tâches|planifié|le prochain",
	blocked:   "bloqué|blocages|blocage|bloquants|bloquant|obstacles|obstacle|en attente|points bloquants|problèmes|coincé|bloquée|blocage actuel|problème|empêchements|difficultés|freins|j'attends|bloqués",
	note:      "note|notes|remarque|remarques|divers|autre|pour info|commentaire|commentaires",
	decision:  "décision|décidé|decision|décisions",
	proposal:  "proposition|propositions|proposé|nous proposons|je propose",
	why:       "pourquoi|raison|parce que|motif|raisons|justification",
	who:       "qui|décidé par",
	nothing:   "rien|aucun|aucune|non|néant|sans objet|rien de neuf|pas de blocage|rien à signaler|ras|aucun blocage|rien aujourd'hui|rien pour l'instant|tout va bien|rien de spécial",
	greetings: "bonjour|salut|bonsoir|coucou|cher|chère|bonjour à tous|salut à tous",
	closings:  "cordialement|merci|bien à vous|bien à toi|à bientôt|à demain|bonne soirée|bonne journée|amicalement|bises|a+|salutations|bien cordialement|merci beaucoup|à plus|cdt|très cordialement|merci d'avance|bon week-end",
}
