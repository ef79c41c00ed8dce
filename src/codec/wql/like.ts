/** One place of a pattern: any run of characters, or one character that is among some. */
type Place = 'run' | ((character: string) => boolean);

const range = /(.)[-=](.)|(.)/gsu;

function setOf(inside: string): (character: string) => boolean {
  const negated = inside.startsWith('^');
  const ranges = [...(negated ? inside.slice(1) : inside).matchAll(range)].map(([, from, to, one]) => [from ?? one ?? '', to ?? one ?? ''] as const);
  return (character) => ranges.some(([from, to]) => character >= from && character <= to) !== negated;
}

function placesOf(pattern: string): Place[] {
  const places: Place[] = [];
  const characters = [...pattern.toLowerCase()];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    const close = character === '[' ? characters.indexOf(']', at + 1) : -1;
    if (close > at) {
      places.push(setOf(characters.slice(at + 1, close).join('')));
      at = close;
    } else if (character === '%') places.push('run');
    else places.push(character === '_' ? () => true : (c) => c === character);
  }
  return places;
}

/**
 * The test that a pattern of LIKE stands for, without regard to letter case: `%` any run of characters, `_` one, `[a-f]` or
 * `[a=f]` one of a range, `[^a-f]` one that is not of it. Takes at most text × pattern steps, whatever stands in them.
 * Source: learn.microsoft.com/windows/win32/wmisdk/like-operator.
 */
export function likeTest(pattern: string): (text: string) => boolean {
  const places = placesOf(pattern);
  return (text) => {
    const characters = [...text.toLowerCase()];
    let at = 0;
    let place = 0;
    // Where the last run began: on a mismatch it takes one character more, and earlier runs need never be tried again.
    let run = -1;
    let runAt = 0;
    while (at < characters.length) {
      const wanted = places[place];
      if (wanted === 'run') {
        run = place++;
        runAt = at;
      } else if (wanted?.(characters[at] ?? '') === true) {
        at++;
        place++;
      } else if (run >= 0) {
        place = run + 1;
        at = ++runAt;
      } else return false;
    }
    while (places[place] === 'run') place++;
    return place === places.length;
  };
}
