import { Button, Radio, SegmentedControl, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useConnectionChanges } from '../../services/connectionChanges';
import type { Vendor } from '../../services/connections';
import { useSave } from '../../services/save';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';
import classes from './NewConnectionForm.module.css';
import { kindNames, kinds, vendorNames, vendors, type Kind } from './vendors';

/** Which IdP, over which protocol, under which name: a draft is made of it. */
export function NewConnectionForm({ onMade }: { onMade(id: string, vendor: Vendor): void }) {
  const { t } = useTranslation();
  const [vendor, setVendor] = useState<Vendor>('OKTA');
  const [kind, setKind] = useState<Kind>('OIDC');
  const [typed, setTyped] = useState<string | null>(null);
  const changes = useConnectionChanges();
  const save = useSave();
  const name = typed ?? vendorNames[vendor] ?? '';
  useUnsaved(typed !== null && !save.saved);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    let made: string | null = null;
    const written = await save.run(async () => {
      const { outcome, id } = await changes.create(kind, name.trim());
      made = id;
      return outcome;
    });
    if (!written || !made) return;
    // The guard of the page must know before the page is left.
    flushSync(() => setTyped(null));
    onMade(made, vendor);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md" maw={640}>
        <Radio.Group label={t('connections.new.vendor')} value={vendor} onChange={(value) => setVendor(value as Vendor)}>
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="xs" mt={6}>
            {vendors.map((value) => (
              <Radio.Card key={value} value={value} className={classes.choice}>
                <Radio.Indicator size="xs" />
                {vendorNames[value] ?? t('connections.new.other')}
              </Radio.Card>
            ))}
          </SimpleGrid>
        </Radio.Group>
        <div>
          <SegmentedControl aria-label={t('connections.new.protocol')} data={kinds.map((value) => ({ value, label: kindNames[value] }))} value={kind} onChange={(value) => setKind(value as Kind)} />
        </div>
        <TextInput label={t('connections.name')} description={t('connections.nameHint')} value={name} onChange={(event) => setTyped(event.currentTarget.value)} maxLength={100} required maw={420} />
        <SaveTrouble save={save} />
        <div>
          <Button type="submit" loading={save.saving} disabled={name.trim() === ''}>
            {t('connections.new.make')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
