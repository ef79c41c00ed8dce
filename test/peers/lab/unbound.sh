#!/bin/bash
# unbound.sh start|stop|status DIR   validating resolver in front of bind9.sh (stub zones).  Debian: unbound.  Env PORT (5303) AUTHPORT (5301) AUTHDIR
# bogus.test -> SERVFAIL + EDE (expired signatures), secure.test -> AD, dead.test -> SERVFAIL (lame: nothing listens), contoso.test insecure
set -u; ACT=${1:-start}; DIR=${2:?a folder for its state, kmslab-* in its name}; PORT=${PORT:-5303}; AUTHPORT=${AUTHPORT:-5301}; AUTHDIR=${AUTHDIR:?the state folder of bind9.sh}; PATH=$PATH:/usr/sbin
alive(){ [ -s "$DIR/pid" ] && kill -0 "$(cat "$DIR/pid")" 2>/dev/null; }
info(){ echo "peer=unbound pid=$(cat "$DIR/pid") port=$(cat "$DIR/port") dir=$DIR"; }
case $ACT in status) alive && { info; exit 0; }; echo down; exit 1;;
stop) alive && kill "$(cat "$DIR/pid")"; sleep .2; case $DIR in *kmslab-*) rm -rf "$DIR";; esac; echo stopped; exit 0;;
start) alive && { info; exit 0; };; *) exit 2;; esac
rm -rf "$DIR"; mkdir -p "$DIR"; { cat <<E
server:
 interface: 127.0.0.1
 port: $PORT
 do-daemonize: no
 username: ""
 chroot: ""
 directory: "$DIR"
 pidfile: ""
 use-syslog: no
 verbosity: 1
 ede: yes
 val-log-level: 2
 module-config: "validator iterator"
 do-not-query-localhost: no
 access-control: 127.0.0.0/8 allow
 local-zone: "test." nodefault
 num-threads: 1
E
for z in bogus secure; do [ -f "$AUTHDIR/$z.test.anchor" ] && sed 's/^/ trust-anchor: "/; s/$/"/' "$AUTHDIR/$z.test.anchor"; done
for z in contoso dyn-open servfail bogus secure; do printf ' domain-insecure: "%s.test"\n' $z | grep -vE 'bogus|secure\.test"'; printf 'stub-zone:\n name: "%s.test"\n stub-addr: 127.0.0.1@%s\nserver:\n' $z $AUTHPORT; done
printf 'stub-zone:\n name: "dead.test"\n stub-addr: 127.0.0.1@9\n stub-first: no\nstub-zone:\n name: "."\n stub-addr: 127.0.0.1@9\nremote-control:\n control-enable: no\n'; } > "$DIR/conf"
unbound-checkconf "$DIR/conf" >"$DIR/check" 2>&1 || { cat "$DIR/check" >&2; exit 1; }
setsid unbound -d -c "$DIR/conf" >"$DIR/log" 2>&1 </dev/null & echo $! > "$DIR/pid"; echo $PORT > "$DIR/port"
for i in $(seq 50); do dig +time=1 +tries=1 -p $PORT @127.0.0.1 contoso.test SOA 2>/dev/null | grep -qE 'status: (NOERROR|SERVFAIL)' && { info; exit 0; }; alive || break; sleep .1; done; cat "$DIR/log" >&2; exit 1
