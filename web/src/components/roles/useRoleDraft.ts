import { useMemo } from 'react';
import { useFormats } from '../../services/format';
import type { RoleDetails } from '../../services/roles';
import { readStarting, showStarting, startingOf, type TypedStarting } from '../../services/starting';
import { useViewer } from '../../services/viewerContext';
import { useDraft } from '../useDraft';

/** A role in a form. */
export interface TypedRole {
  name: string;
  permissions: string[];
  grants: string[];
  starting: TypedStarting;
}

/** What a role may be called: it is a name for programs too. */
export const isRoleName = (name: string): boolean => /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])$/.test(name);

/** Input on a role, or on a new one that begins as `role` does. */
export function useRoleDraft(role: RoleDetails | null, copy: boolean) {
  const { locale } = useFormats();
  const { currency } = useViewer();
  const present = useMemo<TypedRole>(
    () => ({
      name: role ? (copy ? `${role.name}-2` : role.name) : '',
      permissions: [...(role?.permissions ?? [])],
      grants: [...(role?.grants ?? [])],
      starting: showStarting(role?.starting ?? startingOf(null), locale),
    }),
    [role, copy, locale],
  );
  const draft = useDraft(present, copy ? 0 : (role?.version ?? 0));
  const starting = readStarting(draft.value.starting, currency, locale);
  const { name, permissions, grants } = draft.value;
  const input = starting !== undefined && isRoleName(name) ? { name, permissions, grants, startingValues: starting } : null;
  return { draft, input };
}
