import type { MailState } from '../gql/graphql';
import { listSearch, type ListSearch } from './listSearch';
import { oneIn } from './search';

export const mailStates = ['QUEUED', 'SENT', 'DEAD'] as const satisfies readonly MailState[];

/** What the address of the outbox holds. */
export interface MailsSearch extends ListSearch {
  state?: MailState;
}

export const mailsSearch = (raw: Record<string, unknown>): MailsSearch => ({ ...listSearch(raw), state: oneIn(mailStates, raw['state']) });
