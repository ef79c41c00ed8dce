import { allCodeMeanings } from '../knowledge/code-meanings.ts';
import { loadEventTable } from '../knowledge/events.ts';
import type { Procedure } from '../model/runbook.ts';
import type { RunbookCatalogue } from './catalogue.ts';
import { faultlessProcedures } from './faultless.ts';
import { causePage, codePage, eventPage, symptomPage } from './pages.ts';
import { plain, renderMarkdown } from './render-markdown.ts';
import { symptoms } from './symptoms.ts';

/** A file of the knowledge base: its name in the folder, and its Markdown. */
export type Page = { file: string; text: string };

const fileOf = (id: string): string => `${id}.md`;

const about = (what: string): string => `A page of kmsdoctor’s knowledge base on ${what}. [All pages](index.md)`;

/** Every page of the knowledge base, the index first: symptoms, procedures, codes, events, causes. Links are relative and all lead somewhere. */
export async function allPages(catalogue: RunbookCatalogue): Promise<Page[]> {
  const bySymptom = symptoms.map((s) => symptomPage(s, about(`what people say: “${s.example}”`), catalogue));
  const faultless = faultlessProcedures.map((p) => p.draw(about('a procedure without a fault')));
  const ofCodes = await Promise.all(allCodeMeanings().map(({ code }) => codePage(code, about(`the code ${code}`), catalogue)));
  const ofEvents = await Promise.all(Object.keys((await loadEventTable()).events).map((id) => eventPage(Number(id), about(`event ${id}`), catalogue)));
  const ofCauses = catalogue.causes.map((c) => causePage(c, about('one cause'), catalogue));
  const groups: [string, Procedure[]][] = [
    ['What people say', bySymptom], ['Procedures', faultless], ['Codes', ofCodes.filter((p) => p !== null)],
    ['Events', ofEvents.filter((p) => p !== null)], ['Causes, the most frequent first', ofCauses],
  ];
  const procedures = groups.flatMap(([, list]) => list);
  const ids = new Set(procedures.map((p) => p.id));
  const link = (id: string): string | null => (ids.has(id) ? fileOf(id) : null);
  const index = ['# Activation: where to begin', '', ...groups.flatMap(([title, list]) => [`## ${title}`, '', ...list.map((p) => `- [${plain(p.title)}](${fileOf(p.id)})`), ''])].join('\n');
  return [{ file: 'index.md', text: index }, ...procedures.map((p) => ({ file: fileOf(p.id), text: renderMarkdown(p, link) }))];
}
