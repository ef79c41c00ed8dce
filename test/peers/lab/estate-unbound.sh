#!/bin/bash
# estate-unbound.sh start|stop|status DIR   unbound as an iterative resolver (stub zone) before the reference DNS.  Debian: unbound
# Env: PORT (its own), AUTHPORT (the reference DNS's)
set -u; ACT=${1:-start}; DIR=${2:?a folder for its state, kmslab-* in its name}; PORT=${PORT:-15363}; AUTHPORT=${AUTHPORT:-15361}; PATH=$PATH:/usr/sbin
alive(){ [ -s "$DIR/pid" ] && kill -0 "$(cat "$DIR/pid")" 2>/dev/null; }
info(){ echo "peer=estate-unbound pid=$(cat "$DIR/pid") port=$PORT dir=$DIR"; }
case $ACT in status) alive && { info; exit 0; }; echo down; exit 1;;
stop) if alive; then p=$(cat "$DIR/pid"); kill "$p"; for i in $(seq 50); do kill -0 "$p" 2>/dev/null || break; sleep .1; done; fi; case $DIR in *kmslab-*) rm -rf "$DIR";; esac; echo stopped; exit 0;;
start) alive && { info; exit 0; };; *) exit 2;; esac
rm -rf "$DIR"; mkdir -p "$DIR"; cat > "$DIR/conf" <<C
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
 module-config: "iterator"
 do-not-query-localhost: no
 access-control: 127.0.0.0/8 allow
 num-threads: 1
 local-zone: "up.example." static
 local-data: "up.example. SOA ns.up.example. h.up.example. 1 1 1 1 1"
stub-zone:
 name: "corp.example"
 stub-addr: 127.0.0.1@$AUTHPORT
stub-zone:
 name: "."
 stub-addr: 127.0.0.1@9
remote-control:
 control-enable: no
C
unbound-checkconf "$DIR/conf" >"$DIR/check" 2>&1 || { cat "$DIR/check" >&2; exit 1; }
setsid unbound -d -c "$DIR/conf" >"$DIR/log" 2>&1 </dev/null & echo $! > "$DIR/pid"
for i in $(seq 50); do dig +time=1 +tries=1 -p "$PORT" @127.0.0.1 up.example SOA 2>/dev/null | grep -q 'status: NOERROR' && { info; exit 0; }; alive || break; sleep .1; done; cat "$DIR/log" >&2; exit 1
