import { describe, expect, test } from 'vitest';
import { readScenario } from '../../../src/estate/scenario/read-scenario.ts';

const known = { causes: ['dns-srv-missing', 'net-1688-filtered'], checks: ['dns/srv-record-found'], tags: ['SRV_MISSING', 'PORT_FILTERED'] };

/** A scenario that can be read, with lines put in place of others: 1 id, 2 title, 3 group, 4 estate, 5 faults, 6 look, 7 expect, 8 verdict. */
function scenario(but: Readonly<Record<number, string>> = {}): string {
  const lines = ['id: usual', 'title: An estate', 'group: healthy', 'estate: {}', 'faults: []', 'look: {}', 'expect:', '  verdict: healthy'];
  return lines.map((line, i) => but[i + 1] ?? line).join('\n');
}

const problemsOf = (text: string): string[] => {
  const reading = readScenario(text, known);
  return reading.ok ? [] : reading.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
};

test('what a scenario leaves out is filled in', () => {
  const reading = readScenario(scenario(), known);
  expect(reading.ok && reading.scenario).toMatchObject({
    schema: 'kmsdoctor.scenario/1', estate: { domain: 'corp.example', seed: 1, crowd: { clients: 30, servers: 4 } }, faults: [], look: { at: '1d', hosts: [], desk: false },
    expect: { verdict: 'healthy', causes: {}, unexplained: [] },
  });
});

test('JSON is read as YAML is, tabs included', () => {
  const json = '{\n\t"id": "usual",\n\t"title": "An estate",\n\t"group": "healthy",\n\t"expect": {\n\t\t"verdict": "healthy"\n\t}\n}\n';
  expect(problemsOf(json)).toEqual([]);
});

test('where there is a choice, each of its forms is read: a list or *, a key for Windows or for Office', () => {
  const hosts = '[{ name: KMS1, keys: [{ windows: ws2022, activated: false }, { office: "2021", activated: false }] }]';
  expect(problemsOf(scenario({ 4: `estate: { hosts: ${hosts} }`, 5: 'faults: [{ fault: path, from: [desk], to: "*", effect: drop, at: before }]' }))).toEqual([]);
});

test('a machine may be told twice by an alias', () => {
  expect(problemsOf(scenario({ 4: 'estate: { machines: [{ name: A, searchList: &s [corp.example] }, { name: B, searchList: *s }] }' }))).toEqual([]);
});

describe('a mistake is told with its line and column, the path, what was wanted and what stands there', () => {
  const mistakes: { name: string; but: Record<number, string>; told: string[] }[] = [
    { name: 'an unknown key', but: { 6: 'look: { clinet: A }' }, told: ['6:9 look.clinet is no key that is known here; nearest: client.'] },
    { name: 'an unknown key like nothing', but: { 6: 'look: { xyzzyplugh: A }' }, told: ['6:9 look.xyzzyplugh is no key that is known here; known: at, client, hosts, desk, directory, fromClient, tries, triedFrom, only, without, hostWithout, approvedHosts, domains, kmsHosts.'] },
    { name: 'several unknown keys of one object', but: { 6: 'look: { desc: true, hsots: [] }' }, told: ['6:9 look.desc is no key that is known here; nearest: desk.', '6:21 look.hsots is no key that is known here; nearest: hosts.'] },
    { name: 'a key that every JavaScript object has', but: { 6: 'look: { toString: 1 }' }, told: ['6:9 look.toString is no key that is known here; known: at, client, hosts, desk, directory, fromClient, tries, triedFrom, only, without, hostWithout, approvedHosts, domains, kmsHosts.'] },
    { name: 'an unknown fault', but: { 5: 'faults: [{ fault: srv-remved }]' }, told: ['5:19 faults[0].fault should be a fault that is known here, and is "srv-remved"; nearest: srv-removed, srv-added, srv-replaced.'] },
    { name: 'a fault without its name', but: { 5: 'faults: [{ machine: KMS1 }]' }, told: ['5:10 faults[0].fault is missing: a fault that is known here.'] },
    { name: 'a parameter of a fault that is missing', but: { 5: 'faults:\n  - fault: path' }, told: ['6:5 faults[0].effect is missing.'] },
    { name: 'an unknown parameter of a fault', but: { 5: 'faults:\n  - fault: path\n    effect: drop\n    prot: 1688' }, told: ['8:5 faults[0].prot is no key that is known here; nearest: port, from, protocol.'] },
    { name: 'a word that is none of those', but: { 8: '  verdict: helthy' }, told: ['8:12 expect.verdict should be healthy, degraded, failing or unknown, and is "helthy"; nearest: healthy.'] },
    { name: 'a number out of range', but: { 4: 'estate: { hosts: [{ name: A, port: 65536 }] }' }, told: ['4:36 estate.hosts[0].port should be at most 65535, and is 65536.'] },
    { name: 'a fraction where there are none', but: { 4: 'estate: { seed: 1.5 }' }, told: ['4:17 estate.seed should be a whole number, and is 1.5.'] },
    { name: 'a code without quotes', but: { 5: 'faults: [{ fault: microsoft-answers, machine: WS-0142, code: 0xC004C020 }]' }, told: ['5:62 faults[0].code should be a text, and is 0xC004C020; written as a text it is "0xC004C020", with the quotes.'] },
    { name: 'an Office generation without quotes', but: { 4: 'estate: { crowd: { officeGeneration: 2021 } }' }, told: ['4:38 estate.crowd.officeGeneration should be 2024, 2021, 2019, 2016 or 2013, and is 2021; written as a text it is "2021", with the quotes.'] },
    { name: 'a span of time in words', but: { 6: 'look: { at: three days }' }, told: ['6:13 look.at should be a span of time such as 3d, 12h, 90m or 1d 12h, and is "three days".'] },
    { name: 'a span of time that is too long', but: { 6: 'look: { at: 99999d }' }, told: ['6:13 look.at should be at most ten years, and is 99999d.'] },
    { name: 'a list where a group of keys should be', but: { 6: 'look: [1, 2]' }, told: ['6:7 look should be a group of keys, and is a list of 2.'] },
    { name: 'a text where a list should be', but: { 6: 'look: { hosts: KMS1 }' }, told: ['6:16 look.hosts should be a list, and is "KMS1".'] },
    { name: 'nothing where something should be', but: { 2: 'title:' }, told: ['2:7 title should be a text, and is nothing.'] },
    { name: 'a wrong word inside a choice of objects', but: { 4: 'estate: { hosts: [{ name: A, keys: [{ windows: ws2023 }] }] }' }, told: ['4:48 estate.hosts[0].keys[0].windows should be ws2025, ws2022, ws2019, ws2016, 2012r2-win10, win10 or older, and is "ws2023"; nearest: ws2025, ws2022, ws2019.'] },
    { name: 'an object that is none of a choice', but: { 4: 'estate: { hosts: [{ name: A, keys: [{ visio: "2021" }] }] }' }, told: ['4:37 estate.hosts[0].keys[0] should be a host key: { windows: ws2022 } or { office: "2021" }, and is a group of keys.'] },
    { name: 'an id in capitals', but: { 1: 'id: Usual Estate' }, told: ['1:5 id should be lower-case words joined with hyphens, and is "Usual Estate".'] },
    { name: 'a key that stands twice', but: { 6: 'look: {}\nlook: {}' }, told: ['7:1 This key stands here twice.'] },
    { name: 'a reserved key', but: { 6: 'look: { __proto__: { desk: true } }' }, told: ['6:9 look.__proto__ is no key that is known here.'] },
    { name: 'a cause that looks like a reserved word', but: { 8: '  verdict: healthy\n  causes: { constructor: likely }' }, told: ['9:13 expect.causes.constructor is no key that is known here.'] },
  ];
  test.each(mistakes)('$name', ({ but, told }) => expect(problemsOf(scenario(but))).toEqual(told));
});

describe('a name that the estate does not have is refused where it stands', () => {
  const names: { name: string; but: Record<number, string>; told: string[] }[] = [
    { name: 'the machine of a fault', but: { 5: 'faults: [{ fault: off, machine: WS-0143 }]' }, told: ['5:33 faults[0].machine should name a machine of this estate, and is "WS-0143"; nearest: WS-0142.'] },
    { name: 'a name server of a fault', but: { 5: 'faults: [{ fault: srv-removed, servers: [dc1, dc3] }]' }, told: ['5:47 faults[0].servers[1] should name a name server of this estate, and is "dc3"; nearest: dc1, dc2.'] },
    { name: 'the zone of a fault', but: { 5: 'faults: [{ fault: srv-removed, zone: corp.exampel }]' }, told: ['5:38 faults[0].zone should name a zone of this estate, and is "corp.exampel"; nearest: corp.example.'] },
    { name: 'a side of a path', but: { 5: 'faults: [{ fault: path, from: [desk, router], effect: drop }]' }, told: ['5:38 faults[0].from[1] should name a machine or name server (or desk) of this estate, and is "router"; there are KMS1, WS-0142, PC-001, PC-002, PC-003, PC-004 and more.'] },
    { name: 'the client that is looked at', but: { 6: 'look: { client: PC-031 }' }, told: ['6:17 look.client should name a machine of this estate, and is "PC-031"; nearest: PC-001, PC-011, PC-013.'] },
    { name: 'a KMS host that is none', but: { 6: 'look: { hosts: [WS-0142] }' }, told: ['6:17 look.hosts[0] should name a KMS host of this estate, and is "WS-0142"; there is KMS1.'] },
    { name: 'the server to which another forwards', but: { 4: 'estate: { dns: { servers: [{ name: ns1, address: 10.0.0.5, forwardsTo: ns2 }] } }' }, told: ['4:72 estate.dns.servers[0].forwardsTo should name a name server of this estate, and is "ns2"; nearest: ns1.'] },
    { name: 'a host of the crowd', but: { 4: 'estate: { crowd: { on: [KMS2] } }' }, told: ['4:25 estate.crowd.on[0] should name a KMS host of this estate, and is "KMS2"; nearest: KMS1.'] },
    { name: 'a directory where there is none', but: { 5: 'faults: [{ fault: directory, objectsRemoved: true }]' }, told: ['5:19 faults[0] is about the directory, and this estate has none: say estate.directory.'] },
    { name: 'two machines of one name', but: { 4: 'estate: { machines: [{ name: A }, { name: a }] }' }, told: ['4:43 estate.machines[1].name should be a name of its own, and "a" has been given already.'] },
    { name: 'a host whose count is expected', but: { 8: '  verdict: healthy\n  counts: { KMS3: 1, KMS1 visio: 2 }' }, told: ['9:13 expect.counts.KMS3 should name a KMS host of this estate, and is "KMS3"; nearest: KMS1.', '9:22 expect.counts.KMS1 visio should be a KMS host, or one and the word office.'] },
  ];
  test.each(names)('$name', ({ but, told }) => expect(problemsOf(scenario(but))).toEqual(told));

  test('a foreign machine has a name once a fault has put it there, and letter case does not matter', () => {
    expect(problemsOf(scenario({ 5: 'faults: [{ fault: foreign-machine, name: printer, addresses: [10.0.0.9] }, { fault: path, to: [PRINTER, ws-0142, DC1], effect: drop }]' }))).toEqual([]);
  });
});

test('what nobody can say is not expected: causes, checks, tags of findings', () => {
  const text = scenario({ 8: '  verdict: failing\n  causes: { dns-srv-mising: likely }\n  findings: [SRV_MISSING, SRV_FOUND]\n  passes: [dns/srv-record-fund]\n  unexplained: ["0xC004F074", XX]' });
  expect(problemsOf(text)).toEqual([
    '9:13 expect.causes.dns-srv-mising should be a cause that kmsdoctor knows, and "dns-srv-mising" is none; nearest: dns-srv-missing.',
    '10:27 expect.findings[1] should be the tag of a finding (warn or fail, no note), and "SRV_FOUND" is none.',
    '11:12 expect.passes[0] should be a check, and "dns/srv-record-fund" is none; nearest: dns/srv-record-found.',
    '12:31 expect.unexplained[1] should be a code or the tag of a finding, and "XX" is none.',
  ]);
});

test('all mistakes are told in the order of the file, at most twenty', () => {
  const faults = Array.from({ length: 40 }, (_, i) => `  - { fault: nothing-${i} }`).join('\n');
  const told = problemsOf(scenario({ 3: 'group: none', 5: `faults:\n${faults}`, 8: '  verdict: 7' }));
  expect(told).toHaveLength(20);
  expect(told.map((t) => Number(t.split(':')[0]))).toEqual([3, ...Array.from({ length: 19 }, (_, i) => i + 6)]);
});
