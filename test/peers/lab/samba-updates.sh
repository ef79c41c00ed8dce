#!/bin/bash
# samba-updates.sh start|stop|status|policy DIR   samba-ad.sh whose update policy can be changed.  Debian: as samba-ad.sh
# policy: sets `allow dns updates` to POLICY ("secure only" | "nonsecure and secure" | "nonsecure" | disabled) and starts the server again.
set -u; ACT=${1:-start}; DIR=${2:?a folder for its state, kmslab-* in its name}; HERE=$(cd "$(dirname "$0")" && pwd); samba=$HERE/samba-ad.sh
case $ACT in
policy) KEEP=1 bash "$samba" stop "$DIR" && sed -i "s|allow dns updates = .*|allow dns updates = ${POLICY:?}|" "$DIR/etc/smb.conf" && exec bash "$samba" start "$DIR";;
*) exec bash "$samba" "$ACT" "$DIR";; esac
