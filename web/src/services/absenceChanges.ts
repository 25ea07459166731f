import { useClient } from 'urql';
import { OutOfOfficeDelegateSetDocument, OutOfOfficeEndDocument, OutOfOfficeSetDocument } from '../gql/graphql';
import type { LocalDate } from './dates';
import { outcomeOf, type Outcome } from './save';

/** Worth knowing about a change that was written, such as a circle of delegates. */
export interface Warning {
  code: string;
  message: string;
}

export type LeaveOutcome = Outcome & { warnings: Warning[] };

interface Payload {
  warnings: readonly Warning[];
  userErrors: Parameters<typeof outcomeOf>[1] extends infer P ? (P extends { userErrors: infer E } ? E : never) : never;
}

const told = (result: Parameters<typeof outcomeOf>[0], payload: Payload | null | undefined): LeaveOutcome => ({
  ...outcomeOf(result, payload),
  warnings: payload?.warnings.map(({ code, message }) => ({ code, message })) ?? [],
});

/** Going on leave, changing the delegate, coming back. `version` is that of the leave that was seen, 0 for none. */
export function useLeaveChanges(userId: string) {
  const client = useClient();
  return {
    set: async (startDate: LocalDate, endDate: LocalDate, delegateId: string | null, version: number): Promise<LeaveOutcome> => {
      const result = await client.mutation(OutOfOfficeSetDocument, {
        input: { userId, startDate, endDate, delegateId, expectedVersion: version },
      });
      return told(result, result.data?.outOfOfficeSet);
    },
    setDelegate: async (delegateId: string | null, version: number): Promise<LeaveOutcome> => {
      const result = await client.mutation(OutOfOfficeDelegateSetDocument, { input: { userId, delegateId, expectedVersion: version } });
      return told(result, result.data?.outOfOfficeDelegateSet);
    },
    end: async (version: number): Promise<LeaveOutcome> => {
      const result = await client.mutation(OutOfOfficeEndDocument, { input: { userId, expectedVersion: version } });
      return told(result, result.data?.outOfOfficeEnd);
    },
  };
}
