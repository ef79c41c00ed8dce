#!/bin/bash
# samba-ad.sh start|stop|status DIR    real Samba AD DC (LDAP, Kerberos, DNS with GSS-TSIG, epmapper 135, RPC) in a network namespace.
# Debian: samba samba-ad-dc samba-ad-provision samba-dsdb-modules winbind python3-samba krb5-user ldap-utils libsasl2-modules-gssapi-mit  (root needed)
# Env: DNSUPD ("secure only" default | "nonsecure and secure" | disabled) STRONG (no|yes: refuse cleartext simple binds) KEEP=1 on stop keeps the provisioned DIR
# Env: NS (default kmssmb) ADDR (default 10.99.77.2, peer 10.99.77.1 in the root ns) SCHEMA (2012_R2|2012|2008_R2) PASS
set -u
ACT=${1:-start}; DIR=${2:?a folder for its state, kmslab-* in its name}; NS=${NS:-kmssmb}; ADDR=${ADDR:-10.99.77.2}; GW=${ADDR%.*}.1
SCHEMA=${SCHEMA:-2012_R2}; PASS=${PASS:-KmsLab.12345}
PATH=$PATH:/usr/sbin:/sbin
alive(){ [ -s "$DIR/pid" ] && kill -0 "$(cat "$DIR/pid")" 2>/dev/null; }
info(){ echo "peer=samba-ad pid=$(cat "$DIR/pid") netns=$NS addr=$ADDR realm=CONTOSO.TEST domain=CONTOSO user=Administrator pass=$PASS ports=53,88,135,389,445,464,636,3268 krb5=$DIR/krb5.conf dir=$DIR"; }
case $ACT in
status) alive && { info; exit 0; }; echo "peer=samba-ad down"; exit 1;;
stop) if [ -s "$DIR/pid" ]; then p=$(cat "$DIR/pid"); kill -TERM -- -"$p" 2>/dev/null; for i in $(seq 30); do kill -0 -- -"$p" 2>/dev/null || break; sleep .1; done; kill -KILL -- -"$p" 2>/dev/null
  for q in $(ip netns pids "$NS" 2>/dev/null); do kill -KILL "$q" 2>/dev/null; done; fi
  ip netns del "$NS" 2>/dev/null; ip link del "v$NS" 2>/dev/null; rm -rf "/etc/netns/$NS"
  [ "${KEEP:-0}" = 1 ] && rm -f "$DIR/pid" || case $DIR in *kmslab-*) rm -rf "$DIR";; esac; echo "peer=samba-ad stopped"; exit 0;;
start) alive && { info; exit 0; };;
*) echo "usage: $0 start|stop|status DIR" >&2; exit 2;; esac
mkdir -p "$DIR"
if [ ! -s "$DIR/etc/smb.conf" ]; then   # provision once (stop with KEEP=1 keeps it)
 samba-tool domain provision --targetdir="$DIR" --realm=CONTOSO.TEST --domain=CONTOSO --adminpass="$PASS" --server-role=dc \
  --dns-backend=SAMBA_INTERNAL --use-rfc2307 --base-schema="$SCHEMA" --host-name=dc1 --host-ip="$ADDR" \
  --option="interfaces=$ADDR" --option="bind interfaces only=yes" --option="dns forwarder=127.0.0.1" --option="log level=1" \
  --option="winbindd socket directory=$DIR/wbs" --option="ncalrpc dir=$DIR/ncalrpc" --option="ntp signd socket directory=$DIR/ntps" \
  --option="ldap server require strong auth=${STRONG:-no}" \
  >"$DIR/provision.log" 2>&1 || { tail -5 "$DIR/provision.log" >&2; exit 1; }
 # provision does not carry every --option into smb.conf: put them there
 sed -i "s|^\[global\]|[global]\n\tldap server require strong auth = ${STRONG:-no}\n\tpid directory = $DIR\n\tallow dns updates = ${DNSUPD:-secure only}|; s|log file = .*|log file = $DIR/log.%m|" "$DIR/etc/smb.conf"
fi
ip netns list | grep -qw "$NS" || { ip netns add "$NS" && ip link add "v$NS" type veth peer name eth0 netns "$NS" && ip addr add "$GW/24" dev "v$NS" && ip link set "v$NS" up
 ip -n "$NS" link set lo up; ip -n "$NS" addr add "$ADDR/24" dev eth0; ip -n "$NS" link set eth0 up; }
mkdir -p "/etc/netns/$NS"; printf 'search contoso.test\nnameserver %s\n' "$ADDR" > "/etc/netns/$NS/resolv.conf"
cat > "$DIR/krb5.conf" <<E
[libdefaults]
 default_realm = CONTOSO.TEST
 dns_lookup_realm = false
 dns_lookup_kdc = false
 rdns = false
 dns_canonicalize_hostname = false
[realms]
 CONTOSO.TEST = {
  kdc = $ADDR
  admin_server = $ADDR
  default_domain = contoso.test
 }
[domain_realm]
 .contoso.test = CONTOSO.TEST
E
mkdir -p "$DIR/wbs" "$DIR/ntps"; chmod 750 "$DIR/ntps"
KRB5_CONFIG="$DIR/krb5.conf" setsid ip netns exec "$NS" samba -F --no-process-group -s "$DIR/etc/smb.conf" >"$DIR/samba.out" 2>&1 </dev/null &
p=$!; for i in $(seq 20); do g=$(ps -o pgid= -p "$p" 2>/dev/null | tr -d ' '); [ "$g" = "$p" ] && break; sleep .05; done
echo "$p" > "$DIR/pid"
for i in $(seq 150); do ok=1; for port in 53 88 135 389 445; do timeout 1 bash -c "</dev/tcp/$ADDR/$port" 2>/dev/null || { ok=0; break; }; done; [ $ok = 1 ] && break; kill -0 "$p" 2>/dev/null || break; sleep .2; done
for i in $(seq 50); do timeout 1 bash -c "</dev/tcp/$ADDR/49152" 2>/dev/null && break; sleep .1; done
[ $ok = 1 ] && info || { tail -15 "$DIR/samba.out" >&2; tail -5 "$DIR"/var/log/* 2>/dev/null >&2; exit 1; }
