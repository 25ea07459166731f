import type { MailState } from '../gql/graphql';
import { hiddenOf, type Hidden } from './hidden';
import { oneIn } from './search';

export const mailStates = ['QUEUED', 'SENT', 'DEAD'] as const satisfies readonly MailState[];

/** What the address of the outbox holds. */
export interface MailsSearch {
  hide?: Hidden;
  state?: MailState;
}

export const mailsSearch = (raw: Record<string, unknown>): MailsSearch => ({ hide: hiddenOf(raw['hide']), state: oneIn(mailStates, raw['state']) });
