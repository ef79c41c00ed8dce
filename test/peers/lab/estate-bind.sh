#!/bin/bash
# estate-bind.sh start|stop|status DIR   BIND 9 before the reference DNS.  Debian: bind9 bind9utils bind9-dnsutils
# Secondary of corp.example (AXFR, refresh each second), and a resolver that forwards fwd.example, from and to 127.0.0.1.
# Env: PORT (its own), AUTHPORT (the reference DNS's)
set -u
ACT=${1:-start}; DIR=${2:?a folder for its state, kmslab-* in its name}; PORT=${PORT:-15362}; AUTHPORT=${AUTHPORT:-15361}
PATH=$PATH:/usr/sbin:/sbin
alive(){ [ -s "$DIR/named.pid" ] && kill -0 "$(cat "$DIR/named.pid")" 2>/dev/null; }
info(){ echo "peer=estate-bind pid=$(cat "$DIR/named.pid") port=$PORT dir=$DIR log=$DIR/named.log"; }
case $ACT in
status) alive && { info; exit 0; }; echo "peer=estate-bind down"; exit 1;;
stop) if alive; then p=$(cat "$DIR/named.pid"); kill "$p"; for i in $(seq 50); do kill -0 "$p" 2>/dev/null || break; sleep .1; done; kill -9 "$p" 2>/dev/null; fi
  case $DIR in *kmslab-*) rm -rf "$DIR";; esac; echo "peer=estate-bind stopped"; exit 0;;
start) alive && { info; exit 0; };;
*) echo "usage: $0 start|stop|status DIR" >&2; exit 2;; esac
rm -rf "$DIR"; mkdir -p "$DIR"; cd "$DIR" || exit 1
printf '$TTL 300\n@ SOA ns h 1 1 1 1 1\n@ NS ns\nns A 127.0.0.1\n' > up.zone
cat > named.conf <<C
controls { };
options { directory "$DIR"; pid-file "$DIR/named.pid"; session-keyfile "$DIR/session.key"; lock-file none;
 listen-on port $PORT { 127.0.0.1; }; listen-on-v6 { none; };
 recursion yes; allow-query { 127.0.0.0/8; }; dnssec-validation no; empty-zones-enable no; notify no; request-ixfr yes;
 max-records-per-type 0; min-refresh-time 1; max-refresh-time 1; min-retry-time 1; max-retry-time 1; };
logging { channel f { file "$DIR/named.log"; severity info; print-category yes; }; category default { f; }; category xfer-in { f; }; };
zone "up.example"   { type primary; file "up.zone"; };
zone "corp.example" { type secondary; file "corp.zone"; masterfile-format text; primaries { 127.0.0.1 port $AUTHPORT; }; };
zone "fwd.example"  { type forward; forward only; forwarders { 127.0.0.1 port $AUTHPORT; }; };
C
named-checkconf named.conf || exit 1
named -c "$DIR/named.conf" -n 1 >"$DIR/start.err" 2>&1 || { cat start.err >&2; exit 1; }
for i in $(seq 60); do dig +short +time=1 +tries=1 -p "$PORT" @127.0.0.1 up.example SOA 2>/dev/null | grep -q ns && break; sleep .1; done
alive && info || { tail -5 named.log >&2; exit 1; }
