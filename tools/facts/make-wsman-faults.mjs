// Writes src/knowledge/data/wsman-faults.tsv: fault codes of WS-Management (WinRM) with their meaning.
// Run: node tools/facts/make-wsman-faults.mjs [FACTS-FOLDER], by default ../shared/facts beside the project.
// The written file is committed; the project builds without the facts folder.
import { factsFolder, readJson, writeData } from './facts-folder.mjs';

const facts = readJson(factsFolder(), 'wsman-faults.json');
writeData('wsman-faults.tsv', [
  `#source\t0\twsmerror.h of the Windows SDK; ${facts.source}`,
  ...facts.wsman.map((f) => [f.hex.toUpperCase().replace('0X', '0x'), f.name, f.meaning, f.likelyCause ?? '', 0].join('\t')),
].join('\n') + '\n');
