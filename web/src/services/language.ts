import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type en from '../texts/en';
import type later from '../texts/en/later';

/** The languages of the console, as they name themselves. */
export const languages = { en: 'English', de: 'Deutsch', fr: 'Français' } as const;
export type Language = keyof typeof languages;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'console';
    resources: { console: typeof en & typeof later };
  }
}

/** Intl locales: figures and dates as people in the lender's markets write them. */
const locales: Record<Language, string> = { en: 'en-CA', de: 'de-DE', fr: 'fr-CA' };

const texts: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('../texts/en'),
  de: () => import('../texts/de'),
  fr: () => import('../texts/fr'),
};

const storageKey = 'mandate-language';

const laterTexts: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('../texts/en/later'),
  de: () => import('../texts/de/later'),
  fr: () => import('../texts/fr/later'),
};

export function isLanguage(value: string): value is Language {
  return value in languages;
}

/** The language that public/start.js chose before the first paint. */
function present(): Language {
  const { lang } = document.documentElement;
  return isLanguage(lang) ? lang : 'en';
}

export const localeOf = (language: string): string => (isLanguage(language) ? locales[language] : locales.en);

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'console')) return;
  i18next.addResourceBundle(language, 'console', (await texts[language]()).default);
}

/** Loads the texts that a first page does without; the router waits for them before it draws another. */
export async function loadLater(language: string = i18next.language): Promise<void> {
  if (!isLanguage(language) || i18next.getResource(language, 'console', 'webhooks')) return;
  i18next.addResourceBundle(language, 'console', (await laterTexts[language]()).default, true);
}

/** Starts translation with one language; the others are fetched when chosen. */
export async function startLanguage(language: Language = present()): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { console: (await texts[language]()).default } },
    ns: 'console',
    defaultNS: 'console',
    fallbackLng: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  return i18next;
}

export async function chooseLanguage(language: Language): Promise<void> {
  await load(language);
  // The page that is open may be none of the first.
  await loadLater(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    window.localStorage.setItem(storageKey, language);
  } catch {
    // A browser that keeps nothing still shows the language until the page is left.
  }
}
