// Writes src/knowledge/data/events.json from both event tables of the facts.
// Run: node tools/facts/make-events.mjs [FACTS-FOLDER], by default ../shared/facts beside the project.
// The written file is committed; the project builds without the facts folder.
import { factsFolder, readJson, writeData } from './facts-folder.mjs';

const folder = factsFolder();
const spp = readJson(folder, 'events-spp.json');
const kms = readJson(folder, 'events-kms-fields.json');
const causes = readJson(folder, 'root-causes.json');

/** What guides say wrongly, told beside the event that they say it of (disagreements 14 to 19 and 32, corrections 19 to 22 of the facts). */
const disputed = {
  12288: ['Guides call it "successful request received", seen on the host. It is the client\'s own record that a request was sent, or could not be made.'],
  12289: ['Guides call it "renewal received", or "denied, invalid client key". It is the client\'s record of the host\'s answer; the activated flag tells success, and the licence status in 12288 tells a first activation from a renewal.'],
  12290: ['Guides call it "failed request" or "unauthorised attempt", and colour it as an error. The host writes one for every request, good or bad: only its result field tells.'],
  12291: ['The 2008 Operations Guide pairs 12291 with a renewal timer; the message table of Windows 7 and later says that KMS failed to start.'],
  12292: ['The 2008 Operations Guide has the KMS host write it; by the message table it is the client\'s renewal timer, and gone since Windows 8.'],
  12309: ['Guides call 12309 and 12310 events of Active Directory-based activation. They are Automatic Virtual Machine Activation (AVMA); Active Directory writes 12308, 8213, 8214 and 8215.'],
  12310: ['Guides call 12309 and 12310 events of Active Directory-based activation. They are Automatic Virtual Machine Activation (AVMA); Active Directory writes 12308, 8213, 8214 and 8215.'],
  8198: ['Microsoft\'s article on it writes the provider as Security-SPP, asks for UDP 1688 and tests from host to client. The registered provider is Microsoft-Windows-Security-SPP, and KMS is TCP from client to host only.'],
  8200: ['A public table calls it "KMS host listening". It is a licence that could not be fetched from Microsoft.'],
};

/** Events that the table of root causes gives to a cause against the message table, which is believed (disagreement 17 of the facts). */
const notTheirs = { 12292: ['host-init-failure'] };

const keysOf = (text) => [...text.matchAll(/(?<![\d.:x])\d{3,5}(?![\d.])/g)].map((m) => Number(m[0]));
const events = {};
for (const e of spp.events) {
  const more = kms.events.find((k) => k.id === e.id);
  events[e.id] = {
    providers: [...new Set([e.provider, ...(more?.sources ?? []).map((s) => s.replace(/^Security-SPP$/, e.provider))])],
    log: e.log,
    loggedBy: e.logged_by,
    level: e.level,
    versions: e.versions,
    meaning: e.meaning,
    strings: e.insertion_strings,
    fields: e.info_fields.map((f) => ({ position: f.pos, name: f.name, meaning: f.desc })),
    reading: e.interpretation,
    notes: [...e.notes, ...(more?.note ? [more.note] : [])],
    disputed: disputed[e.id] ?? [],
    causes: causes.filter((c) => !notTheirs[e.id]?.includes(c.id)).flatMap((c) => c.symptoms.events.filter((t) => keysOf(t).includes(e.id)).slice(0, 1).map((t) => ({ cause: c.id, text: `${c.title} (${t.replace(', 12292 renewal-timer failure', '')})` }))),
    sources: [...new Set([...e.sources, ...(more?.source ?? [])])],
    confidence: more?.verified === false ? 'medium' : e.confidence,
  };
}
const flags = kms.flags.map((f) => ({ bit: f.bit, name: f.name, kind: f.kind }));
writeData('events.json', `${JSON.stringify({ flags, flagsSource: kms.flagsSource, rules: [...new Set([...spp.rules, ...kms.rules])], events }, null, 1)}\n`);
