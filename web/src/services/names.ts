import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Groups of texts that are found by a literal value of the API. */
export const groups = ['province', 'propertyType', 'category', 'book', 'dealStatus', 'language', 'action', 'detail', 'field', 'outcome', 'role', 'approvalState', 'placeState', 'noticeType'] as const;
type Group = (typeof groups)[number];

/** Literal values of the API as people read them; a value without a name stays as it is. */
export type Names = Record<Group, (value: string | null) => string>;

export function useNames(): Names {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const named = (group: Group) => (value: string | null) => {
      if (!value) return '';
      // The API may gain values before the console has a name for them.
      const key = `${group}.${value}`;
      return i18n.exists(key) ? String(t(key as never)) : value;
    };
    return Object.fromEntries(groups.map((group) => [group, named(group)])) as Names;
  }, [t, i18n]);
}

/** Canada's provinces and territories; the names are in the language files. */
export const locations = ['AB', 'BC', 'MB', 'NB', 'NL', 'NS', 'NT', 'NU', 'ON', 'PE', 'QC', 'SK', 'YT'] as const;

/** PF-1, in the order of the specification. */
export const propertyTypes = [
  'ALL',
  'COTTAGE',
  'INVESTMENT_COMPANY',
  'MOBILE_MODULAR',
  'MULTI_UNIT',
  'PRIMARY_RESIDENCE',
  'SECOND_HOME',
] as const;

export const languagesOfDeals = ['en', 'fr', 'de'] as const;
