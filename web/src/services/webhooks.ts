import { useQuery } from 'urql';
import {
  WebhookDeliveriesDocument,
  WebhookDeliveryDocument,
  WebhookDocument,
  WebhooksDocument,
  type DeliveryLineFragment,
  type WebhookDeliveriesQuery,
  type WebhookRowFragment,
  type WebhooksQuery,
} from '../gql/graphql';
import { useLoaded, type Loaded } from './loaded';
import { usePages, type Page, type Pages } from './pages';
import type { WebhookSearch } from './webhooksSearch';

/** A subscription of another system. */
export type Webhook = WebhookRowFragment;

/** One event to one webhook. */
export type Delivery = DeliveryLineFragment;

export interface DeliveryDetails extends Delivery {
  /** What is posted, JSON. */
  request: string;
}

const webhooksPage = ({ webhooks: { nodes, pageInfo } }: WebhooksQuery): Page<Webhook> => ({
  rows: nodes,
  endCursor: pageInfo.endCursor ?? null,
  hasNextPage: pageInfo.hasNextPage,
});

const deliveriesPage = ({ webhookDeliveries: { nodes, pageInfo } }: WebhookDeliveriesQuery): Page<Delivery> => ({
  rows: nodes,
  endCursor: pageInfo.endCursor ?? null,
  hasNextPage: pageInfo.hasNextPage,
});

export const useWebhooks = (): Pages<Webhook> => usePages(WebhooksDocument, { first: 50 }, webhooksPage);

export const useDeliveries = (webhookId: string, { q, state }: WebhookSearch): Pages<Delivery> =>
  usePages(WebhookDeliveriesDocument, { webhookId, search: q ?? null, state: state ?? null, first: 30 }, deliveriesPage);

/** One webhook; in trouble `absent` when there is none that the viewer may see. */
export function useWebhook(id: string): Loaded<Webhook> {
  const [{ data, error, fetching }, again] = useQuery({ query: WebhookDocument, variables: { id }, requestPolicy: 'cache-and-network' });
  return useLoaded({
    key: id,
    thing: data?.node?.__typename === 'Webhook' && data.node.id === id ? data.node : null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

/** One delivery with what is posted. */
export function useDelivery(id: string): Loaded<DeliveryDetails> {
  const [{ data, error, fetching }, again] = useQuery({ query: WebhookDeliveryDocument, variables: { id }, requestPolicy: 'cache-and-network' });
  return useLoaded({
    key: id,
    thing: data?.node?.__typename === 'WebhookDelivery' && data.node.id === id ? data.node : null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

/** JSON with a line for each part; what is no JSON stays as it is. */
export function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
