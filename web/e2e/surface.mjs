// What a page is held to besides axe: it fits its window, and speaks the language chosen.
import { readdirSync, readFileSync } from 'node:fs';

/** Evaluated in the page: what makes it wider than its window. */
export function fits() {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > room + 1);
  return ['the page scrolls sideways', ...wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 120))];
}

const folder = new URL('../src/texts/', import.meta.url).pathname;

const leaves = (tree, path) =>
  Object.entries(tree).flatMap(([name, value]) => (typeof value === 'string' ? [[`${path}${name}`, value]] : leaves(value, `${path}${name}.`)));

function textsOf(language) {
  const files = readdirSync(folder + language).filter((file) => file.endsWith('.json'));
  return files.flatMap((file) => leaves(JSON.parse(readFileSync(`${folder}${language}/${file}`, 'utf8')), ''));
}

const codes = { English: 'en', Deutsch: 'de', Français: 'fr' };
const texts = Object.fromEntries(Object.entries(codes).map(([language, code]) => [language, new Set(textsOf(code).map(([, text]) => text))]));
// A language is called by its own name.
for (const language of Object.values(texts)) Object.keys(codes).forEach((name) => language.add(name));
// Permissions that are called like a text are data: the access review lists them.
const permissions = /^(deal\.(edit|figures|assign)|approval\.decide)$/;
const keys = new Set(textsOf('en').map(([key]) => key).filter((key) => !permissions.test(key)));

/** Texts of the page that the console has in English, and not in this language; and keys that stand for a text. */
export async function inEnglish(page, language) {
  const said = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const all = [];
    // What programs call a thing is the same in every language, and set in the type of programs.
    const words = (text) => !getComputedStyle(text.parentElement).fontFamily.includes('mono');
    while (walker.nextNode()) if (words(walker.currentNode)) all.push(walker.currentNode.data.trim());
    const named = [...document.querySelectorAll('[aria-label], [title], [placeholder]')];
    return [...all, ...named.flatMap((one) => ['aria-label', 'title', 'placeholder'].map((name) => one.getAttribute(name)?.trim() ?? ''))];
  });
  const own = texts[language];
  const foreign = (text) => language !== 'English' && texts.English.has(text) && !own.has(text);
  return [...new Set(said.filter((text) => text && (foreign(text) || keys.has(text))))];
}
