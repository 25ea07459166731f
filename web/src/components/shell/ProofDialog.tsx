import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { onProof, type Proof } from '../../services/proof';

const look = 'popup,width=480,height=720';

/** Asks for a fresh proof of who sits there, above everything else; changes wait behind it. */
export function ProofDialog({ proof }: { proof: Proof }) {
  const { t } = useTranslation();
  const asked = useSyncExternalStore(proof.subscribe, proof.asked);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    if (!asked) return setOpened(false);
    return onProof(() => proof.answer(true));
  }, [asked, proof]);
  const open = (event: MouseEvent) => {
    // A browser that allows no small window follows the link to a tab.
    if (window.open(proof.address, 'mandate-proof', look)) event.preventDefault();
    setOpened(true);
  };
  return (
    <Modal opened={asked} onClose={() => proof.answer(false)} title={<Text fw={600}>{t('proof.title')}</Text>} zIndex={500} centered closeOnClickOutside={false} withCloseButton={false}>
      <Stack gap="md">
        <Text size="sm">{t('proof.text')}</Text>
        <Group gap="xs">
          <Button component="a" href={proof.address} target="mandate-proof" onClick={open} data-autofocus>
            {t(opened ? 'proof.again' : 'proof.open')}
          </Button>
          <Button variant="subtle" onClick={() => proof.answer(false)}>
            {t('proof.cancel')}
          </Button>
        </Group>
        <Text size="sm" c="dimmed" aria-live="polite">
          {opened && t('proof.waiting')}
        </Text>
      </Stack>
    </Modal>
  );
}
