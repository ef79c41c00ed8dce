#!/bin/bash
# netfault-peer.sh start|stop DIR   netfault.sh as a peer: the namespace, and a listener on 1688 in it that sends back what it gets.  Env: NS A as there
set -u; LAB=$(cd "$(dirname "$0")" && pwd); PORT=${PORT:-1688}; ADDR=${A:-10.99.88}.2; PATH=$PATH:/usr/sbin:/sbin
case ${1:-} in
start) "$LAB/netfault.sh" up || exit 1; "$LAB/netfault.sh" listen "$PORT"
  for i in $(seq 100); do timeout 1 bash -c "</dev/tcp/$ADDR/$PORT" 2>/dev/null && exit 0; sleep .1; done; echo "no listener on $ADDR:$PORT" >&2; exit 1;;
stop) "$LAB/netfault.sh" down;;
*) exit 2;; esac
