import { listSearch, type ListSearch } from './listSearch';
import { flagIn, oneIn, textIn } from './search';

export const customerTabs = ['contacts', 'portfolios', 'recipients', 'company'] as const;
export type CustomerTab = (typeof customerTabs)[number];

/** What the address of the list holds. */
export interface CustomersSearch extends ListSearch {
  new?: true;
}

/** What the address of one customer holds; `contact` is `new`, `existing` or an id. */
export interface CustomerSearch {
  tab?: Exclude<CustomerTab, 'contacts'>;
  q?: string;
  contact?: string;
}

export const customersSearch = (raw: Record<string, unknown>): CustomersSearch => ({ ...listSearch(raw), new: flagIn(raw['new']) });

export const customerSearch = (raw: Record<string, unknown>): CustomerSearch => ({
  tab: oneIn(['portfolios', 'recipients', 'company'], raw['tab']),
  ...{ q: textIn(raw['q']), contact: textIn(raw['contact']) },
});
