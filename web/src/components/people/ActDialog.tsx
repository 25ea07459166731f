import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { longestBlock, useAccount } from '../../services/account';
import { useSave } from '../../services/save';
import { useUserChanges } from '../../services/user';
import type { UserRow } from '../../services/users';
import { CommentField } from '../CommentField';
import { DialogFrame } from '../DialogFrame';
import { SaveTrouble } from '../SaveTrouble';
import { useTell } from '../useTell';
import type { Asked } from './actions';

interface Props {
  act: Exclude<Asked, 'delete'>;
  user: UserRow;
  onClose(): void;
}

/** Says what an act means for the person, and does it once that is read. */
export function ActDialog({ act, user, onClose }: Props) {
  const { t } = useTranslation();
  const [comment, setComment] = useState('');
  const save = useSave();
  const tell = useTell();
  const account = useAccount(user);
  const changes = useUserChanges(user);
  const { name } = user;
  const acts = {
    credential: () => account.newCredential(),
    block: () => account.block(new Date(Date.now() + longestBlock - 60_000).toISOString(), comment),
    status: () => changes.deactivate(comment),
  };
  const submit = async () => {
    if (!(await save.run(acts[act]))) return;
    tell(t(`people.did.${act}`, { name }), act === 'status' ? changes.activateAgain : undefined);
    onClose();
  };
  return (
    <DialogFrame onClose={onClose} unsaved={comment !== '' && !save.saved} title={t(`people.ask.${act}.title`, { name })} centered>
      <Stack gap="sm">
        <SaveTrouble save={save} />
        <Text size="sm">{t(`people.ask.${act}.text`)}</Text>
        {act !== 'credential' && <CommentField value={comment} onChange={setComment} />}
        <Group gap="xs">
          <Button color={act === 'credential' ? undefined : 'red'} loading={save.saving} onClick={() => void submit()}>
            {t(`people.ask.${act}.confirm`)}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('user.cancel')}
          </Button>
        </Group>
      </Stack>
    </DialogFrame>
  );
}
