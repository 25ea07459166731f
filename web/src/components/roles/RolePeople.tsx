import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../services/names';
import type { Person } from '../../services/person';
import { useRoleChanges, type Given } from '../../services/roleChanges';
import { useRoleHolders, type RoleDetails, type RoleHolder } from '../../services/roles';
import { useSave } from '../../services/save';
import { AbilityButton } from '../AbilityButton';
import { ListBody } from '../lists/ListBody';
import { Panel } from '../Panel';
import { PersonField } from '../PersonField';
import { PersonLink } from '../PersonLink';
import { SaveTrouble } from '../SaveTrouble';
import { MoreRows } from './MoreRows';
import classes from './roles.module.css';

/** Who holds a role, given to others and taken from them here. */
export function RolePeople({ role }: { role: RoleDetails }) {
  const { t } = useTranslation();
  const holders = useRoleHolders(role.id);
  return (
    <>
      {role.can('grant').allowed ? <Give role={role} /> : <Text size="sm">{role.can('grant').reason}</Text>}
      <Panel title={t('roles.heldBy', { count: role.members })}>
        {role.grants.includes('*') && (
          <Text size="sm" c="dimmed" mb="xs">
            {t('roles.lastKept')}
          </Text>
        )}
        <ListBody list={holders} empty={t('roles.nobody')} narrowed={false} onClear={holders.retry}>
          <ul className={classes.people} aria-label={t('roles.tab.people')}>
            {holders.rows.map((holder) => (
              <Holder key={holder.id} role={role} holder={holder} />
            ))}
          </ul>
          <MoreRows list={holders} />
        </ListBody>
      </Panel>
    </>
  );
}

/** Tells whether a change of roles is in force or waits for a second person. */
function useTold() {
  const { t } = useTranslation();
  return ({ outcome, waits }: Given) => {
    if (outcome.written) notifications.show({ message: t(waits ? 'roles.waits' : 'roles.inForce') });
    return outcome;
  };
}

function Give({ role }: { role: RoleDetails }) {
  const { t } = useTranslation();
  const names = useNames();
  const [person, setPerson] = useState<Person | null>(null);
  const changes = useRoleChanges();
  const save = useSave();
  const told = useTold();
  const give = async () => {
    if (person && (await save.run(async () => told(await changes.give(person.id, role.id))))) setPerson(null);
  };
  return (
    <Panel title={t('roles.give', { role: names.role(role.name) })}>
      <SaveTrouble save={save} />
      <Group gap="xs" align="flex-end">
        <div className={classes.wide}>
          <PersonField label={t('why.person')} value={person} onChange={setPerson} />
        </div>
        <Button disabled={!person} loading={save.saving} onClick={() => void give()}>
          {t('roles.giveIt')}
        </Button>
      </Group>
    </Panel>
  );
}

function Holder({ role, holder }: { role: RoleDetails; holder: RoleHolder }) {
  const { t } = useTranslation();
  const changes = useRoleChanges();
  const save = useSave();
  const told = useTold();
  const group = holder.through.get(role.id);
  const given = holder.given.includes(role.id);
  const take = () => save.run(async () => told(await changes.take(holder.id, role.id)));
  const ability = given ? holder.can('roles') : { allowed: false, reason: t('roles.throughGroup') };
  return (
    <li className={classes.person}>
      <Stack gap={0} className={classes.wide}>
        <span>
          <PersonLink id={holder.id} name={holder.name} />
          {!holder.active && ` (${t('status.INACTIVE')})`}
        </span>
        <Text size="xs" c="dimmed">
          {[holder.email, group && t('roles.byGroup', { group }), holder.waits && t('roles.changeWaits')].filter(Boolean).join(' · ')}
        </Text>
      </Stack>
      <AbilityButton ability={ability} label={t('roles.take')} size="compact-xs" loading={save.saving} onClick={() => void take()} />
      <SaveTrouble save={save} />
    </li>
  );
}
