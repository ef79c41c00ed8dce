import { describe, expect, it } from 'vitest';
import { causes, remedies } from '../../checks/index.ts';
import { cloudOf } from '../../src/knowledge/cloud-endpoints.ts';
import type { Cause } from '../../src/model/cause.ts';
import { factJson, hasFacts } from '../knowledge/shared-facts.ts';

const byId = new Map(remedies.map((r) => [r.id, r]));
const stepsOf = (cause: Cause) => cause.remedies.flatMap((id) => byId.get(id)?.steps ?? []);
const textOf = (cause: Cause): string => stepsOf(cause).map(({ say, run }) => `${say} ${run ?? ''}`).join('\n');

/** How the KMS record is written and taken away in each kind of DNS. */
const products = {
  'Windows DNS': { add: /Add-DnsServerResourceRecord -Srv|dnscmd \/recordadd/, remove: /dnscmd \/recorddelete|Remove-DnsServerResourceRecord/ },
  'BIND': { add: /update add _vlmcs/, remove: /update delete _vlmcs/ },
  'dnsmasq': { add: /^.*dnsmasq.*srv-host=/m, remove: /^.*dnsmasq: take.*srv-host=/m },
  'Azure': { add: /az network private-dns record-set srv add-record/, remove: /az network private-dns record-set srv remove-record/ },
  'Route 53': { add: /aws route53 change-resource-record-sets .*"Action":"CREATE".*"SRV"/, remove: /aws route53 change-resource-record-sets .*"Action":"UPSERT".*"SRV"/ },
} as const;

/** Causes with that command of Windows DNS, with each product of which they say nothing. */
const lacking = (act: 'add' | 'remove') =>
  causes.filter((cause) => stepsOf(cause).some(({ run }) => products['Windows DNS'][act].test(run ?? ''))).flatMap((cause) => Object.entries(products).filter(([, words]) => !words[act].test(textOf(cause))).map(([product]) => `${cause.id}: ${product}`));

describe('what is done in DNS', () => {
  it('a cause that has the KMS record written says how in Windows DNS, BIND, dnsmasq, Azure and Route 53', () => {
    expect(lacking('add')).toEqual([]);
  });

  it('and so does one that has it taken away', () => {
    expect(lacking('remove')).toEqual([]);
  });
});

describe('what is done in firewalls', () => {
  it('the filtered port is opened in the network’s firewalls in words, and in Azure and AWS by command', () => {
    const cause = causes.find((c) => c.id === 'net-1688-filtered');
    const text = cause === undefined ? '' : textOf(cause);
    for (const word of ['stateful', 'Palo Alto', 'Access lists', 'az network nsg rule create', 'aws ec2 authorize-security-group-ingress']) expect(text).toContain(word);
  });

  it('the host’s own firewall is opened by PowerShell, and by netsh where that is too old', () => {
    const cause = causes.find((c) => c.id === 'host-fw-rule-off');
    expect(cause === undefined ? '' : textOf(cause)).toMatch(/Set-NetFirewallRule[\s\S]*netsh advfirewall firewall set rule/);
  });
});

describe('what is done in clouds', () => {
  it('each cause of a cloud has a command, and names no KMS address that the table of endpoints lacks', () => {
    const ofClouds = causes.filter((c) => c.area === 'cloud');
    expect(ofClouds.filter((c) => !stepsOf(c).some((s) => s.run !== undefined)).map((c) => c.id)).toEqual([]);
    const addresses = ofClouds.flatMap((c) => textOf(c).match(/\b(?:2[03]|40|5[12]|159|163|42|35)\.\d+\.\d+\.\d+/g) ?? []);
    expect(addresses.length).toBeGreaterThan(8);
    expect(addresses.filter((a) => cloudOf(a) === null)).toEqual([]);
  });
});

describe('remedies', () => {
  it('are particular: the causes together name far more than sixty', () => {
    expect(new Set(causes.flatMap((c) => c.remedies)).size).toBeGreaterThanOrEqual(60);
  });

  it('are each named by a cause', () => {
    const named = new Set(causes.flatMap((c) => c.remedies));
    expect(remedies.map((r) => r.id).filter((id) => !named.has(id))).toEqual([]);
  });
});

describe.skipIf(!hasFacts)('against the table of root causes', () => {
  it('every cause may be as sure as its source: a low or medium entry is no high cause', () => {
    const table = factJson<{ id: string; confidence: Cause['confidence'] }[]>('root-causes.json');
    const order = ['low', 'medium', 'high'];
    const tooSure = table.filter(({ id, confidence }) => order.indexOf(causes.find((c) => c.id === id)?.confidence ?? 'low') > order.indexOf(confidence)).map(({ id }) => id);
    expect(tooSure).toEqual([]);
  });

  it('every command line of a fix there stands in a remedy of its cause', () => {
    const table = factJson<{ id: string; fix: string }[]>('root-causes.json');
    const absent = table.flatMap(({ id, fix }) => {
      const cause = causes.find((c) => c.id === id);
      const switches = [...fix.matchAll(/(?:slmgr |, )?(\/(?:ckms-domain|ckms|skms-domain|skms|ckhc|skhc|rilc|sri|sdns|sprt|rearm|ipk|act-type|dti|atp)\b)/g)].map(([, word = '']) => word);
      return cause === undefined ? [] : switches.filter((word) => !textOf(cause).includes(word)).map((word) => `${id}: ${word}`);
    });
    expect(absent).toEqual([]);
  });
});
