import { Button, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useRoleChanges } from '../../services/roleChanges';
import type { RoleDetails } from '../../services/roles';
import { useSave } from '../../services/save';
import { PageBody } from '../PageBody';
import { Panel } from '../Panel';
import { SaveTrouble } from '../SaveTrouble';
import { RoleFields } from './RoleFields';
import { StartingFields } from './StartingFields';
import { useRoleDraft } from './useRoleDraft';

/** The form of a new role, and the way to it once it is made. */
export function RoleMaker({ source }: { source: RoleDetails | null }) {
  const { t } = useTranslation();
  const { draft, input } = useRoleDraft(source, true);
  const navigate = useNavigate();
  const save = useSave();
  const changes = useRoleChanges();
  const submit = async () => {
    if (!input) return;
    let made: string | null = null;
    const written = await save.run(async () => {
      const { outcome, id } = await changes.create(input);
      made = id;
      return outcome;
    });
    if (!written || !made) return;
    // The guard of the page must know before the page is left.
    flushSync(draft.discard);
    void navigate({ to: '/roles/$roleId', params: { roleId: made } });
  };
  const { starting } = draft.value;
  return (
    <PageBody>
      <RoleFields draft={draft} readOnly={false} />
      <Panel title={t('roles.tab.starting')}>
        <StartingFields value={starting} readOnly={false} onChange={(part) => draft.change({ starting: { ...starting, ...part } })} />
      </Panel>
      <SaveTrouble save={save} />
      <Group>
        <Button loading={save.saving} disabled={!input} onClick={() => void submit()}>
          {t('roles.make')}
        </Button>
      </Group>
    </PageBody>
  );
}
