import { Button, Checkbox, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDirectoryChanges } from '../../services/directoryChanges';
import { useSave } from '../../services/save';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';
import { idpNames, idps, type Idp } from './idps';

export interface Made {
  id: string;
  token: string;
}

interface Props {
  idp: Idp;
  onIdp(idp: Idp): void;
  onMade(made: Made): void;
}

/** Which IdP, what it is called here, and whether its first sync is only looked at. */
export function ConnectForm({ idp, onIdp, onMade }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const [preview, setPreview] = useState(true);
  const changes = useDirectoryChanges();
  const save = useSave();
  const name = typed ?? idpNames[idp] ?? '';
  useUnsaved(typed !== null && !save.saved);
  const submit = () =>
    save.run(async () => {
      const { outcome, secret, id } = await changes.create(name.trim(), preview);
      if (secret && id) onMade({ id, token: secret });
      return outcome;
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="sm" maw={520}>
        <SegmentedControl
          aria-label={t('directories.connect.idp')}
          data={idps.map((value) => ({ value, label: idpNames[value] ?? t('directories.idp.other') }))}
          value={idp}
          onChange={(value) => onIdp(value as Idp)}
        />
        <TextInput label={t('directories.name')} description={t('directories.nameHint')} value={name} onChange={(event) => setTyped(event.currentTarget.value)} maxLength={100} required />
        <Checkbox
          label={t('directories.connect.preview')}
          description={t('directories.connect.previewHint')}
          checked={preview}
          onChange={(event) => setPreview(event.currentTarget.checked)}
        />
        <SaveTrouble save={save} />
        <div>
          <Button type="submit" loading={save.saving} disabled={name.trim() === ''}>
            {t('directories.connect.make')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
