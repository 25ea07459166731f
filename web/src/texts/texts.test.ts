import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { groups } from '../services/names';
import firstDe from './de';
import laterDe from './de/later';
import firstEn from './en';
import laterEn from './en/later';
import firstFr from './fr';
import laterFr from './fr/later';

const en = { ...firstEn, ...laterEn };
const de = { ...firstDe, ...laterDe };
const fr = { ...firstFr, ...laterFr };

type Tree = { [key: string]: string | string[] | Tree };

function flat(tree: Tree, path = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'string') all.set(here, value);
    else if (Array.isArray(value)) all.set(here, value.join('\n'));
    else for (const [inner, text] of flat(value, here)) all.set(inner, text);
  }
  return all;
}

const english = flat(en);

// Words that are the same in two languages, and names.
const same = {
  de: /^(people\.(method\.PASSKEY|bulk\.kind\.mfa)|(users|deals)\.column\.status|users\.filter\.status|deal\.status|deals\.status|field\.status|deals\.pipeline\.TEAM|deals\.(pipelines|actedBy)|production\.by\.STATUS|whatIf\.told\.(limit|preference)|province\..*|source\.LOCAL|user\.person|why\.person|why\.lost|directories\.(name|person|tokens?|tab\.credentials|stream\.open)|nav\.webhooks|webhooks\.(title|one|name|eventId)|(customers|contacts|portfolios)\.name|contacts\.portfolios|customers\.tab\.portfolios|portfolios\.one|lists\.pair|history\.(person|kind\.(usr|pfl|whk|dom)))$/,
  fr: /^(people\.column\.menu|nav\.menu|keys\.name\.Ctrl|palette\.pages|users\.(column|filter)\.source|user\.source|source\.LOCAL|province\..*|field\.sessions?|why\.lost|deals\.actedBy|directories\.causes|nav\.webhooks|webhooks\.(title|one|eventId)|customers\.(contacts|tab\.contacts)|contacts\.one|history\.kind\.(ctc|whk)|dates\.minutes)$/,
};

describe.each([
  ['de', flat(de), same.de],
  ['fr', flat(fr), same.fr],
] as const)('%s', (_language, texts, exempt) => {
  test('has the keys of English, no more and no fewer', () => {
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test('leaves no text in English and none empty', () => {
    const left = [...texts].filter(([key, text]) => text.trim() === '' || (text === english.get(key) && !exempt.test(key)));
    expect(left).toEqual([]);
  });

  test('fills the same values into each text', () => {
    const values = (text = '') => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name).sort();
    for (const [key, text] of texts) expect(values(text), key).toEqual(values(english.get(key)));
  });
});

test('German and French address people formally', () => {
  const german = [...flat(de).values()].join(' ');
  const french = [...flat(fr).values()].join(' ');
  expect(german).not.toMatch(/\b([Dd]u|[Dd]ein\w*|[Dd]ir|[Dd]ich)\b/);
  expect(french).not.toMatch(/(^|\s)(tu|toi|ton|tes)\s/i);
});

test('terms of the specification stand as agreed', () => {
  expect(flat(de).get('users.column.manager')).toBe('Direkte Führungskraft');
  expect(flat(de).get('user.tab.limits')).toBe('Kreditlimits');
  expect(flat(de).get('limits.maxCapacity')).toBe('Maximale Auslastung');
  expect(flat(de).get('limits.maxDiscretion')).toBe('Maximaler Ermessensspielraum');
  expect(flat(de).get('nav.deals')).toBe('Anträge');
  expect(flat(fr).get('users.column.manager')).toBe('Gestionnaire direct');
  expect(flat(fr).get('limits.maxCapacity')).toBe('Capacité maximale');
  expect(flat(fr).get('limits.maxDiscretion')).toBe('Pouvoir discrétionnaire maximal');
  expect(flat(fr).get('user.tab.limits')).toBe('Limites de prêt');
});

/** All that people read in a language: the console, e-mails, refusals, and the pages for sign-in. */
function everywhere(texts: Tree, language: string): string[] {
  const files = [`notify/texts/${language}`, `graph/texts/${language}`, `sso/text/${language}`, `sso/text/account-${language}`, `directory/words/refusal.${language}`];
  const others = files.map((file) => JSON.parse(readFileSync(`../${file}.json`, 'utf8')) as Tree);
  return [texts, ...others].flatMap((tree) => [...flat(tree).values()]);
}

test.each([
  // A job is a Hintergrundauftrag, so that nobody takes it for a loan's; the owner of a deal is the zuständige Person.
  // What is freigegeben has been approved: a deal that may be assigned again is no longer zurückgestellt.
  ['German', everywhere(de, 'de'), /(?<!Im )\bAufträge?\b|^Jeder Stand$|\bInhaber|\bvon Hand\b|Antrag freigegeben|manuell freigegeben|Kreditteil|\bHistorie|Domäne|Authenticator|Verfügbares|belegt keine/],
  // A directory is an annuaire, and what people do themselves they do manuellement; a factor is a deuxième, and a message on a phone a texto.
  ['French', everywhere(fr, 'fr'), /[Rr]épertoire|[^r] à la main|seconds? facteurs?|\b(par|codes?) SMS\b|[Aa]dresse de courriel|\bCherche[rz]\b|Codes? de secours|ersonne de disponible/],
] as const)('%s has one word for each thing, wherever it is read', (_language, texts, other) => {
  expect(texts.length).toBeGreaterThan(1000);
  expect(texts.filter((text) => other.test(text))).toEqual([]);
});

test('French is set as in Canada: a space that does not break before a colon and inside quotes, none before ; ? and !', () => {
  const wrong = / :(?= |$)|« | »|[\p{L})}»’] [;?!]/u;
  expect(everywhere(fr, 'fr').filter((text) => wrong.test(text))).toEqual([]);
});

test('no component holds a text of its own', async () => {
  const files = import.meta.glob('../{components,routes}/**/*.tsx', { query: '?raw', import: 'default', eager: true });
  // Letters between tags, or in an attribute that people see or hear.
  const written = /(?:(?<!=)>\s*([A-Za-z][a-z]+(?: [a-z]+)*)\s*<)|(?:(?:label|title|placeholder|aria-label|description)="([^"{]+)")/g;
  const found = Object.entries(files).flatMap(([file, source]) =>
    file.includes('.test.') ? [] : [...String(source).matchAll(written)].map(([, a, b]) => `${file}: ${a ?? b}`),
  );
  expect(found.filter((text) => !text.endsWith(': Mandate'))).toEqual([]);
});

// French sets a space before a colon: what joins a label and its value is a text.
test('no label is joined to its value by hand', () => {
  const joined = /\)\}: [{$]|\)\}:\{' '\}/;
  const sources = import.meta.glob('../{components,routes}/**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true });
  const found = Object.entries(sources).flatMap(([file, source]) => (!file.includes('.test.') && joined.test(String(source)) ? [file] : []));
  expect(found).toEqual([]);
});

test('every text is used', () => {
  const sources = import.meta.glob('../{components,routes,services}/**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true });
  const code = Object.values(sources).join('\n');
  const unused = [...english.keys()].filter((key) => {
    const parts = key.split('.');
    // A key may be built from a value: t(`status.${…}`), names.province(…).
    const stems = parts.map((_, index) => parts.slice(0, index).join('.')).filter(Boolean);
    const built = stems.some((stem) => code.includes(`\`${stem}.\${`) || groups.some((group) => group === stem));
    return !code.includes(`'${key.replace(/_(one|other)$/, '')}'`) && !built;
  });
  expect(unused).toEqual([]);
});

test('texts that come later are used only by what waits for them', () => {
  const sources: Record<string, string> = import.meta.glob('../**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true });
  const fileOf = (from: string, to: string) => [`${to}.ts`, `${to}.tsx`].map((name) => new URL(name, `file:///texts/${from}`).pathname.replace(/^/, '..')).find((name) => name in sources);
  // All that the shell and the two first pages may draw, at once or on demand; the router waits for the texts of the others.
  const seen = new Set(['../routes/start.tsx', '../routes/users.tsx', '../routes/deals.tsx']);
  for (const file of seen) {
    if (file.endsWith('/router.tsx')) seen.add('../components/shell/Shell.tsx').add('../routes/notFound.tsx');
    else for (const [, to = ''] of (sources[file] ?? '').matchAll(/(?:from|import\() ?'(\.[^']+)'/g)) {
      const next = fileOf(file, to);
      if (next && !next.startsWith('../texts/')) seen.add(next);
    }
  }
  expect(seen.size).toBeGreaterThan(100);
  const late = new RegExp(`['\`](${Object.keys(laterEn).join('|')})\\.`);
  expect([...seen].filter((file) => late.test(sources[file] ?? ''))).toEqual([]);
});

test('the page that shows before sign-in is known names the same languages', () => {
  const start = readFileSync('public/start.js', 'utf8');
  expect(start).toContain("['en', 'de', 'fr']");
});
