#!/bin/bash
# bind9.sh start|stop|status DIR   real BIND 9 (named) as a KMS-DNS test peer.  Debian: bind9 bind9utils bind9-dnsutils
# Env: PORT (default 5301; UDP+TCP on 127.0.0.1 [view internal] and ::1 [view external]; view external also for client source address 127.0.0.2)
# LIVEPORT (16880): the port in the SRV record of live.contoso.test, a host on loopback
# Prints key=value lines; start is idempotent (prints the running instance).
set -u
ACT=${1:-start}; DIR=${2:?a folder for its state, kmslab-* in its name}; PORT=${PORT:-5301}; CTL=$((PORT+1000))
PATH=$PATH:/usr/sbin:/sbin
alive(){ [ -s "$DIR/named.pid" ] && kill -0 "$(cat "$DIR/named.pid")" 2>/dev/null; }
info(){ echo "peer=bind9 pid=$(cat "$DIR/named.pid") port=$(cat "$DIR/port") dir=$DIR tsigkey=$DIR/kms.key rndcconf=$DIR/rndc.conf log=$DIR/named.log"; }
case $ACT in
status) alive && { info; exit 0; }; echo "peer=bind9 down"; exit 1;;
stop) if alive; then p=$(cat "$DIR/named.pid"); kill "$p"; for i in $(seq 50); do kill -0 "$p" 2>/dev/null || break; sleep .1; done; kill -9 "$p" 2>/dev/null; fi
  case $DIR in *kmslab-*) rm -rf "$DIR";; esac; echo "peer=bind9 stopped"; exit 0;;
start) alive && { info; exit 0; };;
*) echo "usage: $0 start|stop|status DIR" >&2; exit 2;; esac
rm -rf "$DIR"; mkdir -p "$DIR"; cd "$DIR" || exit 1
tsig-keygen -a hmac-sha256 kms-update > kms.key
tsig-keygen -a hmac-sha256 wrong-secret > wrong.key; sed 's/wrong-secret/kms-update/' wrong.key > badsig.key
tsig-keygen -a hmac-sha256 rndc > rndc.key
cat > rndc.conf <<E
include "$DIR/rndc.key"; options { default-key rndc; default-server 127.0.0.1; default-port $CTL; };
E
soa(){ echo "\$TTL 300
@ SOA ns1.contoso.test. hostmaster.contoso.test. 2024010101 3600 600 86400 60
@ NS ns1.contoso.test."; }
{ soa; cat <<'Z'
ns1            A     127.0.0.1
dc1            A     127.0.0.1
; --- the ordinary set: two priorities, weights
_vlmcs._tcp    3600 SRV 0  60 1688 kms1
_vlmcs._tcp    3600 SRV 0  40 1688 kms2
_vlmcs._tcp    3600 SRV 10 0  1688 kms3
kms1           A     127.0.10.1
kms1           AAAA  ::1
kms2           A     127.0.10.2
kms3           A     127.0.10.3
kms3           A     127.0.10.33
kmsv6          AAAA  ::1
; --- one owner name per case: _vlmcs._tcp.<case>.contoso.test
_vlmcs._tcp.dangling   SRV 0 0 1688 gone.contoso.test.
_vlmcs._tcp.dangling2  SRV 0 0 1688 kms1.nosuchzone.example.
_vlmcs._tcp.cname      SRV 0 0 1688 kmsalias.contoso.test.
kmsalias               CNAME kms1
_vlmcs._tcp.cnamegone  SRV 0 0 1688 kmsaliasgone.contoso.test.
kmsaliasgone           CNAME gone
_vlmcs._tcp.cnameloop  SRV 0 0 1688 loop1.contoso.test.
loop1                  CNAME loop2
loop2                  CNAME loop1
_vlmcs._tcp.owneralias CNAME _vlmcs._tcp
_vlmcs._tcp.rootdot    SRV 0 0 0 .
_vlmcs._tcp.port0      SRV 0 0 0 kms1
_vlmcs._tcp.altport    SRV 0 0 11688 kms1
_vlmcs._tcp.ttl0    0  SRV 0 0 1688 kms1
_vlmcs._tcp.iptext     SRV 0 0 1688 127.0.10.1.
_vlmcs._tcp.v6only     SRV 0 0 1688 kmsv6
_vlmcs._tcp.odd        SRV 0 0 1688 kms\032one
kms\032one             A   127.0.10.9
_vlmcs._tcp.UPPER      SRV 0 0 1688 KMS1.CONTOSO.TEST.
_vlmcs._tcp.nodata     TXT "no SRV here"
_vlmcs._udp.udponly    SRV 0 0 1688 kms1
*.wild                 SRV 0 0 1688 kms1
lame                   NS  ns.lame
; --- a host that is there: a peer of these tests on loopback
_vlmcs._tcp.live       SRV 0 0 LIVEPORT live-host
live-host              A   127.0.0.1
ns.lame                A   127.0.99.99
Z
i=1; while [ $i -le 15 ];  do printf '_vlmcs._tcp.big512  SRV 0 %d 1688 kms-host-%04d\n' $i $i; i=$((i+1)); done
i=1; while [ $i -le 120 ]; do printf '_vlmcs._tcp.big4096 SRV %d %d 1688 kms-host-%04d\n' $((i%4)) $i $i; i=$((i+1)); done
i=1; while [ $i -le 1000 ]; do printf '_vlmcs._tcp.huge SRV 0 %d 1688 kms-host-%04d\n' $i $i; i=$((i+1)); done
i=1; while [ $i -le 120 ]; do printf 'kms-host-%04d A 127.0.11.%d\n' $i $i; i=$((i+1)); done
} | sed "s/LIVEPORT/${LIVEPORT:-16880}/" > contoso.test.zone
{ soa; echo 'ns1 A 127.0.0.2
_vlmcs._tcp SRV 0 0 1688 kms-ext
kms-ext A 127.0.20.1'; } > contoso.test.ext.zone
for z in dyn-open dyn-denied dyn-tsig dyn-broken; do { soa; echo '_vlmcs._tcp SRV 0 0 1688 kms1.contoso.test.'; } > $z.test.zone; done
printf '$TTL 300\n@ SOA ns1.contoso.test. h. 1 1 1 1 1\n@ NS ns1.contoso.test.\n_vlmcs._tcp SRV not-a-number 0 1688 kms1\n' > servfail.test.zone
# signed zone whose signatures expired in 2020 (serve it; a validating resolver must answer SERVFAIL)
for z in bogus secure; do { soa; echo '_vlmcs._tcp SRV 0 0 1688 kms1.contoso.test.'; } > $z.test.zone
 k=$(dnssec-keygen -q -a ECDSAP256SHA256 -f KSK -K . $z.test); cat "$k.key" >> $z.test.zone; grep -v '^;' "$k.key" > $z.test.anchor
 w=''; [ $z = bogus ] && w='-P -s 20200101000000 -e 20200201000000'
 dnssec-signzone -q -z $w -o $z.test -f $z.test.signed $z.test.zone "$k" >/dev/null 2>>sign.err; done
cat > named.conf <<E
include "$DIR/kms.key"; include "$DIR/rndc.key";
controls { inet 127.0.0.1 port $CTL allow { 127.0.0.1; } keys { rndc; }; };
options { directory "$DIR"; pid-file "$DIR/named.pid"; session-keyfile "$DIR/session.key"; lock-file none;
 listen-on port $PORT { 127.0.0.1; }; listen-on-v6 port $PORT { ::1; };
 recursion no; dnssec-validation no; empty-zones-enable no; notify no; max-records-per-type 0; max-udp-size 4096; edns-udp-size 4096;
 allow-transfer { key kms-update; }; minimal-responses no; check-names primary ignore; };
logging { channel f { file "$DIR/named.log"; severity info; print-time yes; print-category yes; }; category default { f; }; category queries { f; }; category update { f; }; category update-security { f; }; };
view internal { match-clients { !127.0.0.2; any; }; match-destinations { 127.0.0.1; }; recursion no;
 zone "contoso.test"    { type primary; file "contoso.test.zone"; };
 zone "dyn-open.test"   { type primary; file "dyn-open.test.zone";   allow-update { any; }; };
 zone "dyn-denied.test" { type primary; file "dyn-denied.test.zone"; allow-update { none; }; };
 zone "dyn-tsig.test"   { type primary; file "dyn-tsig.test.zone";   update-policy { grant kms-update subdomain dyn-tsig.test. ANY; }; };
 zone "servfail.test"   { type primary; file "servfail.test.zone"; };
 zone "expired.test"    { type secondary; primaries { 127.0.0.1 port 9; }; };
 zone "bogus.test"      { type primary; file "bogus.test.signed"; };
 zone "secure.test"     { type primary; file "secure.test.signed"; };
};
view external { match-clients { any; }; recursion no;
 zone "contoso.test" { type primary; file "contoso.test.ext.zone"; };
};
E
named-checkconf named.conf || exit 1
named -c "$DIR/named.conf" -n 1 >"$DIR/start.err" 2>&1 || { cat start.err >&2; exit 1; }
for i in $(seq 60); do dig +short +time=1 +tries=1 -p $PORT @127.0.0.1 contoso.test SOA 2>/dev/null | grep -q ns1 && break; sleep .1; done
echo $PORT > port; alive && info || { tail -5 named.log >&2; exit 1; }
