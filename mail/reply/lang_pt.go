package reply

var portuguese = language{
	code: "pt",
	attribution: "Em {x} escreveu:|Em {x} escreveu|{who} escreveu em {when}:|{who} escreveu no dia {when}:|{who} escreveu ({when}):|{who} escreveu:|No dia {x} escreveu:|A {x} escreveu:|Às {x} escreveu:" +
		"|{when} {who} escreveu:|Em {when} {who} escreveu o seguinte:|Quoting {who}:|Citando {who}:|{who} <{who}> escreveu a {when}:|{who} escreveu às {when}:|Em {x}, você escreveu:|Na {x} escreveu:|No {x} escreveu:|Em {x} enviou:" +
		"|Mensagem de {who} em {when}:|{who} disse:|{who} escreveu na mensagem {x}:|{who} escreveu em mensagem {x}:|On {x} escreveu:",
	from:      "De|Remetente|Enviado por",
	sent:      "Enviado|Data|Enviada|Enviada em|Enviado em|Enviado a|Data de envio|Enviado às",
	to:        "Para|Destinatário|A",
	cc:        "Cc|Com cópia|CC",
	subject:   "Assunto",
	other:     "Responder a|Responder para|Anexos|Importância|Prioridade",
	original:  "Mensagem original|Mensagem Original|E-mail original|Mensagem de origem",
	forwarded: "Mensagem encaminhada|Mensagem reencaminhada|Início da mensagem encaminhada|Início da mensagem reencaminhada|Encaminhado por|E-mail encaminhado|Mensagem Encaminhada|Encaminhada por|Início do e-mail reencaminhado|Início do e-mail encaminhado|Reencaminhado por|Começo da mensagem reenviada|Mensagem reenviada|Início da mensagem reenviada",
	taglines: "Enviado do meu {device}|Enviado de meu {device}|Enviado a partir do meu {device}|Enviado pelo {device}|Enviado do {device}|Enviado a partir do {device}|Obter o Outlook para {device}|Obter Outlook para {device}" +
		"|Enviado via {device}|Enviado com {device}|Enviada do meu {device}|Baixar o Outlook para {device}|Enviado por {device}|Enviado desde o meu {device}|Enviado através do {device}|Enviado no {device}",
	months:    "janeiro|fevereiro|março|abril|maio|junho|julho|setembro|outubro|dezembro|fev|set|out|dez",
	done:      "feito|feito hoje|hoje|concluído|pronto|terminado|o que fiz|realizado|ontem|concluídos|finalizado|entregue|feitos|concluída|feita|trabalho feito|fiz|terminados|finalizados|prontos",
	next:      "próximo|a seguir|amanhã|próximos passos|a fazer|plano|em seguida|próximas|seguinte|depois|próximos|em andamento|fazer|pendente|próxima|próximas tarefas|próximo passo|planos|planejado|planeado|amanhã vou",
	blocked:   "bloqueado|bloqueios|bloqueio|impedimentos|impedimento|obstáculos|aguardando|travado|parado|bloqueada|problemas|dificuldades|bloqueadores|esperando|bloqueados|obstáculo|problema|à espera|dificuldade|em espera|entraves",
	note:      "nota|notas|observação|observações|outros|comentário|comentários|obs|obs.|outro",
	decision:  "decisão|decidido|decidimos|decisao|decisões",
	proposal:  "proposta|propostas|proposto|propomos",
	why:       "por quê|por que|porque|motivo|razão|porquê|razao|razões",
	who:       "quem|decidido por",
	nothing:   "nada|nenhum|nenhuma|não|nao|sem bloqueios|nada por agora|nada hoje|sem impedimentos|nada por enquanto|não há|sem novidades|nada novo|tudo certo|tudo bem|não se aplica",
	greetings: "olá|oi|bom dia|boa tarde|boa noite|caro|cara|prezado|prezada|oi pessoal|olá pessoal|olá a todos|ola",
	closings:  "abraço|abraços|obrigado|obrigada|att|atenciosamente|até amanhã|cumprimentos|grato|valeu|até logo|melhores cumprimentos|um abraço|até mais|muito obrigado|beijos|cordialmente|até breve",
}
