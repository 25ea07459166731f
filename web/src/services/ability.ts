import type { AbilityLineFragment } from '../gql/graphql';

/** Whether something may be done here, and why not, in the viewer's language. */
export interface Ability {
  allowed: boolean;
  reason: string | null;
}

export type Can<Action extends string> = (action: Action) => Ability;

/** Looks an action up; what the server doesn't name is not allowed. */
export const canOf =
  <Action extends string>(abilities: readonly AbilityLineFragment[] | undefined): Can<Action> =>
  (action) => {
    const found = abilities?.find((ability) => ability.action === action);
    return { allowed: found?.allowed ?? false, reason: found?.reason ?? null };
  };
