import { useQuery } from 'urql';
import { DealDocument, type Book, type DealQuery, type FacilityCategory } from '../gql/graphql';
import { dealRowOf, type DealRow } from './deals';
import { breachOf, explanationOf, type Breach, type Explanation } from './explanation';
import { absence } from './fault';
import type { Money } from './format';
import type { Loaded } from './loaded';

export interface Facility {
  category: FacilityCategory;
  book: Book;
  amount: Money;
}

export interface DealDetails extends DealRow {
  language: string;
  discretionBps: number;
  product: string | null;
  broker: string | null;
  existingRetail: Money;
  existingBusiness: Money;
  facilities: readonly Facility[];
  acting: { id: string; name: string } | null;
  breaches: Breach[];
  /** Null for a deal with an owner that was never decided automatically. */
  explanation: Explanation | null;
}

export function dealOf(deal: NonNullable<DealQuery['deal']>): DealDetails {
  const { language, discretionBps, existingRetail, existingBusiness, facilities } = deal;
  return {
    ...dealRowOf(deal),
    ...{ language, discretionBps, existingRetail, existingBusiness, facilities },
    product: deal.product?.name ?? null,
    broker: deal.broker?.name ?? null,
    acting: deal.actingUser ?? null,
    breaches: deal.breaches.map(breachOf),
    explanation: deal.explanation ? explanationOf(deal.explanation) : null,
  };
}

/** One deal; in trouble `absent` when there is none that the viewer may see. */
export function useDeal(id: string): Loaded<DealDetails> {
  const [{ data, error, fetching }, again] = useQuery({ query: DealDocument, variables: { id }, requestPolicy: 'cache-and-network' });
  const present = data?.deal?.id === id ? data.deal : null;
  return {
    thing: present ? dealOf(present) : null,
    trouble: present ? null : absence(error, !fetching && data !== undefined),
    retry: () => again({ requestPolicy: 'network-only' }),
  };
}
