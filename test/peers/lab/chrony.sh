#!/bin/bash
# chrony.sh start|stop|status DIR   real chronyd serving (S)NTP with a clock offset on a loopback port.  Debian: chrony (faketime optional)
# Env: PORT (11230) OFFSET seconds (default 0; e.g. +600 / -3600) METHOD=faketime|none  STRATUM (8)   MODE=local|unsync (unsync: leap=3 stratum 0)
# chronyd -x never touches the system clock; -U allows non-root. 
set -u; ACT=${1:-start}; DIR=${2:?a folder for its state, kmslab-* in its name}; PORT=${PORT:-11230}; OFFSET=${OFFSET:-0}; STRATUM=${STRATUM:-8}; MODE=${MODE:-local}; PATH=$PATH:/usr/sbin
alive(){ [ -s "$DIR/pid" ] && kill -0 "$(cat "$DIR/pid")" 2>/dev/null; }
info(){ echo "peer=chrony pid=$(cat "$DIR/pid") port=$(cat "$DIR/port") offset=$(cat "$DIR/offset") dir=$DIR"; }
case $ACT in status) alive && { info; exit 0; }; echo down; exit 1;;
stop) alive && { kill "$(cat "$DIR/pid")"; sleep .2; }; case $DIR in *kmslab-*) rm -rf "$DIR";; esac; echo stopped; exit 0;;
start) alive && { info; exit 0; };; *) exit 2;; esac
rm -rf "$DIR"; mkdir -p "$DIR"; chmod 700 "$DIR"; cat > "$DIR/conf" <<E
port $PORT
bindaddress 127.0.0.1
allow 127.0.0.0/8
cmdport 0
pidfile $DIR/chronyd.pid
bindcmdaddress $DIR/chronyd.sock
E
[ $MODE = local ] && echo "local stratum $STRATUM" >> "$DIR/conf"
pre=''; if [ "$OFFSET" != 0 ]; then pre="env LD_PRELOAD=$(ls /usr/lib/*/faketime/libfaketime.so.1 | head -1) FAKETIME=$OFFSET FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1"; fi
u=''; [ "$(id -u)" = 0 ] && u='-u root' || u='-U'
setsid $pre chronyd -x -d $u -f "$DIR/conf" >"$DIR/log" 2>&1 </dev/null & echo $! > "$DIR/pid"; echo $PORT > "$DIR/port"; echo $OFFSET > "$DIR/offset"
for i in $(seq 40); do python3 - $PORT <<'P' && { info; exit 0; }
import socket,sys
s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); s.settimeout(.3); s.sendto(b'\x23'+b'\0'*47,('127.0.0.1',int(sys.argv[1])))
try: sys.exit(0 if len(s.recv(100))>=48 else 1)
except OSError: sys.exit(1)
P
alive || break; sleep .1; done; cat "$DIR/log" >&2; exit 1
