#!/bin/bash
# samba-directory.sh start|stop|status|objects|empty DIR   samba-ad.sh with what the directory tests want.  Debian: as samba-ad.sh, and ldap-utils
# start: users reader (may read), stranger (may not read the activation objects), locked-out (disabled); clear text simple binds refused.
# objects: makes the activation objects of a forest where activation through Active Directory was set up (values made up).
# empty: takes the object away again and leaves its container.    Env: NS ADDR as samba-ad.sh
set -u; ACT=${1:-start}; DIR=${2:?a folder for its state, kmslab-* in its name}; HERE=$(cd "$(dirname "$0")" && pwd)
export STRONG=yes; ADDR=${ADDR:-10.99.77.2}; CONF="CN=Configuration,DC=contoso,DC=test"; OBJECTS="CN=Activation Objects,CN=Microsoft SPP,CN=Services,$CONF"
ldap(){ local program=$1; shift; LDAPTLS_REQCERT=never "$program" -x -H "ldaps://$ADDR" -D Administrator@contoso.test -w KmsLab.12345 "$@"; }
tool(){ samba-tool "$@" -s "$DIR/etc/smb.conf" -H "$DIR/private/sam.ldb"; }
sid(){ tool user show "$1" --attributes=objectSid | sed -n 's/^objectSid: //p'; }
case $ACT in
start) bash "$HERE/samba-ad.sh" start "$DIR" || exit 1
  for user in reader stranger locked-out; do tool user create "$user" Kms.Reader.1 >/dev/null || exit 1; done
  tool user disable locked-out >/dev/null;;
objects) ldap ldapadd >/dev/null <<E || exit 1
dn: CN=Microsoft SPP,CN=Services,$CONF
objectClass: container

dn: $OBJECTS
objectClass: msSPP-ActivationObjectsContainer

dn: CN=lab,$OBJECTS
objectClass: msSPP-ActivationObject
displayName: KMS AD Activation of the lab
msSPP-CSVLKPid: 06401-00206-471-000000-03-1033-17763.0000-0012024
msSPP-CSVLKPartialProductKey: QQ7H2
msSPP-CSVLKSkuId:: AAECAwQFBgcICQoLDA0ODw==
msSPP-KMSIds:: AAAAAAAAAAAAAAAAAAAAAA==
msSPP-KMSIds:: AQAAAAAAAAAAAAAAAAAAAA==
E
  reader=$(sid reader)
  for dn in "CN=Microsoft SPP,CN=Services,$CONF" "$OBJECTS" "CN=lab,$OBJECTS"; do tool dsacl set --objectdn="$dn" --sddl="(A;;GR;;;$reader)" >/dev/null || exit 1; done;;
empty) ldap ldapdelete "CN=lab,$OBJECTS";;
stop|status) exec bash "$HERE/samba-ad.sh" "$ACT" "$DIR";;
*) exit 2;; esac
