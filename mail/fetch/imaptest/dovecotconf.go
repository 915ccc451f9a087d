package imaptest

// dovecotConf is for Dovecot 2.3. What begins with "$" is filled in.
const dovecotConf = `
protocols = imap
base_dir = $DIR/run
state_dir = $DIR/state
log_path = $DIR/log
ssl = yes
ssl_cert = <$DIR/cert.pem
ssl_key = <$DIR/key.pem
auth_failure_delay = 0
auth_mechanisms = plain login
default_internal_user = $INTERNAL
default_internal_group = $GROUP
default_login_user = $GREETER
first_valid_uid = 1
mail_location = maildir:~/Maildir
mail_fsync = never
passdb {
  driver = static
  args = password=` + DovecotPassword + `
}
userdb {
  driver = static
  args = uid=$UID gid=$GID home=$DIR/home/%u
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Archive {
    auto = create
  }
  mailbox Gesendet {
    auto = create
    special_use = \Sent
  }
}
service auth {
  client_limit = 2000
  unix_listener login-postfix {
    mode = 0666
  }
}
service imap-login {
  chroot = $GREETER_ROOT
  service_count = 0
  inet_listener imap {
    address = 127.0.0.1
    port = $PORT
  }
  inet_listener imaps {
    address = 127.0.0.1
    port = $TLS_PORT
    ssl = yes
  }
}
service imap {
  service_count = 100
}
service anvil {
  chroot = $ROOT
}
service stats {
  chroot = $ROOT
}
`
