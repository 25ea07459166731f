import { useClient } from 'urql';
import {
  WebhookCreateDocument,
  WebhookDeleteDocument,
  WebhookReplayDocument,
  WebhookTestDocument,
  WebhookUpdateDocument,
  type WebhookCreateInput,
  type WebhookReplayInput,
  type WebhookUpdateInput,
} from '../gql/graphql';
import type { Issued } from './directoryChanges';
import { outcomeOf, type Outcome } from './save';

/** What can be done to webhooks; a secret is in the answer to the one call that made it. */
export function useWebhookChanges() {
  const client = useClient();
  const update = async (input: Omit<WebhookUpdateInput, 'rotateSecret'>, rotateSecret = false): Promise<Issued> => {
    const result = await client.mutation(WebhookUpdateDocument, { input: { ...input, rotateSecret } });
    const changed = result.data?.webhookUpdate;
    return { outcome: outcomeOf(result, changed), secret: changed?.secret ?? null, id: changed?.webhook?.id ?? null };
  };
  return {
    create: async (input: WebhookCreateInput): Promise<Issued> => {
      const result = await client.mutation(WebhookCreateDocument, { input });
      const made = result.data?.webhookCreate;
      return { outcome: outcomeOf(result, made), secret: made?.secret ?? null, id: made?.webhook?.id ?? null };
    },
    update: async (input: Omit<WebhookUpdateInput, 'rotateSecret'>): Promise<Outcome> => (await update(input)).outcome,
    rotate: (webhookId: string, expectedVersion: number) => update({ webhookId, expectedVersion }, true),
    replay: async (input: WebhookReplayInput): Promise<Outcome> => {
      const result = await client.mutation(WebhookReplayDocument, { input });
      return outcomeOf(result, result.data?.webhookReplay);
    },
    test: async (webhookId: string): Promise<Outcome> => {
      const result = await client.mutation(WebhookTestDocument, { input: { webhookId } });
      return outcomeOf(result, result.data?.webhookTest);
    },
    remove: async (webhookId: string, expectedVersion: number): Promise<Outcome> => {
      const result = await client.mutation(WebhookDeleteDocument, { input: { webhookId, expectedVersion } });
      return outcomeOf(result, result.data?.webhookDelete);
    },
  };
}
