import { useClient } from 'urql';
import {
  EmailChangeAskDocument,
  MyKeyCreateDocument,
  MyKeyRevokeDocument,
  MySessionRevokeDocument,
  PasskeyRegisterBeginDocument,
  PasskeyRegisterDocument,
  PasskeyRemoveDocument,
  PasswordChangeDocument,
  ProfileUpdateDocument,
  RecoveryCodesCreateDocument,
  SmsConfirmDocument,
  SmsEnrollDocument,
  SmsRemoveDocument,
  TotpConfirmDocument,
  TotpEnrollDocument,
  TotpRemoveDocument,
  type ProfileUpdateInput,
  type TotpEnrollMutation,
} from '../gql/graphql';
import { madePasskey } from './passkey';
import { outcomeOf, type Outcome } from './save';

export type App = Pick<TotpEnrollMutation['totpEnroll'], 'secret' | 'address' | 'qrCode'>;

/** What people change of themselves and of how they sign in; each says whether it was written. */
export function useMeChanges() {
  const client = useClient();
  return {
    profile: async (input: ProfileUpdateInput): Promise<Outcome> => {
      const result = await client.mutation(ProfileUpdateDocument, { input });
      return outcomeOf(result, result.data?.profileUpdate);
    },
    email: async (email: string): Promise<Outcome> => {
      const result = await client.mutation(EmailChangeAskDocument, { input: { email } });
      return outcomeOf(result, result.data?.emailChangeAsk);
    },
    password: async (present: string, password: string): Promise<Outcome> => {
      const result = await client.mutation(PasswordChangeDocument, { input: { present, password } });
      return outcomeOf(result, result.data?.passwordChange);
    },
    enrollApp: async (): Promise<{ outcome: Outcome; app: App | null }> => {
      const result = await client.mutation(TotpEnrollDocument, {});
      const made = result.data?.totpEnroll;
      return { outcome: outcomeOf(result, made), app: made?.secret ? made : null };
    },
    confirmApp: async (code: string): Promise<Outcome> => {
      const result = await client.mutation(TotpConfirmDocument, { input: { code } });
      return outcomeOf(result, result.data?.totpConfirm);
    },
    removeApp: async (): Promise<Outcome> => {
      const result = await client.mutation(TotpRemoveDocument, {});
      return outcomeOf(result, result.data?.totpRemove);
    },
    enrollSms: async (): Promise<Outcome> => {
      const result = await client.mutation(SmsEnrollDocument, {});
      return outcomeOf(result, result.data?.smsEnroll);
    },
    confirmSms: async (code: string): Promise<Outcome> => {
      const result = await client.mutation(SmsConfirmDocument, { input: { code } });
      return outcomeOf(result, result.data?.smsConfirm);
    },
    removeSms: async (): Promise<Outcome> => {
      const result = await client.mutation(SmsRemoveDocument, {});
      return outcomeOf(result, result.data?.smsRemove);
    },
    /** Null when the person or the device would not. */
    addPasskey: async (name: string): Promise<Outcome | null> => {
      const begun = await client.mutation(PasskeyRegisterBeginDocument, {});
      const options = begun.data?.passkeyRegisterBegin.options;
      if (!options) return outcomeOf(begun, begun.data?.passkeyRegisterBegin);
      const response = await madePasskey(options);
      if (response === null) return null;
      const result = await client.mutation(PasskeyRegisterDocument, { input: { response, name } });
      return outcomeOf(result, result.data?.passkeyRegister);
    },
    removePasskey: async (passkeyId: string): Promise<Outcome> => {
      const result = await client.mutation(PasskeyRemoveDocument, { input: { passkeyId } });
      return outcomeOf(result, result.data?.passkeyRemove);
    },
    makeCodes: async (): Promise<{ outcome: Outcome; codes: string[] | null }> => {
      const result = await client.mutation(RecoveryCodesCreateDocument, {});
      const made = result.data?.recoveryCodesCreate;
      return { outcome: outcomeOf(result, made), codes: made?.codes ?? null };
    },
    endSession: async (sessionId: string): Promise<Outcome> => {
      const result = await client.mutation(MySessionRevokeDocument, { input: { sessionId } });
      return outcomeOf(result, result.data?.sessionRevoke);
    },
    makeKey: async (name: string, expiresAt: string): Promise<{ outcome: Outcome; key: string | null }> => {
      const result = await client.mutation(MyKeyCreateDocument, { input: { name, kind: 'PERSONAL', expiresAt } });
      const made = result.data?.apiKeyCreate;
      return { outcome: outcomeOf(result, made), key: made?.key ?? null };
    },
    endKey: async (apiKeyId: string): Promise<Outcome> => {
      const result = await client.mutation(MyKeyRevokeDocument, { input: { apiKeyId } });
      return outcomeOf(result, result.data?.apiKeyRevoke);
    },
  };
}
