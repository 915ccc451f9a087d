package main

// demoTeam is the ids of the demo's members.
var demoTeam = []string{"ana", "ben", "ngozi", "tiago", "kim"}

// demoConfig is a config as a person would write it. tls = "none" is allowed
// because both servers are on this machine.
const demoConfig = `# Written by kabar demo. A real one needs little more: see config.example.toml.
data = "archive"
poll = "30m"

[imap]
host = "127.0.0.1"
port = $IMAP
tls = "none"
user = "kabar@acme.example"
password = "$PASSWORD"

[smtp]
host = "127.0.0.1"
port = $SMTP
tls = "none"
user = "kabar@acme.example"
password = "$PASSWORD"

[[team]]
id = "acme"
name = "Acme"
address = "kabar@acme.example"
zone = "Europe/Berlin"
authserv_id = "mx.acme.example"
hours = "08:00-17:30"
prompt = "16:30"
digest = "08:30"

[[team.member]]
id = "ana"
name = "Ana Putri"
address = "ana@acme.example"
zone = "Asia/Jakarta"
lang = "id"

[[team.member]]
id = "ben"
name = "Ben Vogel"
address = "ben@acme.example"
zone = "Europe/Berlin"

[[team.member]]
id = "ngozi"
name = "Ngozi Okafor"
address = "ngozi@acme.example"
zone = "Africa/Lagos"

[[team.member]]
id = "tiago"
name = "Tiago Alves"
address = "tiago@acme.example"
zone = "America/Sao_Paulo"

[[team.member]]
id = "kim"
name = "Kim Lee"
address = "kim@acme.example"
zone = "America/Los_Angeles"
admin = true
`
