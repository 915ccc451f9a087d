package reply

var spanish = language{
	code: "es",
	attribution: "El {x} escribió:|El {x} escribio:|{who} escribió el {when}:|{who} escribió:|{when} {who} escribió:|El {when} {who} ha escrito:|El {x} ha escrito:" +
		"|{who} ({when}) escribió:|El {x} escribió|{when} escribió {who}:|El {x}, escribiste:|{who} ha escrito:|{who} escribió ({when}):|Citando a {who}:|Mensaje de {who} del {when}:" +
		"|El {when}, {who} escribió lo siguiente:|Con fecha {x} escribió:|En fecha {x} escribió:|A las {x} escribió:|Mensaje citado por {who}:|{who} escribió en el mensaje {x}:|{who} escribió en el mensaje de {x}:|On {x} escribió:",
	from:      "De|Remitente|Enviado por",
	sent:      "Enviado|Fecha|Enviado el|Enviado a las|Fecha de envío|Enviada el|Enviado en",
	to:        "Para|A|Destinatario",
	cc:        "Cc|Con copia|CC",
	subject:   "Asunto|Tema",
	other:     "Responder a|Datos adjuntos|Importancia|Adjuntos",
	original:  "Mensaje original|Mensaje Original|Correo original|Mensaje de origen",
	forwarded: "Mensaje reenviado|Inicio del mensaje reenviado|Mensaje Reenviado|Reenviado por|Correo reenviado|Inicio del correo reenviado|Comienzo del mensaje reenviado",
	taglines: "Enviado desde mi {device}|Enviado desde {device}|Enviado con {device}|Enviado de mi {device}|Obtener Outlook para {device}|Enviado por {device}|Enviado mediante {device}|Descargar Outlook para {device}" +
		"|Obtén Outlook para {device}|Enviado a través de {device}|Enviado desde el {device}|Enviado vía {device}|Enviado desde un {device}",
	months:    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|ene|abr|ago|dic",
	done:      "hecho|hecho hoy|hoy|terminado|completado|listo|realizado|lo que hice|qué hice|ayer|logrado|finalizado|avances|hechos|completados|qué hice hoy|trabajo hecho|terminados",
	next:      "siguiente|próximo|proximo|mañana|lo siguiente|por hacer|próximos pasos|pendiente|a continuación|después|plan|sigue|pendientes|en curso|qué sigue|luego|próxima|próximas tareas|mañana haré|planeado|planes|pasos siguientes",
	blocked:   "bloqueado|bloqueos|bloqueo|bloqueada|impedimentos|obstáculos|esperando|atascado|problemas|bloqueantes|trabado|bloqueo actual|impedimento|obstáculo|en espera|dificultades|problema",
	note:      "nota|notas|otros|comentario|comentarios|observación|observaciones|otro",
	decision:  "decisión|decision|decidido|decidimos|acuerdo|decisiones",
	proposal:  "propuesta|propuestas|propongo|proponemos",
	why:       "por qué|por que|porque|razón|motivo|porqué|razon|razones",
	who:       "quién|quien|quiénes|decidido por",
	nothing:   "nada|ninguno|ninguna|no|sin novedad|sin bloqueos|nada nuevo|nada por ahora|no hay|nada hoy|no aplica|sin novedades|todo bien|nada más",
	greetings: "hola|buenos días|buenas tardes|buenas noches|buenas|querido|querida|estimado|estimada|hola a todos|hola equipo",
	closings:  "saludos|gracias|un saludo|atentamente|hasta mañana|abrazo|un abrazo|cordialmente|hasta luego|muchas gracias|saludos cordiales|chao|nos vemos|adiós|besos|buen día|un cordial saludo",
}
