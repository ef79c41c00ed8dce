#!/bin/bash
# sshd.sh start|stop|status DIR   a real OpenSSH server on loopback, for nobody to log in to.  Debian: openssh-server   Env: PORT (2222)
set -u; ACT=${1:-start}; DIR=${2:?a folder for its state, kmslab-* in its name}; PORT=${PORT:-2222}
alive(){ [ -s "$DIR/pid" ] && kill -0 "$(cat "$DIR/pid")" 2>/dev/null; }
info(){ echo "peer=sshd pid=$(cat "$DIR/pid") port=$(cat "$DIR/port") dir=$DIR"; }
case $ACT in status) alive && { info; exit 0; }; echo down; exit 1;;
stop) alive && { kill "$(cat "$DIR/pid")"; sleep .2; }; case $DIR in *kmslab-*) rm -rf "$DIR";; esac; echo stopped; exit 0;;
start) alive && { info; exit 0; };; *) exit 2;; esac
rm -rf "$DIR"; mkdir -p "$DIR"; cd "$DIR" || exit 1
[ "$(id -u)" = 0 ] && mkdir -p /run/sshd     # privilege-separation directory (only root needs it)
ssh-keygen -q -t ed25519 -N "" -f hostkey
cat > conf <<E
Port $PORT
ListenAddress 127.0.0.1
HostKey $DIR/hostkey
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PubkeyAuthentication no
E
/usr/sbin/sshd -t -f conf || exit 1
setsid /usr/sbin/sshd -D -e -f "$DIR/conf" >log 2>&1 </dev/null & echo $! > pid; echo $PORT > port
for i in $(seq 50); do (exec 3<>/dev/tcp/127.0.0.1/$PORT) 2>/dev/null && { info; exit 0; }; alive || break; sleep .1; done; cat log >&2; exit 1
