/** Longest word that is looked at; longer ones are cut, since nothing known is as long. */
const longestWord = 200;
const mostWords = 200;

/** Words that people put around the one they mean; alone they mean nothing. */
const fillers = new Set(['error', 'errors', 'code', 'codes', 'event', 'events', 'id', 'ids', 'eventid', 'key', 'product', 'channel', 'hr', 'hresult', 'and', 'or', 'the']);

/**
 * The words to explain from what stands on the command line: arguments may hold several, joined by spaces, commas or
 * semicolons, in quotes or brackets, or after `hr=`. Fillers such as `event` are dropped where other words stand beside them.
 */
export function splitWords(args: readonly string[]): string[] {
  const words = args.flatMap(splitArgument).slice(0, mostWords);
  const meant = words.filter((w) => !fillers.has(w.toLowerCase()));
  return meant.length > 0 ? meant : words;
}

function splitArgument(argument: string): string[] {
  const text = clean(argument);
  // The description that slmgr prints: `Windows(R) Operating System, VOLUME_KMSCLIENT channel`.
  const ofDescription = /[\s,]((?:VOLUME|RETAIL|OEM|TIMEBASED|VIRTUAL_MACHINE)[\w():-]{0,60}) channel\b/i.exec(text)?.[1];
  if (ofDescription !== undefined) return [ofDescription];
  return text.split(/[\s,;|]+/).map((w) => stripMarks(w).slice(0, longestWord)).filter((w) => w !== '');
}

/** Control characters, invisible and direction marks become spaces; unusual hyphens become the plain one. */
const clean = (text: string): string =>
  text.slice(0, 20_000).replace(/[\u2010-\u2015\u2212]/g, '-').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');

function stripMarks(word: string): string {
  let bare = word.replace(/^(?:hr|hresult|error|code|id|eventid|rc)[=:]+(?=.)/i, '');
  bare = bare.replace(/^["'`“”‘’«»<[{(*_]+/, '').replace(/["'`“”‘’«»>\]}.:!?*]+$/, '');
  // A closing bracket stays where it belongs to the word: RETAIL(MAK).
  while (bare.endsWith(')') && bare.split('(').length < bare.split(')').length) bare = bare.slice(0, -1).replace(/[.:!?]+$/, '');
  return bare;
}
