#!/bin/bash
# knot.sh start|stop|status DIR   Knot DNS 3.2 second opinion: contoso.test + open/denied/TSIG dynamic update zones.  Debian: knot knot-dnsutils(knsupdate,kdig).  Env PORT (5304)
set -u; ACT=${1:-start}; DIR=${2:?a folder for its state, kmslab-* in its name}; PORT=${PORT:-5304}; PATH=$PATH:/usr/sbin
alive(){ [ -s "$DIR/pid" ] && kill -0 "$(cat "$DIR/pid")" 2>/dev/null; }
info(){ echo "peer=knot pid=$(cat "$DIR/pid") port=$(cat "$DIR/port") dir=$DIR tsig=hmac-sha256:kms-update:$(cat "$DIR/secret")"; }
case $ACT in status) alive && { info; exit 0; }; echo down; exit 1;;
stop) alive && { p=$(cat "$DIR/pid"); kill "$p"; for i in $(seq 30); do kill -0 $p 2>/dev/null || break; sleep .1; done; }; case $DIR in *kmslab-*) rm -rf "$DIR";; esac; echo stopped; exit 0;;
start) alive && { info; exit 0; };; *) exit 2;; esac
rm -rf "$DIR"; mkdir -p "$DIR/z" "$DIR/run" "$DIR/db"; S=$(head -c 32 /dev/urandom | base64); echo "$S" > "$DIR/secret"
for z in contoso dyn-open dyn-denied dyn-tsig; do printf '$TTL 300\n$ORIGIN %s.test.\n@ SOA ns1.contoso.test. h.contoso.test. 1 3600 600 86400 60\n@ NS ns1.contoso.test.\n_vlmcs._tcp SRV 0 60 1688 kms1.contoso.test.\n_vlmcs._tcp SRV 10 0 1688 kms2.contoso.test.\n' $z; [ $z = contoso ] && printf 'ns1 A 127.0.0.1\nkms1 A 127.0.10.1\nkms2 A 127.0.10.2\n'; [ $z = contoso ] && for i in $(seq 120); do echo "_vlmcs._tcp.big4096 SRV 0 $i 1688 kms-host-$i"; done; true; done | awk -v d="$DIR/z/" '/^\$TTL/{hold=$0;next} /^\$ORIGIN/{f=d $2 "zone"; print hold > f} {print > f}'
cat > "$DIR/conf" <<E
server:
  listen: 127.0.0.1@$PORT
  rundir: "$DIR/run"
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
log:
  - target: stderr
    any: info
database:
  storage: "$DIR/db"
key:
  - id: kms-update
    algorithm: hmac-sha256
    secret: $S
acl:
  - id: open
    address: 127.0.0.0/8
    action: update
  - id: signed
    key: kms-update
    action: [update, transfer]
template:
  - id: default
    storage: "$DIR/z"
    file: "%s.zone"
    zonefile-sync: -1
zone:
  - domain: contoso.test
    acl: signed
  - domain: dyn-open.test
    acl: open
  - domain: dyn-denied.test
  - domain: dyn-tsig.test
    acl: signed
E
knotc -c "$DIR/conf" conf-check >"$DIR/check" 2>&1 || { cat "$DIR/check" >&2; exit 1; }
setsid knotd -c "$DIR/conf" >"$DIR/log" 2>&1 </dev/null & echo $! > "$DIR/pid"; echo $PORT > "$DIR/port"
for i in $(seq 60); do dig +time=1 +tries=1 +short -p $PORT @127.0.0.1 kms1.contoso.test 2>/dev/null | grep -q 127 && { info; exit 0; }; alive || break; sleep .1; done; cat "$DIR/log" >&2; exit 1
