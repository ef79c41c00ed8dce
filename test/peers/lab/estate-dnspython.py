"""Speaks to the reference DNS with dnspython: estate-dnspython.py PORT. Prints one JSON object. Debian: python3-dnspython."""
import json
import sys

import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.rdatatype
import dns.update
import dns.zone

HOST, PORT, ZONE = "127.0.0.1", int(sys.argv[1]), "dyn.example"


def code(message):
    return dns.rcode.to_text(dns.query.tcp(message, HOST, port=PORT, timeout=5).rcode())


def update(*steps):
    message = dns.update.UpdateMessage(ZONE)
    for name, *arguments in steps:
        getattr(message, name)(*arguments)
    return code(message)


def texts(name, kind):
    answer = dns.query.udp(dns.message.make_query(name, kind, use_edns=0), HOST, port=PORT, timeout=5, raise_on_truncation=True)
    return sorted(item.to_text() for rrset in answer.answer for item in rrset)


kms = "_vlmcs._tcp"
srv = (kms, 300, "SRV", "0 5 1688 kms1.dyn.example.")
prerequisites = [
    update(("absent", kms), ("add", *srv)),
    update(("absent", kms), ("add", *srv)),
    update(("present", kms), ("add", "kms1", 300, "A", "10.0.0.1")),
    update(("present", "gone"), ("add", "never", 300, "A", "10.0.0.1")),
    update(("present", kms, "SRV"), ("add", "kms1", 300, "AAAA", "fd00::1")),
    update(("present", kms, "A"), ("add", "never", 300, "A", "10.0.0.1")),
    update(("absent", kms, "A"), ("add", "text", 300, "TXT", '"one" "two\\255"')),
    update(("absent", kms, "SRV"), ("add", "never", 300, "A", "10.0.0.1")),
    update(("present", kms, "SRV", "0 5 1688 KMS1.dyn.example."), ("add", kms, 60, "SRV", "0 5 1689 kms2.dyn.example.")),
    update(("present", kms, "SRV", "0 5 1688 kms1.dyn.example."), ("add", "never", 300, "A", "10.0.0.1")),
]
added = texts(kms + "." + ZONE, "SRV")
text = texts("text." + ZONE, "TXT")
deletes = [update(("delete", kms, "SRV", "0 5 1689 kms2.dyn.example.")), update(("delete", "kms1", "AAAA")), update(("delete", "text")), update(("replace", "kms1", 300, "A", "10.0.0.9"))]
transferred = dns.zone.from_xfr(dns.query.xfr(HOST, ZONE, port=PORT, timeout=5))
signed = dns.query.udp(dns.message.make_query(ZONE, "SOA", want_dnssec=True), HOST, port=PORT, timeout=5)
print(json.dumps({
    "prerequisites": prerequisites, "added": added, "text": text, "deletes": deletes,
    "zone": sorted(name.to_text() + " " + dns.rdatatype.to_text(rdataset.rdtype) for name, rdataset in transferred.iterate_rdatasets()),
    "edns": [signed.edns, signed.payload, bool(signed.ednsflags & dns.flags.DO)],
}))
