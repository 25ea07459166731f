import { useClient, useQuery } from 'urql';
import { MailDocument, MailResendDocument, MailsDocument, type MailLineFragment, type MailsQuery } from '../gql/graphql';
import { useEvery } from './every';
import { useLoaded, type Loaded } from './loaded';
import { usePages, type Page, type Pages } from './pages';
import type { MailsSearch } from './mailsSearch';
import { outcomeOf, type Outcome } from './save';

/** One message by e-mail. */
export type Mail = MailLineFragment;

export interface MailDetails extends Mail {
  language: string;
  /** What it says; null where it brings a credential. */
  text?: string | null;
}

const pageOf = ({ mails: { nodes, pageInfo } }: MailsQuery): Page<Mail> => ({
  rows: nodes,
  endCursor: pageInfo.endCursor ?? null,
  hasNextPage: pageInfo.hasNextPage,
});

export const useMails = ({ q, state }: MailsSearch): Pages<Mail> => usePages(MailsDocument, { first: 50, search: q ?? null, state: state ?? null }, pageOf);

/** One message, watched while it waits. */
export function useMail(id: string): Loaded<MailDetails> {
  const [{ data, error, fetching }, again] = useQuery({ query: MailDocument, variables: { id }, requestPolicy: 'cache-and-network' });
  const mail = data?.node?.__typename === 'Mail' && data.node.id === id ? data.node : null;
  const retry = () => again({ requestPolicy: 'network-only' });
  useEvery(2000, mail?.state === 'QUEUED', retry);
  return useLoaded({ key: id, thing: mail, error, answered: !fetching && data !== undefined, retry });
}

export function useResendMail() {
  const client = useClient();
  return async (mailId: string): Promise<Outcome> => {
    const result = await client.mutation(MailResendDocument, { input: { mailId } });
    return outcomeOf(result, result.data?.mailResend);
  };
}
