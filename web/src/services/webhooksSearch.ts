import { listSearch, type ListSearch } from './listSearch';
import { flagIn, oneIn, textIn } from './search';

export const webhookTabs = ['deliveries', 'settings', 'secret'] as const;
export type WebhookTab = (typeof webhookTabs)[number];

export const deliveryStates = ['QUEUED', 'DELIVERED', 'DEAD'] as const;

/** What the address of the list holds. */
export interface WebhooksSearch extends ListSearch {
  new?: true;
}

/** What the address of one webhook holds. */
export interface WebhookSearch extends ListSearch {
  tab?: Exclude<WebhookTab, 'deliveries'>;
  state?: (typeof deliveryStates)[number];
  delivery?: string;
}

export const webhooksSearch = (raw: Record<string, unknown>): WebhooksSearch => ({ ...listSearch(raw), new: flagIn(raw['new']) });

export const webhookSearch = (raw: Record<string, unknown>): WebhookSearch => ({
  ...listSearch(raw),
  tab: oneIn(['settings', 'secret'], raw['tab']),
  state: oneIn(deliveryStates, raw['state']),
  delivery: textIn(raw['delivery']),
});
