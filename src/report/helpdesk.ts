import { cleanText } from '../model/clean.ts';
import type { Helpdesk } from '../model/config.ts';
import type { Run, Verdict } from '../model/report.ts';
import { wrap } from './wrap.ts';

/** Whom to turn to, in the organisation's own words, a sentence each; only where something is wrong and a config says it. */
export function helpdeskSays(helpdesk: Helpdesk | null | undefined, verdict: Verdict): string[] {
  if (helpdesk === null || helpdesk === undefined || (verdict !== 'failing' && verdict !== 'degraded')) return [];
  const { telephone, ticketQueue, says } = helpdesk;
  const ways = [...(telephone === undefined ? [] : [`telephone ${telephone}`]), ...(ticketQueue === undefined ? [] : [`ticket queue ${ticketQueue}`])].join(', ');
  return [...(ways === '' ? [] : [`${ways}.`]), ...(says === undefined ? [] : [says])];
}

/** The same as lines of a report, under a line of space. */
export function helpdeskLines({ helpdesk, diagnosis }: Run, width: number): string[] {
  const said = helpdeskSays(helpdesk, diagnosis.verdict);
  return said.length === 0 ? [] : ['', wrap(cleanText(`Your helpdesk: ${said.join(' ')}`), width, '', '  ')];
}
