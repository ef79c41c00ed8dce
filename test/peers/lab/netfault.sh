#!/bin/bash
# netfault.sh up|down|set MODE [PORT]|listen PORT   a netns (NS) "far host" A.2, 10.99.88.2 unless set (root ns side A.1) with TCP faults on PORT (1688).  root; nftables iproute2
# MODE: clean | drop (silent) | reset (tcp RST) | reject (ICMP port unreachable) | reject-admin (ICMP admin prohibited) | reject-host (ICMP host unreachable)
#       | loss N (% of packets to the far host, nft numgen) | synloss (every other SYN dropped: connect takes ~1 s) | stall (handshake ok, data dropped) | rate R (tbf, e.g. 16kbit: real queueing delay)
#       | nohost (address gone: ARP fails -> EHOSTUNREACH) | udpdrop (UDP 53 dropped, TCP 53 fine) | fragdrop (IP fragments dropped)
# tc netem is NOT in this kernel (CONFIG_NET_SCH_NETEM unset); delay = rate (tbf) or delay-proxy.py
set -u; NS=${NS:-kmsfar}; A=${A:-10.99.88}; PORT=${3:-1688}; X="ip netns exec $NS"; PATH=$PATH:/usr/sbin:/sbin
clean(){ $X nft flush ruleset; tc qdisc del dev v$NS root 2>/dev/null; $X tc qdisc del dev eth0 root 2>/dev/null; ip -n $NS addr show dev eth0 | grep -q "$A.2/" || ip -n $NS addr add $A.2/24 dev eth0; $X nft add table inet f; $X nft 'add chain inet f i { type filter hook input priority 0; }'; }
case ${1:-} in
up) ip netns list | grep -qw $NS || { ip netns add $NS; ip link add v$NS type veth peer name eth0 netns $NS; ip addr add $A.1/24 dev v$NS; ip link set v$NS up; ip -n $NS link set lo up; ip -n $NS addr add $A.2/24 dev eth0; ip -n $NS link set eth0 up; }; clean; echo "netns=$NS far=$A.2 near=$A.1";;
down) for q in $(ip netns pids $NS 2>/dev/null); do kill $q; done; ip netns del $NS 2>/dev/null; ip link del v$NS 2>/dev/null; echo down;;
listen) setsid $X python3 -c "
import asyncio
async def h(r,w):
    try:
        while True:
            d=await r.read(4096)
            if not d: break
            w.write(d)
    except OSError: pass
    w.close()
async def m():
    s=await asyncio.start_server(h,'$A.2',$2); await s.serve_forever()
asyncio.run(m())" >/dev/null 2>&1 </dev/null & echo "listener pid=$! addr=$A.2:$2";;
set) m=$2; n=${4:-}; clean; case $m in
 clean) ;;
 drop) $X nft add rule inet f i tcp dport $PORT drop;;
 reset) $X nft add rule inet f i tcp dport $PORT reject with tcp reset;;
 reject) $X nft add rule inet f i tcp dport $PORT reject with icmpx type port-unreachable;;
 reject-admin) $X nft add rule inet f i tcp dport $PORT reject with icmpx type admin-prohibited;;
 reject-host) $X nft add rule inet f i tcp dport $PORT reject with icmpx type host-unreachable;;
 loss) $X nft add rule inet f i tcp dport $PORT numgen random mod 100 '<' ${n:-30} drop;;
 synloss) $X nft add rule inet f i tcp dport $PORT tcp flags '&' '(syn|ack)' == syn numgen inc mod 2 '<' 1 drop;;
 stall) $X nft add rule inet f i tcp dport $PORT tcp flags '&' psh == psh drop;;
 rate) tc qdisc add dev v$NS root tbf rate ${n:-16kbit} burst 1600 limit 30000;;
 nohost) ip -n $NS addr del $A.2/24 dev eth0; ip neigh flush dev v$NS;;
 udpdrop) $X nft add rule inet f i udp dport 53 drop;;
 fragdrop) $X nft 'add chain inet f p { type filter hook prerouting priority -450; }'; $X nft add rule inet f p ip frag-off '&' 0x3fff != 0 drop;;
 *) echo "unknown mode" >&2; exit 2;; esac; echo "mode=$m port=$PORT";;
*) sed -n 2,7p "$0"; exit 2;; esac
