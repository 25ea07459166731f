import { Switch, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useSave } from '../../services/save';
import type { UserRow } from '../../services/users';
import { whyNot } from '../TroubleText';
import { useTell } from '../useTell';

/** The switch of automatic assignment, in the list. */
export function AutoAssignCell({ user }: { user: UserRow }) {
  const { t } = useTranslation();
  const client = useClient();
  const save = useSave();
  const tell = useTell();
  if (user.autoAssign === null) return '–';
  const { allowed, reason } = user.can('preferences');
  const flip = (on: boolean) =>
    save.run(async () => {
      // Loaded when it is needed: a list is read more often than it is changed.
      const { inlineOf } = await import('../../services/inline');
      const outcome = await inlineOf(client, user).setAutoAssign(on);
      const message = t(on ? 'people.edit.autoOn' : 'people.edit.autoOff', { name: user.name });
      tell(outcome.written ? message : whyNot(outcome), outcome.undo);
      return outcome;
    });
  return (
    <Tooltip label={reason} disabled={allowed || !reason}>
      <Switch
        size="xs"
        aria-label={t('people.edit.auto', { name: user.name })}
        checked={user.autoAssign}
        disabled={!allowed || save.saving}
        onChange={(event) => void flip(event.currentTarget.checked)}
      />
    </Tooltip>
  );
}
