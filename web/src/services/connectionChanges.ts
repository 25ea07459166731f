import { useClient } from 'urql';
import {
  ConnectionCreateDocument,
  ConnectionDeleteDocument,
  ConnectionEnforceDocument,
  ConnectionKeysDocument,
  ConnectionMetadataDocument,
  ConnectionTestDocument,
  ConnectionUpdateDocument,
  DomainAddDocument,
  DomainBindDocument,
  DomainRemoveDocument,
  DomainVerifyDocument,
  SetupLinkCreateDocument,
  SetupLinkRevokeDocument,
  type SsoConnectionUpdateInput,
  type SsoKeyStep,
  type SsoKind,
} from '../gql/graphql';
import { outcomeOf, type Outcome } from './save';

interface Versioned {
  id: string;
  version: number;
}

const seen = ({ id, version }: Versioned) => ({ connectionId: id, expectedVersion: version });

/** What can be done to sign-in connections, their domains and links; each says whether it was written. */
export function useConnectionChanges() {
  const client = useClient();
  return {
    create: async (kind: SsoKind, name: string): Promise<{ outcome: Outcome; id: string | null }> => {
      const result = await client.mutation(ConnectionCreateDocument, { input: { kind, name } });
      const made = result.data?.ssoConnectionCreate;
      return { outcome: outcomeOf(result, made), id: made?.connection?.id ?? null };
    },
    update: async (connection: Versioned, change: Omit<SsoConnectionUpdateInput, 'connectionId' | 'expectedVersion'>): Promise<Outcome> => {
      const result = await client.mutation(ConnectionUpdateDocument, { input: { ...seen(connection), ...change } });
      return outcomeOf(result, result.data?.ssoConnectionUpdate);
    },
    remove: async (connection: Versioned): Promise<Outcome> => {
      const result = await client.mutation(ConnectionDeleteDocument, { input: seen(connection) });
      return outcomeOf(result, result.data?.ssoConnectionDelete);
    },
    fetchMetadata: async (connection: Versioned, url?: string): Promise<Outcome> => {
      const result = await client.mutation(ConnectionMetadataDocument, { input: { ...seen(connection), ...(url === undefined ? {} : { url }) } });
      return outcomeOf(result, result.data?.ssoMetadataFetch);
    },
    decideMetadata: async (connection: Versioned, takePending: boolean): Promise<Outcome> => {
      const result = await client.mutation(ConnectionMetadataDocument, { input: { ...seen(connection), takePending } });
      return outcomeOf(result, result.data?.ssoMetadataFetch);
    },
    enforce: async (connection: Versioned, enforced: boolean): Promise<Outcome> => {
      const result = await client.mutation(ConnectionEnforceDocument, { input: { ...seen(connection), enforced } });
      return outcomeOf(result, result.data?.ssoConnectionEnforce);
    },
    rollKeys: async (connection: Versioned, step: SsoKeyStep): Promise<Outcome> => {
      const result = await client.mutation(ConnectionKeysDocument, { input: { ...seen(connection), step } });
      return outcomeOf(result, result.data?.ssoKeyRollover);
    },
    test: async (connectionId: string): Promise<{ outcome: Outcome; url: string | null; runId: string | null }> => {
      const result = await client.mutation(ConnectionTestDocument, { input: { connectionId } });
      const begun = result.data?.ssoTestStart;
      return { outcome: outcomeOf(result, begun), url: begun?.url ?? null, runId: begun?.testRun?.id ?? null };
    },
    addDomain: async (name: string, connectionId: string | null): Promise<Outcome> => {
      const result = await client.mutation(DomainAddDocument, { input: { name, connectionId } });
      return outcomeOf(result, result.data?.domainAdd);
    },
    verifyDomain: async (domainId: string): Promise<Outcome> => {
      const result = await client.mutation(DomainVerifyDocument, { input: { domainId } });
      return outcomeOf(result, result.data?.domainVerify);
    },
    bindDomain: async (domainId: string, connectionId: string | null): Promise<Outcome> => {
      const result = await client.mutation(DomainBindDocument, { input: { domainId, connectionId } });
      return outcomeOf(result, result.data?.domainBind);
    },
    removeDomain: async (domainId: string): Promise<Outcome> => {
      const result = await client.mutation(DomainRemoveDocument, { input: { domainId } });
      return outcomeOf(result, result.data?.domainRemove);
    },
    makeLink: async (connectionId: string, hours: number): Promise<{ outcome: Outcome; url: string | null }> => {
      const result = await client.mutation(SetupLinkCreateDocument, { input: { connectionId, hours } });
      const made = result.data?.setupLinkCreate;
      return { outcome: outcomeOf(result, made), url: made?.url ?? null };
    },
    revokeLink: async (linkId: string): Promise<Outcome> => {
      const result = await client.mutation(SetupLinkRevokeDocument, { input: { linkId } });
      return outcomeOf(result, result.data?.setupLinkRevoke);
    },
  };
}
