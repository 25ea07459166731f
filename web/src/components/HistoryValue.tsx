import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { NamedDocument } from '../gql/graphql';
import { decimalsOf, showAmount } from '../services/amount';
import { isDate } from '../services/dates';
import { useFormats } from '../services/format';
import { useNames, type Names } from '../services/names';
import { useViewer } from '../services/viewerContext';

const amounts = new Set(['loanAmount', 'mortgageSecured', 'nonMortgageSecured', 'bridgeSecured', 'totalConnection', 'dualApprovalAbove']);
const rates = new Set(['discretionBps', 'maxDiscretionBps']);
const literals: Partial<Record<string, keyof Names>> = {
  status: 'dealStatus',
  locations: 'province',
  languages: 'language',
  locale: 'language',
  propertyTypes: 'propertyType',
  roles: 'role',
  inactiveReasons: 'detail',
};

/** A value of history as people read it: names for ids and codes, amounts with their currency, discounts as on other pages. */
export function HistoryValue({ field, value }: { field: string; value: unknown }) {
  const { t, i18n } = useTranslation();
  const { locale, money, percent, date, instant } = useFormats();
  const known = (key: string, code: string) => (i18n.exists(key) ? String(t(key as never)) : code);
  const { currency } = useViewer();
  const names = useNames();
  const group = literals[field];
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return '–';
  if (Array.isArray(value)) {
    return value.map((one, index) => (
      <span key={index}>
        {index > 0 && ', '}
        <HistoryValue field={field} value={one} />
      </span>
    ));
  }
  if (typeof value === 'boolean') return t(value ? 'history.yes' : 'history.no');
  if (value === 'UNLIMITED') return t('limits.kind.UNLIMITED');
  if (typeof value === 'number' && amounts.has(field)) return money({ amount: fromMinor(value, decimalsOf(currency)), currency });
  if (typeof value === 'number' && rates.has(field)) return percent(value);
  // A deal's amount is told as decimal text; its currency may be another than the company's.
  if (typeof value === 'string' && amounts.has(field)) return showAmount(value, locale);
  if (typeof value === 'string' && /^(usr|prd|brk)_[0-9a-v]{26}$/.test(value)) return <Named id={value} />;
  if (typeof value === 'string' && isDate(value)) return date(value);
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return instant(value);
  if (typeof value === 'string' && words[field]) return known(`${words[field]}.${value}`, value);
  return group && typeof value === 'string' ? names[group](value) : String(value);
}

/** Where the words for a field's codes are, besides those that many pages share. */
const words: Partial<Record<string, string>> = { methods: 'me.method', capacityRelease: 'settings.value', leaverDeals: 'settings.value', limitsView: 'settings.value', provisioning: 'connections.provisioning' };

/** History keeps amounts as whole minor units; the decimal point is put in as text. */
export function fromMinor(units: number, decimals: number): string {
  const digits = String(units).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The name behind an id; the id where it is gone or not to be seen. */
function Named({ id }: { id: string }) {
  const [{ data }] = useQuery({ query: NamedDocument, variables: { id } });
  return data?.node && 'name' in data.node ? data.node.name : id;
}
