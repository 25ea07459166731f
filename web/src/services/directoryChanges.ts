import { useClient } from 'urql';
import {
  BrakeConfirmDocument,
  BrakeReverseDocument,
  DirectoryAdoptDocument,
  DirectoryCreateDocument,
  DirectoryPauseDocument,
  DirectoryPreviewDocument,
  DirectoryResumeDocument,
  DirectoryUpdateDocument,
  EventRequeueDocument,
  EventStreamCreateDocument,
  EventStreamDeleteDocument,
  GroupRoleMapSetDocument,
  ProvisioningEventReplayDocument,
  ScimClientCreateDocument,
  ScimClientRevokeDocument,
  ScimTokenCreateDocument,
  ScimTokenRevokeDocument,
  type DirectoryUpdateInput,
  type EventStreamCreateInput,
} from '../gql/graphql';
import { outcomeOf, type Outcome } from './save';

interface Versioned {
  id: string;
  version: number;
}

/** What was made; its secret is in the answer to this one call and nowhere else. */
export interface Issued {
  outcome: Outcome;
  secret: string | null;
  id: string | null;
}

/** What can be done to directories; each says whether it was written. */
export function useDirectoryChanges() {
  const client = useClient();
  return {
    create: async (name: string, preview: boolean): Promise<Issued> => {
      const result = await client.mutation(DirectoryCreateDocument, { input: { name, preview } });
      const made = result.data?.directoryCreate;
      return { outcome: outcomeOf(result, made), secret: made?.token ?? null, id: made?.directory?.id ?? null };
    },
    update: async (input: DirectoryUpdateInput): Promise<Outcome> => {
      const result = await client.mutation(DirectoryUpdateDocument, { input });
      return outcomeOf(result, result.data?.directoryUpdate);
    },
    pause: async ({ id, version }: Versioned): Promise<Outcome> => {
      const result = await client.mutation(DirectoryPauseDocument, { input: { directoryId: id, expectedVersion: version } });
      return outcomeOf(result, result.data?.directoryPause);
    },
    resume: async ({ id, version }: Versioned): Promise<Outcome> => {
      const result = await client.mutation(DirectoryResumeDocument, { input: { directoryId: id, expectedVersion: version } });
      return outcomeOf(result, result.data?.directoryResume);
    },
    preview: async ({ id, version }: Versioned): Promise<Outcome> => {
      const result = await client.mutation(DirectoryPreviewDocument, { input: { directoryId: id, expectedVersion: version } });
      return outcomeOf(result, result.data?.directoryPreview);
    },
    issueToken: async (directoryId: string): Promise<Issued> => {
      const result = await client.mutation(ScimTokenCreateDocument, { input: { directoryId } });
      const made = result.data?.scimTokenCreate;
      return { outcome: outcomeOf(result, made), secret: made?.token ?? null, id: made?.directoryToken?.id ?? null };
    },
    revokeToken: async (tokenId: string): Promise<Outcome> => {
      const result = await client.mutation(ScimTokenRevokeDocument, { input: { tokenId } });
      return outcomeOf(result, result.data?.scimTokenRevoke);
    },
    issueClient: async (directoryId: string): Promise<Issued> => {
      const result = await client.mutation(ScimClientCreateDocument, { input: { directoryId } });
      const made = result.data?.scimClientCreate;
      return { outcome: outcomeOf(result, made), secret: made?.secret ?? null, id: made?.scimClient?.id ?? null };
    },
    revokeClient: async (clientId: string): Promise<Outcome> => {
      const result = await client.mutation(ScimClientRevokeDocument, { input: { clientId } });
      return outcomeOf(result, result.data?.scimClientRevoke);
    },
    mapGroup: async ({ id, version }: Versioned, roleIds: string[]): Promise<Outcome> => {
      const result = await client.mutation(GroupRoleMapSetDocument, { input: { groupId: id, expectedVersion: version, roleIds } });
      return outcomeOf(result, result.data?.groupRoleMapSet);
    },
    confirm: async ({ id, version }: Versioned): Promise<Outcome> => {
      const result = await client.mutation(BrakeConfirmDocument, { input: { brakeId: id, expectedVersion: version } });
      return outcomeOf(result, result.data?.brakeConfirm);
    },
    reverse: async ({ id, version }: Versioned): Promise<Outcome> => {
      const result = await client.mutation(BrakeReverseDocument, { input: { brakeId: id, expectedVersion: version } });
      return outcomeOf(result, result.data?.brakeReverse);
    },
    adopt: async (directoryId: string, { id, version }: Versioned): Promise<Outcome> => {
      const result = await client.mutation(DirectoryAdoptDocument, { input: { directoryId, userId: id, expectedVersion: version } });
      return outcomeOf(result, result.data?.directoryAdopt);
    },
    createStream: async (input: EventStreamCreateInput): Promise<Outcome> => {
      const result = await client.mutation(EventStreamCreateDocument, { input });
      return outcomeOf(result, result.data?.eventStreamCreate);
    },
    deleteStream: async (streamId: string): Promise<Outcome> => {
      const result = await client.mutation(EventStreamDeleteDocument, { input: { streamId } });
      return outcomeOf(result, result.data?.eventStreamDelete);
    },
    requeue: async (eventId: string): Promise<Outcome> => {
      const result = await client.mutation(EventRequeueDocument, { input: { eventId } });
      return outcomeOf(result, result.data?.eventRequeue);
    },
    replay: async (eventId: string): Promise<{ outcome: Outcome; status: number | null }> => {
      const result = await client.mutation(ProvisioningEventReplayDocument, { input: { eventId } });
      const sent = result.data?.provisioningEventReplay;
      return { outcome: outcomeOf(result, sent), status: sent?.status ?? null };
    },
  };
}
