#!/bin/bash
# dnsmasq.sh start|stop|status DIR   dnsmasq 2.90 second opinion (authoritative-ish, no upstream).  Debian: dnsmasq-base.  Env PORT (5302)
set -u; ACT=${1:-start}; DIR=${2:?a folder for its state, kmslab-* in its name}; PORT=${PORT:-5302}; PATH=$PATH:/usr/sbin
alive(){ [ -s "$DIR/pid" ] && kill -0 "$(cat "$DIR/pid")" 2>/dev/null; }
info(){ echo "peer=dnsmasq pid=$(cat "$DIR/pid") port=$(cat "$DIR/port") dir=$DIR"; }
case $ACT in status) alive && { info; exit 0; }; echo down; exit 1;;
stop) alive && kill "$(cat "$DIR/pid")"; case $DIR in *kmslab-*) rm -rf "$DIR";; esac; echo stopped; exit 0;;
start) alive && { info; exit 0; };; *) exit 2;; esac
rm -rf "$DIR"; mkdir -p "$DIR"; { cat <<E
no-resolv
no-hosts
no-daemon
bind-interfaces
listen-address=127.0.0.1
port=$PORT
local=/contoso.test/
host-record=kms1.contoso.test,127.0.10.1
srv-host=_vlmcs._tcp.contoso.test,kms1.contoso.test,1688,0,60
srv-host=_vlmcs._tcp.contoso.test,kms2.contoso.test,1688,10,40
srv-host=_vlmcs._tcp.none.contoso.test
edns-packet-max=4096
E
i=1; while [ $i -le 120 ]; do echo "srv-host=_vlmcs._tcp.big4096.contoso.test,kms-host-$i.contoso.test,1688,0,$i"; i=$((i+1)); done; } > "$DIR/conf"
[ "$(id -u)" = 0 ] && printf 'user=root\ngroup=root\n' >> "$DIR/conf"
setsid dnsmasq -k -C "$DIR/conf" --pid-file= >"$DIR/log" 2>&1 </dev/null & echo $! > "$DIR/pid"; echo $PORT > "$DIR/port"
for i in $(seq 50); do dig +time=1 +tries=1 +short -p $PORT @127.0.0.1 kms1.contoso.test 2>/dev/null | grep -q 127 && { info; exit 0; }; alive || break; sleep .1; done; cat "$DIR/log" >&2; exit 1
