package smtptest

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// What begins with "$" is filled in.
const postfixMain = `
compatibility_level = 3.6
queue_directory = $DIR/queue
data_directory = $DIR/data
maillog_file = $DIR/log/mail
maillog_file_prefixes = $DIR
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.$DOMAIN
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks =
mydestination =
alias_maps =
alias_database =
default_transport = error:no mail leaves this test
recipient_delimiter = +
virtual_mailbox_domains = $DOMAIN
virtual_mailbox_base = $HOME
virtual_mailbox_maps = inline:{ $MAILBOXES }
virtual_mailbox_limit = 0
virtual_minimum_uid = 1
virtual_uid_maps = static:$UID
virtual_gid_maps = static:$GID
smtpd_relay_restrictions = reject_unauth_destination
smtpd_recipient_restrictions = reject_unauth_destination, reject_unlisted_recipient,
  check_policy_service inet:127.0.0.1:$POLICY
smtpd_peername_lookup = no
smtpd_error_sleep_time = 0
smtpd_client_connection_count_limit = 0
smtpd_tls_cert_file = $DIR/cert.pem
smtpd_tls_key_file = $DIR/key.pem
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
service_throttle_time = 1s
`

// postfixLogin is where Login is set.
const postfixLogin = `
smtpd_sasl_type = dovecot
smtpd_sasl_path = $LOGIN
smtpd_sender_login_maps = inline:{ $OWNERS }
`

const postfixMaster = `
127.0.0.1:$PORT inet n - n - - smtpd
 $OPTIONS
127.0.0.1:$TLS_PORT inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
 $OPTIONS
127.0.0.1:$MX_PORT inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`

// postfixOptions make a service ask for a login, over TLS, and keep people from
// writing as somebody else.
const postfixOptions = `-o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
  -o smtpd_sender_restrictions=reject_sender_login_mismatch`

// config gives the files for Postfix's folder, and starts who answers for
// Policy.
func (p *Postfix) config(nobody [2]int) (map[string][]byte, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p.t.Cleanup(func() { ln.Close() })
	go p.answer(ln)
	main, options, domain, boxes, owners, dead := postfixMain, "", "", "", "", ""
	if p.Login != "" {
		main, options = main+postfixLogin, postfixOptions
	}
	if p.MaxBytes > 0 {
		main += fmt.Sprintf("message_size_limit = %d\n", p.MaxBytes)
	}
	for _, addr := range slices.Sorted(maps.Keys(p.Mailboxes)) {
		boxes += fmt.Sprintf("{%s=%s} ", addr, p.Mailboxes[addr])
		owners += fmt.Sprintf("{%s=%s} ", addr, addr)
		_, domain, _ = strings.Cut(addr, "@")
	}
	for addr, to := range p.Dead {
		dead += fmt.Sprintf("{%s=%s} ", addr, to)
	}
	if dead != "" { // it takes no empty table
		main += "virtual_alias_maps = inline:{ " + dead + "}\n"
	}
	fill := strings.NewReplacer(
		"$DIR", p.dir, "$DOMAIN", domain, "$HOME", p.Home, "$MAILBOXES", boxes, "$OWNERS", owners,
		"$UID", strconv.Itoa(nobody[0]), "$GID", strconv.Itoa(nobody[1]), "$LOGIN", p.Login,
		"$POLICY", strconv.Itoa(ln.Addr().(*net.TCPAddr).Port), "$PORT", strconv.Itoa(p.Port),
		"$TLS_PORT", strconv.Itoa(p.TLSPort), "$MX_PORT", strconv.Itoa(p.MXPort), "$OPTIONS", options,
	)
	return map[string][]byte{
		"conf/main.cf": []byte(fill.Replace(main)), "conf/master.cf": []byte(fill.Replace(postfixMaster)),
		"cert.pem": p.Cert, "key.pem": p.Key,
	}, nil
}

// answer plays the policy server: requests are lines "key=value" up to an empty
// one.
func (p *Postfix) answer(ln net.Listener) {
	var one sync.Mutex
	for {
		conn, err := ln.Accept()
		if err != nil {
			return
		}
		go func() {
			defer conn.Close()
			request := map[string]string{}
			for lines := bufio.NewScanner(conn); lines.Scan(); {
				if key, value, ok := strings.Cut(lines.Text(), "="); ok {
					request[key] = value
					continue
				}
				action := "DUNNO"
				if p.Policy != nil {
					one.Lock()
					action = p.Policy(request)
					one.Unlock()
				}
				if _, err := io.WriteString(conn, "action="+action+"\n\n"); err != nil {
					return
				}
				request = map[string]string{}
			}
		}()
	}
}
